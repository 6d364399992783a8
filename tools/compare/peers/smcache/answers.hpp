// Positions in, answers out: the files that all drivers share.
#pragma once

#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "smcache/cache.hpp"

namespace smcache::compare {

inline std::vector<Position> read_positions(const std::string& path, std::size_t count = SIZE_MAX) {
  std::ifstream file(path, std::ios::binary);
  std::vector<Position> positions;
  std::uint32_t pair[2];
  while (positions.size() < count && file.read(reinterpret_cast<char*>(pair), sizeof pair)) {
    positions.push_back({.line = pair[0], .column = pair[1]});
  }
  return positions;
}

inline nlohmann::json text_json(std::optional<std::string_view> text) {
  return text ? nlohmann::json(*text) : nlohmann::json(nullptr);
}

inline nlohmann::json answer_json(const Cache& cache, Position position) {
  const Location at = cache.lookup(position);
  if (at.status == LookupStatus::corrupt) throw std::runtime_error("corrupt cache");
  if (at.status != LookupStatus::found) return nullptr;
  return nlohmann::json::array({text_json(cache.source(at.source).name()), at.original.line, at.original.column,
                                text_json(cache.name(at.name))});
}

inline void write_answers(const Cache& cache, std::span<const Position> positions, std::ostream& out) {
  for (const Position& position : positions) {
    out << answer_json(cache, position).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  }
}

}  // namespace smcache::compare
