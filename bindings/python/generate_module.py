"""Writes the C source of a cffi module from a C header, so that no declaration is copied by hand.

    generate_module.py MODULE HEADER OUTPUT

The header is one of those in bindings/c/include. What smcache_convert.h takes from smcache.h are its types: the
functions stay with their own library.
"""

import re
import sys
from pathlib import Path

import cffi


def declarations(header: Path) -> str:
    """A header without comments and preprocessor, as cffi reads it."""
    text = header.read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"#ifdef __cplusplus\n.*?#endif\n", "", text, flags=re.DOTALL)
    constants = re.findall(r"^#define (SMC_\w+) UINT32_C", text, flags=re.MULTILINE)
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
    return "".join(f"#define {name} ...\n" for name in constants) + text


def functions(text: str) -> str:
    return re.sub(r"\bSMC_API ", "", text)


def types_only(text: str) -> str:
    return re.sub(r"\bSMC_API [^;]*;", "", text)


def main() -> None:
    module, header, output = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    builder = cffi.FFI()
    if header.name != "smcache.h":
        builder.cdef(types_only(declarations(header.with_name("smcache.h"))))
    builder.cdef(functions(declarations(header)))
    builder.set_source(module, f'#include "{header.name}"')
    builder.emit_c_code(output)


if __name__ == "__main__":
    main()
