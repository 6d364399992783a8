// Mappings and answers of a cache, in words and in JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "json.hpp"
#include "position_text.hpp"
#include "smcache/cache.hpp"
#include "terminal.hpp"

namespace smcache::tool {

// A cache and how to speak of it.
struct View {
  const Cache& cache;
  Base base = Base::one;
  Palette paint;
};

// "found", "unmapped", "not_found", "corrupt".
[[nodiscard]] std::string_view status_name(LookupStatus status) noexcept;

// The original side of a mapping, or of the answer that it gives.
struct Original {
  std::uint32_t source = kNone;  // kNone: there is none
  Position position;
  std::uint32_t name = kNone;

  Original(std::uint32_t of_source, Position at, std::uint32_t with_name)
      : source(of_source), position(at), name(with_name) {}
  explicit Original(const Mapping& mapping) : source(mapping.source), position(mapping.original), name(mapping.name) {}
  explicit Original(const Location& at) : source(at.source), position(at.original), name(at.name) {}
  // What `mapping` says of a generated position that it covers: a range mapping moves along with it.
  Original(const Mapping& mapping, Position asked);
};

// Sets source, source_index, line, column, name, ignored: the keys that every answer has; null where there is no
// original position.
void set_original(Json& object, const View& view, const Original& original);

// "named", "anonymous", "none".
[[nodiscard]] std::string_view kind_name(FunctionKind kind) noexcept;
// "scopes", "function_map", "pasta", "generated", "source"; empty for none.
[[nodiscard]] std::string_view provenance_name(Provenance provenance) noexcept;

// Sets function, function_kind, provenance, hidden, and callers: the frames around the bodies of inlined
// functions.
void set_function(Json& object, const View& view, const Function& function);

// " in total", " in an anonymous function", each with the functions that it was inlined into; or nothing.
[[nodiscard]] std::string function_text(const View& view, const Function& function);

// How a function's name was found, or why none was.
[[nodiscard]] std::string function_reason(const Cache& cache, const Function& function);

// The source's text around the place: before, line, after; null where there is none.
[[nodiscard]] Json context_json(const Cache& cache, const Original& original, std::uint32_t lines);

// "src/cart.ts:12:9 (total)", or "unmapped".
[[nodiscard]] std::string original_text(const View& view, const Original& original);

// Says on standard error that the answer to a position is damaged.
void print_damage(std::string_view cache, Position asked, Base base);

}  // namespace smcache::tool
