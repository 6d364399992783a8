// Lines of a source with a caret under the place that is meant.
#pragma once

#include <cstdint>
#include <string_view>

#include "output.hpp"
#include "smcache/cache.hpp"
#include "terminal.hpp"

namespace smcache::tool {

struct ExcerptStyle {
  std::uint32_t context = 2;  // lines before and after
  unsigned width = 100;       // cells of a printed line; lines that take more are cropped around the caret
  Palette paint;
};

// Prints the line of `place`, with its number, a caret under its column, and the lines around it:
//
//     11 | export function total(cart: Cart): Money {
//   > 12 |   return cart.items.reduce(add, ZERO);
//        |          ^^^^
//     13 | }
//
// `name`: marked as a whole where the text at the place reads so. Prints nothing where the source has
// no such line. Returns whether it has.
bool print_excerpt(Output& out, const Source& source, Position place, std::string_view name, const ExcerptStyle& style);

}  // namespace smcache::tool
