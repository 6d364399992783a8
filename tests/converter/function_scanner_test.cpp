// Where functions begin and end.
#include "converter/function_scanner.hpp"

#include <catch2/catch.hpp>

#include "tests/functions/scan.hpp"
#include "tests/functions/scope_rules.hpp"
#include "tests/property/random_text.hpp"

using namespace smcache::detail;
using smcache::test::broken_scope_rule;
using smcache::test::scan;
using smcache::test::scope_names;
using smcache::test::scope_texts;
using Texts = std::vector<std::string>;

TEST_CASE("a function reaches from its first word to its closing brace") {
  CHECK(scope_texts("function f(){} ;") == Texts{"function f(){}"});
  CHECK(scope_texts(" async function * f ( ) { } ") == Texts{"async function * f ( ) { }"});
  CHECK(scope_texts("x = { async *m(){}, get [a+b](){}, k: function(){} }") ==
        Texts{"async *m(){}", "get [a+b](){}", "function(){}"});
  CHECK(scope_texts("class A { static async m(){} @d n(){} }") ==
        Texts{"class A { static async m(){} @d n(){} }", "static async m(){}", "n(){}"});
}

TEST_CASE("an arrow function reaches from its parameters to the end of its expression") {
  CHECK(scope_texts("x = a => a + 1, y") == Texts{"a => a + 1"});
  CHECK(scope_texts("x = (a, [b]) => { a } ;") == Texts{"(a, [b]) => { a }"});
  CHECK(scope_texts("x = async (a) => a; y = async b => b") == Texts{"async (a) => a", "async b => b"});
  CHECK(scope_texts("foo(() => a ? b : c, d)") == Texts{"() => a ? b : c"});
  CHECK(scope_texts("a ? b => c : d => e") == Texts{"b => c", "d => e"});
  CHECK(scope_texts("a ? (b) : c => d") == Texts{"c => d"});
  CHECK(scope_texts("x = () => a\nb") == Texts{"() => a"});
  CHECK(scope_texts("x = () => a\n(b)") == Texts{"() => a\n(b)"});
  CHECK(scope_texts("x = a => b => c /* */") == Texts{"a => b => c", "b => c"});
  CHECK(scope_texts("() => ({})") == Texts{"() => ({})"});
  CHECK(scope_texts("x = (a = () => 1) => 2") == Texts{"(a = () => 1) => 2", "() => 1"});
}

TEST_CASE("parentheses before which async stands may be a call") {
  CHECK(scope_texts("async (a, () => b)") == Texts{"() => b"});
  CHECK(scope_texts("async(a)\n.then(b => c)") == Texts{"b => c"});
}

TEST_CASE("a slash divides behind an operand and begins a regular expression elsewhere") {
  const Texts found = {"function f(){}"};
  CHECK(scope_texts("a / b; function f(){} c / d") == found);
  CHECK(scope_texts("x = /[/{]/; function f(){}") == found);
  CHECK(scope_texts("if (a) /{/.test(b); function f(){}") == found);
  CHECK(scope_texts("(a) / b; function f(){} // {/") == found);
  CHECK(scope_texts("{} /{/.test(b); function f(){}") == found);
  CHECK(scope_texts("x = {} / b; function f(){} /{/g") == found);
  CHECK(scope_texts("a++ / b; function f(){} /{/g") == found);
  CHECK(scope_texts("return /{/; function f(){}") == found);
  CHECK(scope_texts("x = () => {}\n/{/g; function f(){}") == Texts{"() => {}", "function f(){}"});
  CHECK(scope_texts("function* g(){ yield /{/ } function h(){ yield / 1 / yield }").size() == 2);
  CHECK(scope_texts("x = typeof /{/; function f(){}") == found);
  CHECK(scope_texts("a.return / b; function f(){} /{/") == found);
}

TEST_CASE("templates nest") {
  CHECK(scope_texts("x = `a${`b${() => { `}` }}`}}` + (() => 1)") == Texts{"() => { `}` }", "() => 1"});
  CHECK(scope_texts("`\\`${a}\\${`; function f(){}") == Texts{"function f(){}"});
}

