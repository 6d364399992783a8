#include "smcache/store.hpp"

#include <utility>

#include "schema/format.hpp"
#include "store/state.hpp"
#include "store/sweep.hpp"

namespace smcache {
namespace {

std::optional<Error> wrong_options(const StoreOptions& options) {
  const auto wrong = [](const char* message) { return Error{ErrorCode::invalid_argument, message}; };
  if (!(options.low_water > 0 && options.low_water <= 1)) return wrong("low_water is not in (0, 1]");
  if (options.max_idle.count() < 0 || options.failure_ttl.count() < 0) return wrong("a negative time");
  return std::nullopt;
}

OpenMode mode_for(const StoreOptions& options, const std::filesystem::path& root) {
  return options.open_mode.value_or(detail::is_network_file_system(root) ? OpenMode::copy : OpenMode::map);
}

}  // namespace

Store::State::State(std::filesystem::path root, StoreOptions wanted)
    : layout(std::move(root)),
      options(std::move(wanted)),
      open_mode(mode_for(options, layout.root())),
      mark_interval(detail::mark_interval(options.max_idle.count())),
      handles(options.max_handles, options.max_copied_bytes) {}

Store::Store(std::shared_ptr<State> state) noexcept : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::filesystem::path& root, StoreOptions options) {
  if (root.empty()) return Error{ErrorCode::invalid_argument, "no directory for the store"};
  if (auto wrong = wrong_options(options)) return *wrong;
  if (options.converter.empty()) options.converter = detail::kConverterName;
  std::error_code error;
  const std::filesystem::path absolute = std::filesystem::absolute(root, error);  // the process may go elsewhere
  if (error) return Error{ErrorCode::io, root.string() + ": " + error.message()};
  if (!std::filesystem::is_directory(absolute, error)) {
    if (Status made = detail::make_folder_of(absolute / "."); !made) return made.error();
  }
  return Store(std::make_shared<State>(absolute, std::move(options)));
}

Result<CacheHandle> Store::get(const StoreKey& key) { return state_->get(key); }

Result<CacheHandle> Store::get(const StoreAlias& alias) {
  const auto key = state_->find(alias);
  return key ? state_->get(*key) : Result<CacheHandle>(CacheHandle());
}

Status Store::publish(const StoreKey& key, std::span<const std::byte> cache) {
  Result<Cache> opened = Cache::from_bytes(cache);
  if (!opened) return opened.error();
  if (Status verified = opened->verify(); !verified) return verified;
  Status written = [&] {
    const detail::KeyLock lock = state_->lock(key, detail::KeyLock::Wait::yes);
    state_->handles.drop(key);
    return state_->write(key, *opened, lock);
  }();
  state_->evict_if_due();
  return written;
}

bool Store::contains(const StoreKey& key) const {
  std::error_code error;
  return std::filesystem::is_regular_file(state_->layout.entry(key), error);
}

Result<bool> Store::remove(const StoreKey& key) { return state_->remove(key); }

Status Store::set_alias(const StoreAlias& alias, const StoreKey& key) { return state_->set_alias(alias, key); }

std::optional<StoreKey> Store::find(const StoreAlias& alias) const { return state_->find(alias); }

std::optional<StoreKey> Store::resolve(std::string_view text) const {
  if (const auto key = StoreKey::parse(text)) return key;
  if (const auto id = StoreAlias::debug_id(text)) {
    if (const auto key = find(*id)) return key;
  }
  return find(StoreAlias::name(text));
}

Result<StoreEviction> Store::evict(std::optional<std::uint64_t> max_bytes) {
  const detail::KeyLock one =
      detail::KeyLock::acquire(state_->layout.lock_file(), detail::KeyLock::kSweep, detail::KeyLock::Wait::yes);
  return state_->evict(max_bytes.value_or(state_->options.max_bytes), 0);
}

Result<StoreCheck> Store::check() { return state_->check(); }

StoreCounters Store::counters() const noexcept { return state_->counters.read(state_->handles.held()); }

Result<StoreContents> Store::contents() const { return detail::count_contents(state_->layout); }

std::filesystem::path Store::path_of(const StoreKey& key) const { return state_->layout.entry(key); }

}  // namespace smcache
