// smcache store publish: source maps are compiled into the store, caches are put there as they are.
#include <memory>
#include <vector>

#include "conversion_choices.hpp"
#include "file_text.hpp"
#include "json.hpp"
#include "messages.hpp"
#include "output.hpp"
#include "printable.hpp"
#include "smcache/convert.hpp"
#include "store_command.hpp"

namespace smcache::tool {
namespace {

constexpr const char* kFooter =
    R"(Prints each cache's key and where it stands. What is there already is not compiled again; nor is, for an
hour, what failed. A cache's debug id leads to it by itself; --alias adds a name.)";

struct PublishOptions {
  std::string root;
  std::vector<std::string> inputs;
  std::optional<std::string> generated;
  std::vector<std::string> aliases;
  ConversionChoices choices;
  std::uint64_t max_bytes = 0;
  bool strict = false;
  bool json = false;
};

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }

bool is_cache(const std::string& text) { return text.size() >= 8 && text.compare(4, 4, "SMBC") == 0; }

// What of the options makes a difference to the cache. The Python package says the same, so that both find the same
// files.
std::string key_options(const PublishOptions& options) {
  std::string text = options.choices.sources;
  if (options.choices.functions == "none") text += ",functions=none";
  if (options.strict) text += ",strict";
  return text;
}

Result<StoreKey> put_map(Store& store, const PublishOptions& options, const std::string& name, const std::string& map,
                         const std::string& generated) {
  const auto other = options.generated ? std::optional(bytes_of(generated)) : std::nullopt;
  const StoreKey key = store_key(bytes_of(map), other, key_options(options));
  const auto built = store.get_or_build(key, [&]() -> Result<Built> {
    ConvertOptions how;
    how.strict = options.strict;
    options.choices.apply_to(how);
    how.input_name = name;
    how.generated = generated;
    auto made = convert(bytes_of(map), how);
    if (!made) return made.error();
    for (const Warning& warning : made->warnings) print_warning({warning.code, warning.message}, warning.count, name);
    const auto kept = std::make_shared<Conversion>(std::move(*made));
    return Built{kept->cache.bytes(), kept};
  });
  if (!built) return built.error();
  if (store.contains(key)) return key;
  return Error{ErrorCode::io, name + ": compiled, but the store cannot keep it"};
}

Result<StoreKey> put(Store& store, const PublishOptions& options, const std::string& name,
                     const std::string& generated) {
  auto text = read_file_text(name);
  if (!text) return text.error();
  if (!is_cache(*text)) return put_map(store, options, name, *text, generated);
  const StoreKey key = store_key_of_cache(bytes_of(*text));
  if (Status published = store.publish(key, bytes_of(*text)); !published) return published.error();
  return key;
}

int run(const PublishOptions& options) {
  if (options.inputs.size() > 1 && (options.generated || !options.aliases.empty())) {
    return wrong_usage("--generated and --alias are about one input");
  }
  auto store = open_store(options.root, {.max_bytes = options.max_bytes}, Missing::is_made);
  if (!store) return kFailed;
  std::string generated;
  if (options.generated) {
    auto text = read_file_text(*options.generated);
    if (!text) {
      print_error(text.error());
      return kFailed;
    }
    generated = std::move(*text);
  }
  Output out;
  int status = kOk;
  for (const std::string& input : options.inputs) {
    Result<StoreKey> key = put(*store, options, input, generated);
    for (std::size_t i = 0; key && i < options.aliases.size(); ++i) {
      if (Status set = store->set_alias(StoreAlias::name(options.aliases[i]), *key); !set) key = set.error();
    }
    if (!key) {
      print_error(key.error(), input);
      status = kFailed;
      continue;
    }
    const std::string path = store->path_of(*key).native();
    if (options.json) {
      out << json_text(Json{{"input", input}, {"key", key->text()}, {"path", path}}) << '\n';
    } else {
      out << printable(input) << " -> " << key->text() << '\n';
    }
    out.flush();
  }
  return out.finish(status);
}

}  // namespace

void add_store_publish(CLI::App& store, int& status) {
  const auto [command, options] = add_command(store, status, "publish", "Put source maps and caches into a store", run);
  add_root_argument(*command, options->root);
  command->add_option("INPUT", options->inputs, "A source map, also compressed, or an smcache file")
      ->type_name("")
      ->required();
  command->add_option("-g,--generated", options->generated, "The generated file of the one map")->type_name("FILE");
  command->add_option("-a,--alias", options->aliases, "Another name for the one input: any text")
      ->type_name("NAME")
      ->allow_extra_args(false);
  add_conversion_choices(*command, options->choices);
  command->add_flag("--strict", options->strict, "Fail on faults inside a map instead of mending them");
  command->add_option("--max-bytes", options->max_bytes, "Evict what was not used for longest, to stay below this size")
      ->type_name("SIZE")
      ->transform(CLI::AsSizeValue(true).description(""));
  command->add_flag("--json", options->json, "Print JSON Lines: input, key, path");
  command->footer(kFooter);
}

}  // namespace smcache::tool