TEST_CASE("comments of every kind are passed") {
  CHECK(scope_texts("#!/usr/bin/env node {\n// {\n/* { \n */ function f(){ /* } */ }") ==
        Texts{"function f(){ /* } */ }"});
  CHECK(scope_texts("a <!-- {\n--> {\nfunction f(){}") == Texts{"function f(){}"});
  CHECK(scope_texts("import 'a'; b<!--c; function f(){}") == Texts{"function f(){}"});
  CHECK(scope_texts("a--> b; function f(){}") == Texts{"function f(){}"});
}

TEST_CASE("contextual keywords are names where they are") {
  for (const std::string_view text :
       {"let = async; async = of; of = get; get = set; yield = let; await: for (;;) break await",
        "for (async of => {}; ;) ;", "for (let of = 0; ;) ; for (const of of of) ;", "let \n [a] = b",
        "x = { async, get, set, static: 1, async: 2, get: 3, of, await: 4, yield }",
        "class A { get; set; static; async; static static; get = 1; async\n x(){} static async; accessor y = 1; }",
        "using x = y; await using z = w; using = 1", "import.meta.x; import('a'); x = new.target",
        "import a, { default as b, \"c\" as d } from 'e' with { type: 'json' }; export * as f from 'g'",
        "import defer * as ns from 'x'; export { a as default, b as \"c\" }; export default a",
        "async () => { for await (const x of y) await x }", "#a in b", "a?.b?.[c]?.(d) ?? a?.5:e"}) {
    INFO(text);
    const auto scanned = scan(text);
    CHECK(scanned.result.syntax_errors == 0);
  }
  CHECK(scope_texts("for (async of => {}; ;) ;") == Texts{"async of => {}"});
}

TEST_CASE("blanks outside ASCII part tokens, other characters are of names") {
  CHECK(scope_names("x\xC2\xA0= function\xE3\x80\x80g\xE2\x80\x89(){}") == Texts{"g"});
  CHECK(scope_names("\xEF\xBB\xBF\xC3\xA9\xC2\xA0=\xEF\xBB\xBF() => 1") == Texts{"\xC3\xA9"});
  CHECK(scan("new \xC2\xA0\xEF\xBB\xBF"
             "a")
            .result.syntax_errors == 0);
}

TEST_CASE("numbers and names end where they end") {
  CHECK(scope_texts("1_000.5e-3.x(a => a); 0x1F.y(b => b); 1..z; 010.w; .5.v; 1n.u(c => c)") ==
        Texts{"a => a", "b => b", "c => c"});
  CHECK(scope_names("var \\u0061b\\u{63} = () => 1") == Texts{"\\u0061b\\u{63}"});
  CHECK(scope_names("\\u0069f (a) / b; function f(){} c / d") == Texts{"f"});
}

TEST_CASE("anchors stand at the tokens that they are called after") {
  const auto arrow = scan("x = async (a) => { }").scopes.at(0).scope.anchors;
  CHECK(arrow.parameters == 10);
  CHECK(arrow.arrow == 14);
  CHECK(arrow.closing_brace == 19);
  const auto bare = scan("x = a => a").scopes.at(0).scope.anchors;
  CHECK_FALSE(bare.parameters.has_value());
  CHECK(bare.arrow.has_value());
  CHECK_FALSE(bare.closing_brace.has_value());
  const auto method = scan("x = { get [a] () { } }").scopes.at(0).scope;
  CHECK(method.kind == ScopeKind::accessor);
  CHECK(method.anchors.parameters == 14);
  const auto type = scan("class A { }").scopes.at(0).scope;
  CHECK(type.kind == ScopeKind::class_body);
  CHECK_FALSE(type.anchors.parameters.has_value());
  CHECK(type.anchors.closing_brace == 10);
}

