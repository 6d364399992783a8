// FlatBuffers vectors as spans.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <flatbuffers/flatbuffers.h>

namespace smcache::detail {

template <typename Vector>
auto span_of(const Vector* vector) {
  return std::span(vector->data(), vector->size());
}

// Struct vectors hand out bytes.
template <typename Struct>
std::span<const Struct> span_of(const flatbuffers::Vector<const Struct*>* vector) {
  return {reinterpret_cast<const Struct*>(vector->Data()), vector->size()};
}

inline std::span<const std::byte> span_of(const flatbuffers::Vector<std::uint8_t>* vector) {
  return std::as_bytes(std::span(vector->data(), vector->size()));
}

}  // namespace smcache::detail
