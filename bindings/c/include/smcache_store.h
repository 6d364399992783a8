/**
 * @file smcache_store.h
 * A directory of caches that any number of processes share: each map is compiled once on a host.
 *
 *     smc_store* store;
 *     smc_key key;
 *     smc_cache* cache;
 *     smc_store_claim* claim;
 *     if (smc_store_open("/var/cache/smcache", NULL, &store, &error) != SMC_OK) die(error.message);
 *     smc_store_key(map, map_size, NULL, 0, "", &key);
 *     if (smc_store_get_or_claim(store, &key, &cache, &claim, &error) != SMC_OK) die(error.message);
 *     if (claim != NULL) {
 *       ... compile the map (smcache_convert.h) to `bytes` of `size`, or smc_store_claim_fail() ...
 *       if (smc_store_claim_finish(claim, bytes, size, &cache, &error) != SMC_OK) die(error.message);
 *     }
 *     ... look up in `cache`, smc_cache_close() it ...
 *
 * Part of libsmcache; the conventions are those at the top of smcache.h, whose types it shares. Everything in the
 * directory may be deleted at any time. Where it cannot be written to, what is built is kept in this process's memory.
 *
 * Threads: a store may be used from any number of threads at the same time, and by children after a fork; closing is
 * the one thing that may not happen beside another call with the same store. Caches and claims outlive their store.
 */
#ifndef SMCACHE_STORE_H
#define SMCACHE_STORE_H

#include "smcache.h"

