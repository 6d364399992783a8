// What holds for the scopes of any text, sound or not: the rules of converter/function_scanner.hpp, and the
// positions of converter/text_positions.hpp, checked the plain way.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "converter/function_scanner.hpp"

namespace smcache::test {

// Scans the text. What is wrong with a scope or with the result; absent: nothing.
std::optional<std::string> broken_scope_rule(std::string_view text, detail::ScriptDialect dialect);

}  // namespace smcache::test
