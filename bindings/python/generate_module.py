"""Writes the C source of a cffi module from C headers, so that no declaration is copied by hand.

    generate_module.py MODULE OUTPUT HEADER...

The headers are some of those in bindings/c/include, of one library. What they take from smcache.h where that is not
one of them are its types: the functions stay with their own library.
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
    module, output, headers = sys.argv[1], sys.argv[2], [Path(name) for name in sys.argv[3:]]
    builder = cffi.FFI()
    if headers[0].name != "smcache.h":
        builder.cdef(types_only(declarations(headers[0].with_name("smcache.h"))))
    for header in headers:
        builder.cdef(functions(declarations(header)))
    builder.set_source(module, "".join(f'#include "{header.name}"\n' for header in headers))
    builder.emit_c_code(output)


if __name__ == "__main__":
    main()
