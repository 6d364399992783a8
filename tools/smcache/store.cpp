// smcache store: the shared directory of caches. What changes it is in store_publish.cpp and store_upkeep.cpp.
#include <filesystem>
#include <system_error>
#include <vector>

#include "json.hpp"
#include "messages.hpp"
#include "output.hpp"
#include "printable.hpp"
#include "store_command.hpp"

namespace smcache::tool {
namespace {

constexpr const char* kFooter = R"--(Examples:
  smcache store publish /var/cache/maps app.min.js.map -g app.min.js --alias https://cdn/app.min.js
  smcache lookup "$(smcache store open /var/cache/maps https://cdn/app.min.js)" 1:4711
  smcache store evict /var/cache/maps --max-bytes 20GiB --max-idle 720h

Any number of processes may use a store at the same time, and anything in it may be deleted at any time.)--";

struct OpenOptions {
  std::string root;
  std::vector<std::string> names;
  bool json = false;
};

// Where a cache's file stands, for programs that open files.
int open(const OpenOptions& options) {
  auto store = open_store(options.root);
  if (!store) return kFailed;
  Output out;
  int status = kOk;
  for (const std::string& name : options.names) {
    const auto key = find_stored(*store, name);
    if (!key) {
      print_error({ErrorCode::file_not_found, "not in this store"}, name);
      status = kFailed;
      continue;
    }
    const std::string path = store->path_of(*key).native();
    if (options.json) {
      out << json_text(Json{{"name", name}, {"key", key->text()}, {"path", path}}) << '\n';
    } else {
      out << path << '\n';
    }
  }
  return out.finish(status);
}

struct AliasOptions {
  std::string root;
  std::string name;
  std::string target;
};

int alias(const AliasOptions& options) {
  auto store = open_store(options.root);
  if (!store) return kFailed;
  const auto key = store->resolve(options.target);
  if (!key) {
    print_error({ErrorCode::file_not_found, "no key, and no alias of this store"}, options.target);
    return kFailed;
  }
  if (const Status set = store->set_alias(StoreAlias::name(options.name), *key); !set) {
    print_error(set.error());
    return kFailed;
  }
  return kOk;
}

}  // namespace

std::optional<Store> open_store(const std::string& root, const StoreOptions& options, Missing missing) {
  std::error_code ignored;
  if (missing == Missing::is_an_error && !std::filesystem::is_directory(root, ignored)) {
    print_error({ErrorCode::file_not_found, "no such directory"}, root);
    return std::nullopt;
  }
  auto store = Store::open(root, options);
  if (store) return std::move(*store);
  print_error(store.error(), root);
  return std::nullopt;
}

std::optional<StoreKey> find_stored(const Store& store, std::string_view name) {
  const auto key = store.resolve(name);
  return key && store.contains(*key) ? key : std::nullopt;
}

void add_root_argument(CLI::App& command, std::string& root) {
  command.add_option("ROOT", root, "The store's directory")->type_name("")->required();
}

void add_store(CLI::App& program, int& status) {
  CLI::App* store = program.add_subcommand("store", "Share caches between processes, in one directory");
  store->require_subcommand(1);
  store->footer(kFooter);
  add_store_publish(*store, status);
  {
    const auto [command, options] =
        add_command(*store, status, "open", "Print where caches stand: by key, debug id or alias", open);
    add_root_argument(*command, options->root);
    command->add_option("NAME", options->names, "A key, a debug id, or an alias")->type_name("")->required();
    command->add_flag("--json", options->json, "Print JSON Lines: name, key, path");
  }
  {
    const auto [command, options] = add_command(*store, status, "alias", "Give a cache another name", alias);
    add_root_argument(*command, options->root);
    command->add_option("NAME", options->name, "Any text: a URL, a release and a path")->type_name("")->required();
    command->add_option("TARGET", options->target, "A key, a debug id, or an alias")->type_name("")->required();
  }
  add_store_upkeep(*store, status);
}

}  // namespace smcache::tool
