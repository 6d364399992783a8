// The scopes of a text, with copies of what a sink is told only for the moment.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "converter/function_scanner.hpp"

namespace smcache::test {

struct ScannedScope {
  std::string text;                 // of its range
  std::optional<std::string> name;  // joined; absent: anonymous
  std::vector<std::string> places;  // the components that have one, as "name@line:column"
  detail::FunctionScope scope;      // without the name
};

struct Scanned {
  std::vector<ScannedScope> scopes;  // by start, outer ones first
  detail::FunctionScan result;
};

Scanned scan(std::string_view text, detail::ScriptDialect dialect = detail::ScriptDialect::javascript);

// The names of all scopes by start, outer ones first; "-" for those without.
std::vector<std::string> scope_names(std::string_view text,
                                     detail::ScriptDialect dialect = detail::ScriptDialect::javascript);
// The texts of all scopes in the same order.
std::vector<std::string> scope_texts(std::string_view text,
                                     detail::ScriptDialect dialect = detail::ScriptDialect::javascript);

}  // namespace smcache::test
