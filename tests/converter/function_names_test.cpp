// What functions are called: a test for each rule.
#include <catch2/catch.hpp>

#include "tests/functions/scan.hpp"

using smcache::test::scope_names;
using Names = std::vector<std::string>;

TEST_CASE("a function's own name is its name") {
  CHECK(scope_names("function f(){}") == Names{"f"});
  CHECK(scope_names("foo(function f(){})") == Names{"f"});
  CHECK(scope_names("x = function f(){}") == Names{"f"});
  CHECK(scope_names("var x = function f(){}") == Names{"f"});
  CHECK(scope_names("export default async function* f(){}") == Names{"f"});
}

TEST_CASE("a declaration names the function it is initialised with") {
  CHECK(scope_names("var x = function(){}") == Names{"x"});
  CHECK(scope_names("let x = () => {}, y = async z => z") == Names{"x", "y"});
  CHECK(scope_names("const x = class {}") == Names{"new x"});
  CHECK(scope_names("for (var i = function(){}; ;) {}") == Names{"i"});
}

TEST_CASE("an assignment names the function") {
  CHECK(scope_names("a = function(){}") == Names{"a"});
  CHECK(scope_names("a.b.c = class {}") == Names{"new a.b.c"});
  CHECK(scope_names("this.x.y = () => {}") == Names{"this.x.y"});
  CHECK(scope_names("a &&= () => {}; b ||= class {}; c += function(){}") == Names{"a", "new b", "c"});
  CHECK(scope_names("x = y = function(){}") == Names{"y"});
  CHECK(scope_names("var x = y.z = function(){}") == Names{"y.z"});
  CHECK(scope_names("m.x = function y(){}; m[n] = function y(){}") == Names{"m.y", "m.y"});
}

TEST_CASE("the name goes through whatever expression stands between") {
  CHECK(scope_names("x = a || function(){}") == Names{"x"});
  CHECK(scope_names("x = a ? function(){} : () => {}") == Names{"x", "x"});
  CHECK(scope_names("x = a ? b = function(){} : () => {}") == Names{"b", "x"});
  CHECK(scope_names("x = [function(){}, () => {}]") == Names{"x", "x"});
  CHECK(scope_names("x = foo(1, function(){})") == Names{"x"});
  CHECK(scope_names("x = (function(){})(), y = new Foo(() => {})") == Names{"x", "y"});
  CHECK(scope_names("x = `${function(){}}`") == Names{"x"});
  CHECK(scope_names("x = (a, b = function(){}, () => {})") == Names{"b", "x"});
}

TEST_CASE("what is no plain property of a name names nothing") {
  CHECK(scope_names("a().b = function(){}") == Names{"-"});
  CHECK(scope_names("(a).b = function(){}; (a.b) = function(){}") == Names{"-", "-"});
  CHECK(scope_names("x = foo().b = function(){}") == Names{"x"});
  CHECK(scope_names("[].x = function(){}; 's'.x = function(){}") == Names{"-", "-"});
}

TEST_CASE("a class names itself and its methods") {
  CHECK(scope_names("class A { constructor(){} static s(){} m(){} #p(){} get g(){} set g(v){} }") ==
        Names{"new A", "new A", "A.s", "A.m", "A.#p", "get A.g", "set A.g"});
  CHECK(scope_names("a = class B { m(){} }") == Names{"new a.B", "a.B.m"});
  CHECK(scope_names("a.b = class { m(){} }") == Names{"new a.b", "a.b.m"});
  CHECK(scope_names("class A { 'constructor'(){} static constructor(){} }") ==
        Names{"new A", "new A", "A.constructor"});
  CHECK(scope_names("foo(class { m(){} }, class B { m(){} })") == Names{"-", "m", "new B", "B.m"});
  CHECK(scope_names("export default class { m(){} }") == Names{"-", "m"});
  CHECK(scope_names("class A extends class { m(){} } { n(){} }") == Names{"new A", "new A", "A.m", "A.n"});
}

TEST_CASE("fields name what they are initialised with") {
  CHECK(scope_names("class A { f = () => {}; static g = function(){}; #p = () => {}; o = { k(){} } }") ==
        Names{"new A", "A.f", "A.g", "A.#p", "A.o.k"});
  CHECK(scope_names("class A { static { (() => {})(); var x = () => {} } }") == Names{"new A", "A", "x"});
}

TEST_CASE("keys of an object literal are added to its name") {
  CHECK(scope_names("o = { k: function(){}, k2: () => {}, m(){}, n: function f(){} }") ==
        Names{"o.k", "o.k2", "o.m", "o.f"});
  CHECK(scope_names("o = { get g(){}, set g(v){}, async am(){}, *gm(){}, async *agm(){} }") ==
        Names{"get o.g", "set o.g", "o.am", "o.gm", "o.agm"});
  CHECK(scope_names("o = {a: {b: function(){}}, c: [{d(){}}]}") == Names{"o.a.b", "o.c.d"});
  CHECK(scope_names("o = {n: class C { m(){} }}") == Names{"new o.n.C", "o.n.C.m"});
  CHECK(scope_names("o = {a: b = function(){}}") == Names{"b"});
  CHECK(scope_names("exports.x = { k(){}, l: function f(){} }") == Names{"exports.x.k", "exports.x.f"});
}

