/**
 * @file smcache_convert.h
 * Compiles JSON source maps to smcache files, which smcache.h looks positions up in.
 *
 *     smc_conversion* made;
 *     smc_error error;
 *     if (smc_convert_file("app.min.js.map", NULL, &made, &error) != SMC_OK) die(error.message);
 *     smc_string bytes;
 *     smc_conversion_bytes(made, &bytes);
 *     if (smc_publish("app.min.js.smcache", bytes.data, bytes.size, &error) != SMC_OK) die(error.message);
 *     smc_conversion_free(made);
 *
 * A library of its own, libsmcache-convert: it stands alone, and hosts that only look up need neither it nor what it
 * links. The conventions are those at the top of smcache.h, whose types it shares. Every function is safe to call from
 * any number of threads; a conversion works on the calling thread, and on one more, which ends with the call, for
 * the functions of a large generated file. The same input and options give the same bytes.
 *
 * Input is what ECMA-426 describes: regular and index source maps, also compressed with gzip, zlib, zstd, xz or bzip2
 * (recognised by content), behind a byte-order mark or a ")]}'" line, or inside a data: URL.
 */
#ifndef SMCACHE_CONVERT_H
#define SMCACHE_CONVERT_H

#include "smcache.h"

#ifdef __cplusplus
extern "C" {
#endif

/** All zero, but for struct_size, is the default of each. Later versions may add fields at the end. */
typedef struct smc_convert_options {
  size_t struct_size;            /**< sizeof(smc_convert_options) as the caller compiled it */
  uint32_t strict;               /**< 1: fail on the first fault inside the map, with the code that lenient counts */
  uint32_t omit_sources;         /**< 1: leave the sources' text out; there are then no context lines */
  uint64_t max_input_bytes;      /**< cap on the input, as read and after each decompression; 0: 1 GiB */
  const char* input_name;        /**< what messages call the input; NULL: "source map", or the file's path */
  const char* section_directory; /**< for smc_convert(): where an index map's sections with a plain relative "url" are
                                      read; NULL: they are skipped with a warning. smc_convert_file() reads them beside
                                      the file and ignores this */
  const void* generated;         /**< the generated file's text, if it is there: its code tells which functions places
                                      are in; its debug id stands in for the map's where that has none, and is compared
                                      with it. NULL: none */
  size_t generated_size;
  uint32_t omit_functions; /**< 1: do not find out which functions places are in */
  uint32_t reserved;       /**< 0 */
} smc_convert_options;

/** What a conversion made: bytes and warnings, which live until it is freed. */
typedef struct smc_conversion smc_conversion;

/** A fault that was mended. */
typedef struct smc_warning {
  int32_t code;       /**< SMC_ERROR_..., of the 300 group */
  uint32_t reserved;  /**< 0 */
  uint64_t count;     /**< how often it occurred */
  smc_string message; /**< the first place where it did */
} smc_warning;

/**
 * Converts `size` bytes in memory. `options` may be NULL. `*conversion` is NULL after a failure.
 * Errors: invalid_argument, out_of_memory, the 200 group; in strict mode the 300 group.
 */
SMC_API int32_t smc_convert(const void* input, size_t size, const smc_convert_options* options,
                            smc_conversion** conversion, smc_error* error);

/** Reads and converts a file; "-" is standard input. Errors: also file_not_found, permission_denied, io. */
SMC_API int32_t smc_convert_file(const char* path, const smc_convert_options* options, smc_conversion** conversion,
                                 smc_error* error);

/** Frees a conversion, its bytes and its warnings. NULL is fine. */
SMC_API void smc_conversion_free(smc_conversion* conversion);

/** The cache: 1, or 0 for NULL. The bytes begin at a multiple of 8: smc_cache_open_bytes() takes them as they are. */
SMC_API int smc_conversion_bytes(const smc_conversion* conversion, smc_string* bytes);

SMC_API uint32_t smc_conversion_mapping_count(const smc_conversion* conversion);
SMC_API uint32_t smc_conversion_source_count(const smc_conversion* conversion);
SMC_API uint32_t smc_conversion_name_count(const smc_conversion* conversion);

/** Warnings stand by rising code, one for each code. */
SMC_API size_t smc_conversion_warning_count(const smc_conversion* conversion);
SMC_API int smc_conversion_warning(const smc_conversion* conversion, size_t index, smc_warning* warning);

/**
 * Writes a file whole or not at all: into a temporary file beside `path`, synced, then renamed over it. Whatever stood
 * at `path` stays until then, and stays if this fails.
 * Errors: permission_denied, no_space, file_not_found, io, invalid_argument.
 */
SMC_API int32_t smc_publish(const char* path, const void* bytes, size_t size, smc_error* error);

#ifdef __cplusplus
}
#endif

#endif
