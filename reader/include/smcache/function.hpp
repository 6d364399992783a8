// The function that a place of the generated file is in, as its author named it.
#pragma once

#include <cstdint>
#include <string_view>

#include "smcache/position.hpp"

namespace smcache {

enum class FunctionKind : std::uint8_t {
  none = 0,   // in no function, as far as is known
  anonymous,  // in one that has no name
  named,
};

// Where the knowledge comes from, strongest first.
enum class Provenance : std::uint8_t {
  none = 0,
  scopes,        // the map's "scopes" (ECMA-426 proposal)
  function_map,  // "x_facebook_sources" of Metro and Hermes
  pasta,         // "x_com_bloomberg_sourcesFunctionMappings"
  generated,     // the generated file's code, its names resolved through the mappings
  source,        // the code of the embedded source
};

// A function around some place. Its name lives as long as the Cache.
struct Function {
  FunctionKind kind = FunctionKind::none;
  Provenance provenance = Provenance::none;
  bool hidden = false;               // a frame in it is to be left out of a stack trace
  bool inlined = false;              // its body was inlined into the function around it: see Cache::call_site()
  std::uint32_t scope = 0xFFFFFFFF;  // its number in the cache; kNone where kind is none
  std::string_view name;             // empty unless kind is named

  friend bool operator==(const Function&, const Function&) = default;
};

// Where an inlined function was called: the place of the frame around it.
struct CallSite {
  std::uint32_t source = 0;  // index into Cache::source()
  Position original;

  friend bool operator==(const CallSite&, const CallSite&) = default;
};

}  // namespace smcache
