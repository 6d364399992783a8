// What the scanner passes over in sources that are not JavaScript yet.
#include <catch2/catch.hpp>

#include "tests/functions/scan.hpp"

using smcache::detail::ScriptDialect;
using Texts = std::vector<std::string>;

namespace {

Texts names(std::string_view text) { return smcache::test::scope_names(text, ScriptDialect::typescript); }
Texts texts(std::string_view text) { return smcache::test::scope_texts(text, ScriptDialect::typescript); }
std::uint32_t errors(std::string_view text) {
  return smcache::test::scan(text, ScriptDialect::typescript).result.syntax_errors;
}

}  // namespace

TEST_CASE("annotations are passed") {
  CHECK(texts("function f<T>(a: number, b?: { c: () => void }, ...d: T[]): a is { b: string } { } g") ==
        Texts{"function f<T>(a: number, b?: { c: () => void }, ...d: T[]): a is { b: string } { }"});
  CHECK(texts("let a: (b: string) => void = c => d, e!: F[] = (): G => h") == Texts{"c => d", "(): G => h"});
  CHECK(texts("x = (a: B, c?: D): Promise<E<F>> => g") == Texts{"(a: B, c?: D): Promise<E<F>> => g"});
  CHECK(texts("x = (): ((...a: b[]) => void) => c") == Texts{"(): ((...a: b[]) => void) => c"});
  CHECK(texts("x = a ? (b) : c => d") == Texts{"c => d"});
  CHECK(texts("let a: B extends infer C ? `${D}-e` : typeof f = g => h") == Texts{"g => h"});
  CHECK(names("let a: Array<{ b: c }>= d => e; try {} catch (f: unknown) { g = () => 1 }") == Texts{"a", "g"});
  CHECK(names("switch (a) { case b: c: for (;;) d = () => 1; default: e = () => 2 }") == Texts{"d", "e"});
}

TEST_CASE("casts and type arguments are passed") {
  CHECK(texts("x = a as B<C> | D, y = <E>(f => g), z = h! as unknown as () => void, w = (i satisfies J)(k => l)") ==
        Texts{"f => g", "k => l"});
  CHECK(texts("a<b>(c => d); e < f; g > (h => i); j<k, l>`${m => n}`; o<{ p: q }>()") ==
        Texts{"c => d", "h => i", "m => n"});
  CHECK(texts("x = <T,>(a: T) => b, y = async <T = string>(c: T) => d; z = <T extends U>(e) => f") ==
        Texts{"<T,>(a: T) => b", "async <T = string>(c: T) => d", "<T extends U>(e) => f"});
}

TEST_CASE("what leaves no code is passed") {
  CHECK(names("interface A<B> extends C { d(): void; e: () => f }\n"
              "type G<H> = { i: J } | ((k: L) => M);\n"
              "declare function n(o: P): q;\n"
              "declare module 'r' { export function s(): void }\n"
              "declare global { interface T { u: V } }\n"
              "const enum W { X = 1 << 2, Y = 'z' }\n"
              "import type { A } from 'b'; import c = require('d'); export type { E } from 'f'; export = g;\n"
              "namespace H.I { export const j = () => 1 }\n"
              "function k(l: m): n;\nfunction k(l: o) { }") == Texts{"j", "k"});
  CHECK(errors("type A = B\n[c].d(e); let type = 1; type = 2; interface\nx; declare; namespace; abstract") == 0);
}

TEST_CASE("what classes have more is passed") {
  CHECK(names("abstract class A<B> extends C<D>.E implements F<G>, H {\n"
              "  private readonly i: J = () => 1; declare k: L; m?: N; o!: P;\n"
              "  [key: string]: Q;\n"
              "  constructor(private r: S, public override t = () => 2) { super() }\n"
              "  abstract u(): V;\n"
              "  protected static async w<X>(this: Y, z?: Z): Promise<void> { }\n"
              "  get a(): B { }\n"
              "}") == Texts{"new A", "A.i", "new A", "t", "A.w", "get A.a"});
  CHECK(texts("class A { @B({ c: () => 1 }) private d(@E() f: G): void { } }") ==
        Texts{"class A { @B({ c: () => 1 }) private d(@E() f: G): void { } }", "() => 1",
              "private d(@E() f: G): void { }"});
}

TEST_CASE("elements are operands whose braces hold expressions") {
  CHECK(texts("x = <a b={() => 1} c='\\' d {...e(() => 2)}>it's { () => 3 } {/* { */}<f/></a>; y = () => 4") ==
        Texts{"() => 1", "() => 2", "() => 3", "() => 4"});
  CHECK(texts("f = () => <><A.b c-d=\"x\ny\">{g.map(h => <i key={h}>{h}</i>)}</A.b></>") ==
        Texts{"() => <><A.b c-d=\"x\ny\">{g.map(h => <i key={h}>{h}</i>)}</A.b></>", "h => <i key={h}>{h}</i>"});
  CHECK(texts("x = a < b; y = (c) => d > e") == Texts{"(c) => d > e"});
  CHECK(errors("return <p>a && b; don't / }{'{'}<br/></p>") == 0);
  CHECK(errors("x = <T>{ a: 1 }; y = '</b>'") == 0);
}

TEST_CASE("in JavaScript elements and declarations of types are errors") {
  CHECK(smcache::test::scan("x = <a></a>").result.syntax_errors != 0);
  CHECK(smcache::test::scan("type A = B").result.syntax_errors != 0);
}
