// share STORE CACHE: publishes a cache in a store and asks for it.
#include <smcache/store.hpp>

int main(int count, char** values) {
  if (count != 3) return 2;
  auto cache = smcache::Cache::open(values[2]);
  auto store = smcache::Store::open(values[1]);
  if (!cache || !store) return 1;
  const smcache::StoreKey key = smcache::store_key_of_cache(cache->bytes());
  if (!store->publish(key, cache->bytes())) return 1;
  const auto shared = store->get(key);
  return shared && *shared && (*shared)->lookup({0, 0}) == cache->lookup({0, 0}) ? 0 : 1;
}
