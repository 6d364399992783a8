// The functions of a JavaScript text: where each begins and ends, and what it is called, as far as the
// text says so. One pass over tokens, without a tree; time grows with the text's length, memory with
// the depth of its nesting.
//
// A scope is a function (declaration, expression, arrow, method, accessor) or a class body. Its range is
// that of the function as a node of the syntax: from "function" or "async", from a method's key and what
// stands before it ("get", "async", "*"), from an arrow's parameters; to behind the closing
// brace, or behind the last token of an arrow's expression. A class reaches from "class" to behind its
// brace. Ranges of one text nest or are disjoint.
//
// Names are composed of components: pieces of the text that a source map may have another name for, and
// what stands between them. For
//     a.b = class { static s() {} }       the scopes are named      a.b.s     and     new a.b
// with the components  a  "."  b  "."  s  and  "new "  a  "."  b.  Joined, they are the name as the text has it.
//
// What a function is called, where it has no name of its own: what it is the value of, be it at the end of a longer
// expression. The nearest assignment or declaration around it within the same function, then the keys of
// object literals and the names of classes on the way from there. "<object>" stands for an object literal
// that nothing names, "<computed>" for a key that is computed. A method, accessor or field of a class is
// named after the class; a constructor like the class. tests/converter/function_names_test.cpp has a test for each
// rule.
//
// Text that breaks the grammar is scanned all the same: after an error the next statement begins anew, and what was
// complete before or comes after it is reported. Scripts and modules are read alike.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace smcache::detail {

// A place between two characters of a text, in bytes from its beginning; see TextPositions.
using TextOffset = std::uint32_t;

struct NameComponent {
  // Of the text (the bytes as they stand there, escapes and all), or a constant.
  std::string_view text;
  // Where it stands, when it is an identifier (or a private name, with its "#") for which a mapping may
  // have another name. Without a place the text is to be taken as it is: "new ", ".", "<object>", "1.7".
  std::optional<TextOffset> place;
};

enum class ScopeKind : std::uint8_t { function, arrow, method, accessor, constructor, class_body };

// Where generators put names other than on the name itself; absent where there is no such token.
struct ScopeAnchors {
  std::optional<TextOffset> parameters;     // the "(" before a function's parameters
  std::optional<TextOffset> arrow;          // "=>"
  std::optional<TextOffset> closing_brace;  // before the "}" that ends the scope
};

struct FunctionScope {
  TextOffset start = 0;
  TextOffset end = 0;  // exclusive
  ScopeKind kind = ScopeKind::function;
  // How many scopes reported before this one lie inside it, at any depth. They are the last ones reported.
  std::uint32_t inside = 0;
  ScopeAnchors anchors;
  // Empty: anonymous. The array lives until on_scope() returns, the texts as long as the scanned text.
  std::span<const NameComponent> name;
};

// Told of each scope when it is complete: in the order of their ends, inner ones before the one around
// them. The parent of a scope is the first later one that counts it in `inside`.
class FunctionScopeSink {
 public:
  virtual ~FunctionScopeSink() = default;
  virtual void on_scope(const FunctionScope& scope) = 0;

 protected:
  FunctionScopeSink() = default;
  FunctionScopeSink(const FunctionScopeSink&) = default;
  FunctionScopeSink& operator=(const FunctionScopeSink&) = default;
};

enum class ScriptDialect : std::uint8_t {
  javascript,
  // A source before it was compiled, JavaScript or TypeScript, with JSX or without. What is TypeScript's alone is
  // passed over: annotations, type arguments, casts, declarations. Not covered: "<T>(x) => ..." is taken for a
  // function with a type parameter, never for an element; "<T>x" for an element when "</T" stands anywhere
  // behind it; types in which a regular expression or a nested template stands; an arrow function with an
  // annotated result between "?" and ":"; Flow.
  typescript,
};

struct FunctionScan {
  std::uint32_t scopes = 0;
  // Places where the text broke the grammar in a way that the scanner cannot pass over. It is no judge of
  // grammar: a count of 0 does not mean that the text is valid.
  std::uint32_t syntax_errors = 0;
  std::optional<TextOffset> first_error;
  // Nesting deeper than kMaxScriptNesting was met: the scan ended there, and nothing that was still open
  // is reported. At the end of a text that is only cut off, what is open is reported as ending there.
  bool too_deep = false;
};

// Deepest nesting of brackets, functions, templates and conditional expressions.
inline constexpr std::uint32_t kMaxScriptNesting = 100'000;

// `text` is UTF-8; bytes that are not count as one character each. At most 4 GiB - 1 of it is read.
FunctionScan scan_functions(std::string_view text, ScriptDialect dialect, FunctionScopeSink& sink);

}  // namespace smcache::detail