#ifdef __cplusplus
extern "C" {
#endif

/** An opened store. */
typedef struct smc_store smc_store;

/** The right to build what is not there. Others wait for it to be finished, failed or given up. */
typedef struct smc_store_claim smc_store_claim;

/** What a cache is filed under: 128 bits, most significant byte first. */
typedef struct smc_key {
  uint8_t bytes[16];
} smc_key;

/** All zero, but for struct_size, is the default of each. Later versions may add fields at the end. */
typedef struct smc_store_options {
  size_t struct_size;   /**< sizeof(smc_store_options) as the caller compiled it */
  uint64_t max_bytes;   /**< cap on the caches' bytes, past which those go that were not used for longest; 0: none */
  uint64_t max_idle;    /**< seconds after which an unused cache goes; 0: never */
  uint64_t failure_ttl; /**< seconds for which a failed build is remembered; 0: an hour */
  uint32_t low_water;   /**< percent of max_bytes that are left after an eviction; 0: 90 */
  uint32_t max_handles; /**< how many caches this process keeps open, about; 0: 2048 */
  uint32_t forget_failures; /**< 1: remember none */
  uint32_t unsynced;        /**< 1: do not wait for the disk; a loss of power may then damage what was just published */
  uint32_t verify;          /**< 1: read and check all of a file whenever this process opens it */
  uint32_t copy;            /**< 1: copy files into memory rather than map them, as on network file systems */
} smc_store_options;

/**
 * Opens a directory as a store, and makes it if it is not there. `*store` is NULL after a failure.
 * Errors: invalid_argument, permission_denied, no_space, io.
 */
SMC_API int32_t smc_store_open(const char* path, const smc_store_options* options, smc_store** store, smc_error* error);

/** NULL is fine. */
SMC_API void smc_store_close(smc_store* store);

/**
 * The key of the cache that is made of a map's bytes, a generated file's (NULL: none), and options: a text that tells
 * apart what gives different caches, NULL for none. The same in every process and on every machine.
 */
SMC_API void smc_store_key(const void* map, size_t map_size, const void* generated, size_t generated_size,
                           const char* options, smc_key* key);

/**
 * The cache of a key. SMC_OK and a `*cache` of NULL: there is none.
 * Errors: permission_denied, io, out_of_memory, invalid_argument.
 */
SMC_API int32_t smc_store_get(smc_store* store, const smc_key* key, smc_cache** cache, smc_error* error);

/**
 * The same; but where there is none, `*claim` becomes the caller's: to finish, fail or abandon. Waits while another
 * process or thread has it. Errors: what a build failed with that is remembered; invalid_argument.
 */
SMC_API int32_t smc_store_get_or_claim(smc_store* store, const smc_key* key, smc_cache** cache, smc_store_claim** claim,
                                       smc_error* error);

/**
 * Stores what was built, and opens it. The claim is gone after this, whatever it returns.
 * Errors: not_a_cache and the like, out_of_memory, invalid_argument.
 */
SMC_API int32_t smc_store_claim_finish(smc_store_claim* claim, const void* bytes, size_t size, smc_cache** cache,
                                       smc_error* error);

/** Remembers that the build failed with an error of conversion. The claim is gone. */
SMC_API void smc_store_claim_fail(smc_store_claim* claim, const smc_error* failure);

/** Lets the next one build. The claim is gone. NULL is fine. */
SMC_API void smc_store_claim_abandon(smc_store_claim* claim);

/**
 * Stores a finished cache, after verifying it, in place of the one that may be there.
 * Errors: not_a_cache, corrupt and the like; no_space, permission_denied, io, output_too_large, invalid_argument.
 */
SMC_API int32_t smc_store_publish(smc_store* store, const smc_key* key, const void* bytes, size_t size,
                                  smc_error* error);

/** 1: the directory holds the key's cache. */
SMC_API int smc_store_contains(const smc_store* store, const smc_key* key);

/** Removes a key's cache and what is remembered of it. `*removed`: was there any? Errors: permission_denied, io. */
SMC_API int32_t smc_store_remove(smc_store* store, const smc_key* key, int* removed, smc_error* error);

/* ---- Aliases: other names for a key ----------------------------------------------------------------------------- */

/** Lets any text lead to a key: a URL, a release and a path. Errors: permission_denied, no_space, io. */
SMC_API int32_t smc_store_set_alias(smc_store* store, const char* name, size_t size, const smc_key* key,
                                    smc_error* error);

/** Where it leads: 1 and `*key`; 0: nowhere. What it leads to may have been evicted. */
SMC_API int smc_store_find_alias(const smc_store* store, const char* name, size_t size, smc_key* key);

/** The key of the cache with a debug id: 16 bytes, in the order in which a UUID is written. Set by itself. */
SMC_API int smc_store_find_debug_id(const smc_store* store, const uint8_t* debug_id, smc_key* key);

/* ---- Keeping it in order ---------------------------------------------------------------------------------------- */

typedef struct smc_store_eviction {
  uint64_t evicted;
  uint64_t evicted_bytes;
  uint64_t leftovers; /**< temporary files of dead processes, outdated notes, aliases that lead nowhere */
  uint64_t entries;   /**< that are left */
  uint64_t bytes;
} smc_store_eviction;

/**
 * Removes what the options say, and what dead processes left; `max_bytes` stands in for the options' cap unless it is
 * 0. Publishing does this by itself from time to time. Errors: permission_denied, io.
 */
SMC_API int32_t smc_store_evict(smc_store* store, uint64_t max_bytes, smc_store_eviction* eviction, smc_error* error);

/** Verifies every file and puts the damaged ones aside: how many are good, how many were damaged. */
SMC_API int32_t smc_store_check(smc_store* store, uint64_t* good, uint64_t* damaged, smc_error* error);

typedef struct smc_store_counters {
  uint64_t hits;   /**< get: from a cache that this process has open */
  uint64_t opens;  /**< get: from a file */
  uint64_t misses; /**< get: not there */
  uint64_t builds;
  uint64_t waits; /**< how often another's build was waited for */
  uint64_t failures;
  uint64_t failures_remembered; /**< how often that spared a build */
  uint64_t evictions;
  uint64_t quarantined; /**< damaged files that were put aside */
  uint64_t unstored;    /**< caches that could not be stored, and were answered from memory */
  uint64_t handles;     /**< caches of the store that are open in this process */
} smc_store_counters;

/** What this process did since it opened the store. `counters_size` is sizeof(smc_store_counters); returns 1, or 0 for
 * NULL. */
SMC_API int smc_store_counters_read(const smc_store* store, smc_store_counters* counters, size_t counters_size);

typedef struct smc_store_contents {
  uint64_t entries; /**< caches, of all format versions */
  uint64_t bytes;   /**< of these, in whole blocks of 4096 */
  uint64_t old_entries;
  uint64_t failures;
  uint64_t aliases;
  uint64_t quarantined;
  uint64_t quarantined_bytes;
  uint64_t temporaries;
} smc_store_contents;

/** Counts the directory's files, in time in proportion to their number. As smc_store_counters_read(). Errors: as of
 * evict. */
SMC_API int32_t smc_store_contents_read(const smc_store* store, smc_store_contents* contents, size_t contents_size,
                                        smc_error* error);

#ifdef __cplusplus
}
#endif

#endif
