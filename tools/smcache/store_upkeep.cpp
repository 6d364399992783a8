// smcache store stat, evict, check, remove: keeping a store in order.
#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "figures.hpp"
#include "json.hpp"
#include "messages.hpp"
#include "output.hpp"
#include "printable.hpp"
#include "store_command.hpp"

namespace smcache::tool {
namespace {

struct StatOptions {
  std::string root;
  bool json = false;
};

int stat(const StatOptions& options) {
  auto store = open_store(options.root);
  if (!store) return kFailed;
  const auto contents = store->contents();
  if (!contents) {
    print_error(contents.error(), options.root);
    return kFailed;
  }
  Output out;
  if (options.json) {
    out << json_text(Json{{"root", options.root},
                          {"entries", contents->entries},
                          {"bytes", contents->bytes},
                          {"old_entries", contents->old_entries},
                          {"failures", contents->failures},
                          {"aliases", contents->aliases},
                          {"quarantined", contents->quarantined},
                          {"quarantined_bytes", contents->quarantined_bytes},
                          {"temporaries", contents->temporaries}})
        << '\n';
    return out.finish(kOk);
  }
  out << printable(options.root) << '\n';
  out << "  caches            " << grouped(contents->entries) << ", " << size_text(contents->bytes) << '\n';
  if (contents->old_entries > 0) out << "    of other formats  " << grouped(contents->old_entries) << '\n';
  out << "  aliases           " << grouped(contents->aliases) << '\n';
  out << "  failures          " << grouped(contents->failures) << " remembered\n";
  out << "  damaged           " << grouped(contents->quarantined) << ", " << size_text(contents->quarantined_bytes)
      << '\n';
  out << "  being written     " << grouped(contents->temporaries) << '\n';
  return out.finish(kOk);
}

struct EvictOptions {
  std::string root;
  std::uint64_t max_bytes = 0;
  std::uint64_t max_idle = 0;  // seconds
  bool json = false;
};

int evict(const EvictOptions& options) {
  auto store =
      open_store(options.root, {.max_bytes = options.max_bytes, .max_idle = std::chrono::seconds(options.max_idle)});
  if (!store) return kFailed;
  const auto done = store->evict();
  if (!done) {
    print_error(done.error(), options.root);
    return kFailed;
  }
  Output out;
  if (options.json) {
    out << json_text(Json{{"root", options.root},
                          {"evicted", done->evicted},
                          {"evicted_bytes", done->evicted_bytes},
                          {"leftovers", done->leftovers},
                          {"entries", done->entries},
                          {"bytes", done->bytes}})
        << '\n';
  } else {
    out << counted(done->evicted, "cache") << " evicted, " << size_text(done->evicted_bytes) << "; "
        << counted(done->leftovers, "leftover") << " removed; " << counted(done->entries, "cache") << " left, "
        << size_text(done->bytes) << '\n';
  }
  return out.finish(kOk);
}

struct CheckOptions {
  std::string root;
  bool json = false;
};

int check(const CheckOptions& options) {
  auto store = open_store(options.root);
  if (!store) return kFailed;
  const auto found = store->check();
  if (!found) {
    print_error(found.error(), options.root);
    return kFailed;
  }
  Output out;
  for (const StoreCheck::Damaged& damaged : found->damaged) print_error(damaged.error, damaged.key.text());
  if (options.json) {
    Json keys = Json::array();
    for (const StoreCheck::Damaged& damaged : found->damaged) {
      keys.push_back({{"key", damaged.key.text()},
                      {"error", {{"code", error_name(damaged.error.code)}, {"message", damaged.error.message}}}});
    }
    out << json_text(Json{{"root", options.root}, {"good", found->good}, {"bytes", found->bytes}, {"damaged", keys}})
        << '\n';
  } else {
    out << counted(found->good, "cache") << " good, " << size_text(found->bytes) << "; "
        << grouped(found->damaged.size()) << " damaged\n";
  }
  return out.finish(found->damaged.empty() ? kOk : kFailed);
}

struct RemoveOptions {
  std::string root;
  std::vector<std::string> names;
};

int remove(const RemoveOptions& options) {
  auto store = open_store(options.root);
  if (!store) return kFailed;
  int status = kOk;
  for (const std::string& name : options.names) {
    const auto key = store->resolve(name);
    const auto removed = key ? store->remove(*key) : Result<bool>(false);
    if (!removed) {
      print_error(removed.error(), name);
      status = kFailed;
    } else if (!*removed) {
      print_error({ErrorCode::file_not_found, "not in this store"}, name);
      status = kFailed;
    }
  }
  return status;
}

}  // namespace

void add_store_upkeep(CLI::App& store, int& status) {
  {
    const auto [command, options] = add_command(store, status, "stat", "Count what is in a store", stat);
    add_root_argument(*command, options->root);
    command->add_flag("--json", options->json, "Print a JSON object");
  }
  {
    const auto [command, options] =
        add_command(store, status, "evict", "Remove what is too old or too much, and what dead processes left", evict);
    add_root_argument(*command, options->root);
    command
        ->add_option("--max-bytes", options->max_bytes,
                     "Past this, remove what was not used for longest, to 90 % of it")
        ->type_name("SIZE")
        ->transform(CLI::AsSizeValue(true).description(""));
    command->add_option("--max-idle", options->max_idle, "Remove what nobody used for so long: 36h, 30d, or seconds")
        ->type_name("TIME")
        ->transform(
            CLI::AsNumberWithUnit(std::map<std::string, std::uint64_t>{{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}})
                .description(""));
    command->add_flag("--json", options->json, "Print a JSON object");
  }
  {
    const auto [command, options] =
        add_command(store, status, "check", "Verify every cache, and put damaged ones aside", check);
    add_root_argument(*command, options->root);
    command->add_flag("--json", options->json, "Print a JSON object");
  }
  {
    const auto [command, options] =
        add_command(store, status, "remove", "Remove caches: by key, debug id or alias", remove);
    add_root_argument(*command, options->root);
    command->add_option("NAME", options->names, "A key, a debug id, or an alias")->type_name("")->required();
  }
}

}  // namespace smcache::tool