TEST_CASE("an object literal without a name is called so") {
  CHECK(scope_names("foo({k: function(){}})") == Names{"<object>.k"});
  CHECK(scope_names("jsx(A, {children: jsx(B, {onSubmit: () => {}})})") == Names{"<object>.children.onSubmit"});
  CHECK(scope_names("function f(){ return {a: function(){}} }") == Names{"f", "<object>.a"});
  CHECK(scope_names("x = foo({k: function(){}})") == Names{"x.k"});
  CHECK(scope_names("foo({n: function f(){}})") == Names{"<object>.f"});
}

TEST_CASE("methods whose keys are not identifiers") {
  CHECK(scope_names(R"(a = { ["x"+1](){}, 1.7(){}, "s"(){}, 1n(){}, 's'(){} })") ==
        Names{"a.<computed>", "a.<1.7>", "a.<\"s\">", "a.<1n>", "a.<\"s\">"});
  CHECK(scope_names(R"(class a { ["x"+1](){} 1.7(){} get "s"(){} static 1n(){} })") ==
        Names{"new a", "a.<computed>", "a.<1.7>", "get a.<\"s\">", "a.<1n>"});
}

TEST_CASE("values under such keys take the name of the object") {
  CHECK(scope_names(R"(a = { ["x"+1]: () => {}, 1.7: () => {}, "s": () => {} })") == Names{"a", "a", "a"});
  CHECK(scope_names("foo({ 12: function(){} })") == Names{"-"});
  CHECK(scope_names("foo({ 12: { k(){} } })") == Names{"<object>.k"});
}

TEST_CASE("subscripts in what is assigned to") {
  CHECK(scope_names("K.prototype.m = function(){}") == Names{"K.prototype.m"});
  CHECK(scope_names("K.prototype[42] = function(){}") == Names{"K.prototype[42]"});
  CHECK(scope_names("K.prototype[\"m\"] = function(){}") == Names{"K.prototype[\"m\"]"});
  CHECK(scope_names("K.prototype['m'] = function(){}") == Names{"K.prototype[\"m\"]"});
  CHECK(scope_names("K.prototype[m] = function(){}") == Names{"K.prototype[m]"});
  CHECK(scope_names("K.prototype[1+1] = function(){}") == Names{"K.prototype[<computed>]"});
  CHECK(scope_names("a[b = function(){}].c = function(){}") == Names{"b", "a[<computed>].c"});
  CHECK(scope_names("a.b[{k: function(){}}.k] = function(){}") == Names{"<object>.k", "a.b[<computed>]"});
}

TEST_CASE("functions that are passed, called at once or returned are anonymous") {
  CHECK(scope_names("foo(function(){}, () => {})") == Names{"-", "-"});
  CHECK(scope_names("(function(){})(); !function(){}()") == Names{"-", "-"});
  CHECK(scope_names("x = () => { return function(){} }") == Names{"x", "-"});
  CHECK(scope_names("x = a => b => c") == Names{"x", "-"});
  CHECK(scope_names("class A { constructor(){ foo(() => {}) } }") == Names{"new A", "new A", "-"});
  CHECK(scope_names("o = { get g(){ return () => {} } }") == Names{"get o.g", "-"});
}

TEST_CASE("a default names the function") {
  CHECK(scope_names("var {a = function(){}} = {}, [b = () => {}] = []") == Names{"a", "b"});
  CHECK(scope_names("({a: b = function(){}} = {})") == Names{"b"});
  CHECK(scope_names("function f(a = function(){}) {}") == Names{"f", "a"});
}

TEST_CASE("components say where they stand, constants do not") {
  const auto places = [](std::string_view text) {
    std::vector<std::string> all;
    for (const auto& scope : smcache::test::scan(text).scopes) {
      all.insert(all.end(), scope.places.begin(), scope.places.end());
    }
    return all;
  };
  CHECK(places("a\n .b[c][4] = {\n d(){} }") == Names{"a@0:0", "b@1:2", "c@1:4", "d@2:1"});
  CHECK(places("this.x = function(){}") == Names{"x@0:5"});
  CHECK(places("class \xC3\xA9\xF0\xA0\xAE\xB7 { #m(){} }") ==
        Names{"\xC3\xA9\xF0\xA0\xAE\xB7@0:6", "\xC3\xA9\xF0\xA0\xAE\xB7@0:6", "#m@0:12"});
  CHECK(places("foo({'a'(){}})").empty());
}

TEST_CASE("a long name keeps its last parts") {
  std::string chain = "a";
  for (int i = 0; i < 62; ++i) chain += ".b";
  CHECK(scope_names(chain + ".c = { d(){} }") == Names{chain.substr(2) + ".c.d"});
  CHECK(scope_names(chain + ".b.c = function(){}") == Names{"-"});
  CHECK(scope_names(std::string(1025, 'a') + " = { b(){} }") == Names{"b"});
  CHECK(scope_names(std::string(1025, 'a') + " = class {}") == Names{"-"});
}
