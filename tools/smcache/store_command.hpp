// What the subcommands of "smcache store" share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "command.hpp"
#include "smcache/store.hpp"

namespace smcache::tool {

enum class Missing : bool { is_an_error, is_made };

// Where it cannot be opened, says why on standard error.
[[nodiscard]] std::optional<Store> open_store(const std::string& root, const StoreOptions& options = {},
                                              Missing missing = Missing::is_an_error);

// The key that a name stands for, if its cache is there.
[[nodiscard]] std::optional<StoreKey> find_stored(const Store& store, std::string_view name);

// ROOT, the directory.
void add_root_argument(CLI::App& command, std::string& root);

void add_store_publish(CLI::App& store, int& status);
void add_store_upkeep(CLI::App& store, int& status);

}  // namespace smcache::tool
