#include "conversion_choices.hpp"

namespace smcache::tool {

void add_conversion_choices(CLI::App& command, ConversionChoices& choices) {
  const auto one_of = [&command](const char* name, std::string& choice, const char* help, const char* first,
                                 const char* second) {
    command.add_option(name, choice, help)
        ->type_name(std::string(first) + "|" + second)
        ->check(CLI::IsMember({first, second}).description(""))
        ->capture_default_str();
  };
  one_of("--sources", choices.sources, "embed: keep the sources' text, for context lines. omit: leave it out", "embed",
         "omit");
  one_of("--functions", choices.functions,
         "auto: find out which functions places are in, from the map, --generated or the sources. none: do not", "auto",
         "none");
}

}  // namespace smcache::tool
