// The subcommands, and what they have in common.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "smcache/cache.hpp"

namespace smcache::tool {

// Each adds its subcommand to the program. Parsing a command line that names it runs it, and leaves
// the exit status in `status`.
void add_convert(CLI::App& program, int& status);
void add_lookup(CLI::App& program, int& status);
void add_info(CLI::App& program, int& status);
void add_verify(CLI::App& program, int& status);
void add_dump(CLI::App& program, int& status);
void add_export(CLI::App& program, int& status);
void add_explain(CLI::App& program, int& status);
void add_store(CLI::App& program, int& status);
void add_symbolicate(CLI::App& program, int& status);

// A subcommand whose options are an `Options`, and which `run(const Options&)` carries out. The
// caller adds its options to what this returns.
template <typename Options>
std::pair<CLI::App*, Options*> add_command(CLI::App& program, int& status, const char* name, const char* description,
                                           int (*run)(const Options&)) {
  CLI::App* command = program.add_subcommand(name, description);
  auto options = std::make_shared<Options>();
  command->callback([options, run, &status] { status = run(*options); });
  return {command, options.get()};
}

// CACHE, the file that the subcommand is about.
void add_cache_argument(CLI::App& command, std::string& path);

// Opens it. Where that fails, says why on standard error.
[[nodiscard]] std::optional<Cache> open_cache(const std::string& path);

}  // namespace smcache::tool