TEST_CASE("scopes come when they end, and say how many lie inside") {
  struct Sink final : FunctionScopeSink {
    void on_scope(const FunctionScope& scope) override { inside.push_back(scope.inside); }
    std::vector<std::uint32_t> inside;
  } sink;
  scan_functions("a(b => c); (d = () => {}) => { e(f => f); class g { h(){} } }", ScriptDialect::javascript, sink);
  CHECK(sink.inside == std::vector<std::uint32_t>{0, 0, 0, 0, 1, 4});
}

TEST_CASE("what stands before and behind an error is found") {
  for (const std::string_view error :
       {"a b c", "if (", "foo(", "x = [1, 2", "x = )", "}", "var 1a = ;", "x = 'abc", "x = /abc", "a ? b ;", "\\",
        "x = { a b }", "let let = enum", "class { ] }", "import {", "for (;;", "(a, b", "\xFF\xFE"}) {
    INFO(error);
    const std::string text = "function before(){}\n" + std::string(error) + ";\nvar y = 1; function after(){}\n";
    const auto scanned = scan(text);
    CHECK(scanned.result.syntax_errors != 0);
    CHECK(scanned.result.first_error.has_value());
    REQUIRE(scanned.scopes.size() >= 2);
    CHECK(scanned.scopes.front().text == "function before(){}");
    CHECK(scanned.scopes.back().name == "after");
    CHECK(broken_scope_rule(text, ScriptDialect::javascript) == std::nullopt);
  }
}

TEST_CASE("what is open at the end of a cut text ends there") {
  const auto scanned = scan("function a(){ b = () => { x");
  CHECK(scanned.result.syntax_errors == 2);
  REQUIRE(scanned.scopes.size() == 2);
  CHECK(scanned.scopes[0].text == "function a(){ b = () => { x");
  CHECK(scanned.scopes[1].text == "() => { x");
  CHECK_FALSE(scanned.scopes[1].scope.anchors.closing_brace.has_value());
}

TEST_CASE("nesting is as deep as the limit, and no deeper") {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + "() => 1" + std::string(depth, ')') + "; function f(){}";
  };
  CHECK_FALSE(scan(nested(kMaxScriptNesting - 3)).result.too_deep);
  CHECK(scope_names(nested(kMaxScriptNesting - 3)) == Texts{"-", "f"});
  CHECK(scan(nested(kMaxScriptNesting)).result.too_deep);
  CHECK(scope_names("function f(){} " + nested(kMaxScriptNesting)) == Texts{"f"});
}

TEST_CASE("any text at all is scanned by the rules") {
  static constexpr std::string_view kPieces[] = {"function ", "f",           "(",
                                                 ")",         "{",           "}",
                                                 "[",         "]",           "=>",
                                                 "=",         ",",           ";",
                                                 "\n",        "class ",      "a",
                                                 ".b",        "async ",      "get ",
                                                 "static ",   "`",           "${",
                                                 "/",         "'",           "\"",
                                                 "?",         ":",           "*",
                                                 "yield ",    "await ",      "extends ",
                                                 "if",        "else ",       "var ",
                                                 "let ",      "return ",     "#x",
                                                 "...",       "?.",          "1",
                                                 "import ",   "export ",     "default ",
                                                 "<",         ">",           "case ",
                                                 "do ",       "/*",          "*/",
                                                 "//",        "\xC3\xA9",    "\xE2\x80\xA8",
                                                 "\xFF",      "constructor", "new ",
                                                 "in ",       "of ",         "for ",
                                                 "enum ",     "interface ",  "type ",
                                                 "as ",       "!",           "&",
                                                 "|",         "declare ",    "abstract ",
                                                 "</",        "/>"};
  for (std::uint64_t round = 0; round < smcache::test::rounds(3000); ++round) {
    INFO("again with SMCACHE_SEED=" << smcache::test::seed() + round);
    smcache::test::Random random(smcache::test::seed() + round);
    std::string text;
    for (std::uint64_t i = random.below(60); i != 0; --i) text += kPieces[random.below(std::size(kPieces))];
    INFO(text);
    CHECK(broken_scope_rule(text, ScriptDialect::javascript) == std::nullopt);
    CHECK(broken_scope_rule(text, ScriptDialect::typescript) == std::nullopt);
  }
}
