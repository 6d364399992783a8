// What a conversion takes over from a map: options that every command has which converts.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "smcache/convert.hpp"

namespace smcache::tool {

struct ConversionChoices {
  std::string sources = "embed";
  std::string functions = "auto";

  void apply_to(ConvertOptions& options) const {
    options.embed_sources = sources == "embed";
    options.functions = functions == "auto";
  }
};

// --sources and --functions.
void add_conversion_choices(CLI::App& command, ConversionChoices& choices);

}  // namespace smcache::tool
