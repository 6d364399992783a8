/**
 * @file smcache.h
 * Looks positions of generated JavaScript up in source maps that were compiled to smcache files.
 *
 *     smc_cache* cache;
 *     smc_error error;
 *     if (smc_cache_open("app.min.js.smcache", SMC_OPEN_MAP, &cache, &error) != SMC_OK) die(error.message);
 *     smc_location at;
 *     if (smc_cache_lookup(cache, 0, 4711, SMC_REACH_LINE, &at) == SMC_FOUND) {
 *       smc_string file;
 *       if (smc_cache_source_name(cache, at.source, &file)) printf("%.*s\n", (int)file.size, file.data);
 *     }
 *     smc_cache_close(cache);
 *
 * The conventions, which hold for every function here and in smcache_convert.h:
 *
 * Errors. What can fail returns an int32_t: SMC_OK (0) or one of the SMC_ERROR_ codes, which are the codes of the C++
 * library and never change their meaning. It also takes an smc_error*, the caller's own or NULL, which is filled in
 * either case; nothing in it is to be freed, and nothing is kept per thread. What does not return an int32_t code
 * cannot fail: it answers, and "there is none" is one of its answers. No C++ exception leaves a function.
 *
 * Arguments. Structures pass by pointer and numbers by value, so that any language's foreign-function interface can
 * call everything. Where NULL stands for an object, the answer is that there is nothing: no mapping, no source, 0. An
 * out pointer may be NULL where its value is not wanted. Indexes may have any value; one out of range has nothing.
 *
 * Strings. An smc_string is a pointer and a length, UTF-8 without a terminating zero, and may hold zeros. It points
 * into the cache and lives as long as the cache. Paths are bytes with a terminating zero, as the system takes them.
 *
 * Positions. Lines and columns count from zero, and columns are UTF-16 code units, as ECMA-426 and JavaScript engines
 * have them. Stack traces count from one: subtract at the edge, and refuse 0 there.
 *
 * Threads. A cache may be asked from any number of threads at the same time, without a lock. Closing is the one thing
 * that may not happen beside another call with the same cache. No lookup allocates.
 *
 * Files. Replace a cache by renaming a finished file over it; a file that is cut short while it is mapped raises SIGBUS
 * in its readers, as with any mapped file. SMC_OPEN_COPY is safe even from that.
 */
#ifndef SMCACHE_H
#define SMCACHE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define SMC_API __attribute__((visibility("default")))
#else
#define SMC_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** What an index holds where there is nothing to point at: no source, no name, no mapping. */
#define SMC_NONE UINT32_C(0xFFFFFFFF)

/* ---- Errors ---------------------------------------------------------------------------------------------------- */

/**
 * Groups: 1-99 the machine and the call, 100-199 cache files, 200-299 input that cannot be a source map, 300-399 faults
 * inside a source map, which lenient conversion mends and counts as a warning, and strict conversion fails on.
 */
enum {
  SMC_OK = 0,

  SMC_ERROR_INTERNAL = 1, /**< a defect of smcache itself */
  SMC_ERROR_OUT_OF_MEMORY = 2,
  SMC_ERROR_INVALID_ARGUMENT = 3, /**< the call is wrong, whatever the data */
  SMC_ERROR_IO = 4,               /**< reading or writing failed; the message has the system's reason */
  SMC_ERROR_FILE_NOT_FOUND = 5,
  SMC_ERROR_PERMISSION_DENIED = 6,
  SMC_ERROR_NO_SPACE = 7, /**< disk or quota full */

  SMC_ERROR_NOT_A_CACHE = 100,         /**< no smcache file */
  SMC_ERROR_UNSUPPORTED_VERSION = 101, /**< an smcache file of a format that this library does not read */
  SMC_ERROR_TRUNCATED = 102,           /**< shorter, or longer, than the size that the file states */
  SMC_ERROR_CORRUPT = 103,
  SMC_ERROR_CHECKSUM_MISMATCH = 104,

  SMC_ERROR_JSON_INVALID = 200,
  SMC_ERROR_NOT_AN_OBJECT = 201,
  SMC_ERROR_MAPPINGS_MISSING = 202,
  SMC_ERROR_MAPPINGS_NOT_A_STRING = 203,
  SMC_ERROR_SOURCES_MISSING = 204,
  SMC_ERROR_SOURCES_NOT_AN_ARRAY = 205,
  SMC_ERROR_SECTIONS_AND_MAPPINGS = 206,
  SMC_ERROR_SECTIONS_INVALID = 207,
  SMC_ERROR_SECTIONS_TOO_DEEP = 208,
  SMC_ERROR_DECOMPRESSION_FAILED = 209,
  SMC_ERROR_INPUT_TOO_LARGE = 210,
  SMC_ERROR_OUTPUT_TOO_LARGE = 211,
  SMC_ERROR_DATA_URL_INVALID = 212,
  SMC_ERROR_MAP_NOT_FOUND = 213, /**< a generated file that names no source map */

  SMC_ERROR_VERSION_INVALID = 300,
  SMC_ERROR_FILE_INVALID = 301,
  SMC_ERROR_SOURCE_ROOT_INVALID = 302,
  SMC_ERROR_NAMES_INVALID = 303,
  SMC_ERROR_SOURCES_INVALID = 304,
  SMC_ERROR_SOURCES_CONTENT_INVALID = 305,
  SMC_ERROR_IGNORE_LIST_INVALID = 306,
  SMC_ERROR_IGNORE_LIST_OUT_OF_RANGE = 307,
  SMC_ERROR_DEBUG_ID_INVALID = 308,
  SMC_ERROR_VLQ_INVALID = 309,
  SMC_ERROR_SEGMENT_LENGTH_INVALID = 310,
  SMC_ERROR_SEGMENT_EMPTY = 311,
  SMC_ERROR_GENERATED_COLUMN_NEGATIVE = 312,
  SMC_ERROR_SOURCE_OUT_OF_RANGE = 313,
  SMC_ERROR_ORIGINAL_POSITION_NEGATIVE = 314,
  SMC_ERROR_NAME_OUT_OF_RANGE = 315,
  SMC_ERROR_POSITION_TOO_LARGE = 316,
  SMC_ERROR_LONE_SURROGATE = 317, /**< a warning in both modes */
  SMC_ERROR_RANGE_MAPPINGS_INVALID = 318,
  SMC_ERROR_SECTION_OFFSET_INVALID = 319,
  SMC_ERROR_SECTIONS_UNORDERED = 320,
  SMC_ERROR_SECTIONS_OVERLAP = 321,
  SMC_ERROR_SECTION_URL_SKIPPED = 322,
  SMC_ERROR_DEBUG_ID_MISMATCH = 323, /**< a warning in both modes */
  SMC_ERROR_FUNCTION_MAP_INVALID = 324,
  SMC_ERROR_SCOPES_INVALID = 325
};

/** Filled by whatever can fail: after a success, SMC_OK and an empty message. */
typedef struct smc_error {
  int32_t code;
  char message[252]; /**< for people; UTF-8, ends with a zero, cut to fit */
} smc_error;

/** A code's stable name, as in "json_invalid"; "unknown" for a number that is no code. Static storage, never NULL. */
SMC_API const char* smc_error_name(int32_t code);

/** The library's version, as in "0.1.0". Static storage. */
SMC_API const char* smc_version(void);

/* ---- Plain data: 32-bit fields only, no padding, so that an array of them is an array of uint32_t --------------- */

typedef struct smc_position {
  uint32_t line;   /**< from zero */
  uint32_t column; /**< from zero, UTF-16 code units */
} smc_position;

/** What a lookup found. */
enum {
  SMC_NOT_FOUND = 0, /**< no mapping of the line stands at or before the column */
  SMC_UNMAPPED = 1,  /**< there is one, and it says: no original position. A fact, not a failure */
  SMC_FOUND = 2,
  SMC_CORRUPT = 3 /**< the file is damaged where the answer should stand */
};

/** The answer to a lookup. */
typedef struct smc_location {
  uint32_t status;         /**< SMC_FOUND and so on; only with SMC_FOUND have source, line, column, name a meaning */
  uint32_t mapping;        /**< index of the mapping that answers, in stored order; SMC_NONE: none */
  uint32_t generated_line; /**< where that mapping begins */
  uint32_t generated_column;
  uint32_t source; /**< for smc_cache_source_name() and the others; SMC_NONE: none */
  uint32_t line;   /**< the original position */
  uint32_t column;
  uint32_t name;     /**< for smc_cache_name(); SMC_NONE: none */
  uint32_t is_range; /**< 1: answered by a range mapping, and line and column moved along with the question */
} smc_location;

/** One mapping of the map. */
typedef struct smc_mapping {
  uint32_t mapping; /**< its index, in stored order: by generated position, equal ones in map order */
  uint32_t generated_line;
  uint32_t generated_column;
  uint32_t source; /**< SMC_NONE: no original position; line and column are then 0 */
  uint32_t line;
  uint32_t column;
  uint32_t name;     /**< SMC_NONE: none */
  uint32_t is_range; /**< 1: a range mapping (ECMA-426 proposal): it also maps what follows it */
} smc_mapping;

/** Where a section of an index map begins; nested ones are flattened. */
typedef struct smc_section {
  uint32_t line;
  uint32_t column;
  uint32_t first_mapping;
  uint32_t first_source;
} smc_section;

/** `size` bytes at `data`. Nothing there is {NULL, 0}; an empty string has a pointer. */
typedef struct smc_string {
  const char* data;
  size_t size;
} smc_string;

/* ---- Opening ---------------------------------------------------------------------------------------------------- */

/** An opened cache. */
typedef struct smc_cache smc_cache;

/** How a file becomes memory. */
enum {
  SMC_OPEN_MAP = 0,          /**< map it; pages are read when they are touched, and shared between processes */
  SMC_OPEN_MAP_POPULATE = 1, /**< the same, and have the system read the whole file now */
  SMC_OPEN_COPY = 2          /**< read it into memory: for network file systems, and for files that may be cut */
};

/**
 * Opens a file. Size, identifier, version and structure are checked in constant time, whatever the file's size; its
 * descriptor is closed again before this returns. `*cache` is NULL after a failure.
 * Errors: file_not_found, permission_denied, io, out_of_memory, invalid_argument (NULL, or no such mode); not_a_cache,
 * unsupported_version, truncated, corrupt.
 */
SMC_API int32_t smc_cache_open(const char* path, uint32_t mode, smc_cache** cache, smc_error* error);

/** The same from an open descriptor, which stays open and the caller's. `name` stands in messages; may be NULL. */
SMC_API int32_t smc_cache_open_descriptor(int descriptor, const char* name, uint32_t mode, smc_cache** cache,
                                          smc_error* error);

/**
 * Opens bytes where they stand: they have to outlive the cache and stay as they are. Bytes that do not begin at a
 * multiple of 8 are copied. Errors: as above, without those of files.
 */
SMC_API int32_t smc_cache_open_bytes(const void* bytes, size_t size, smc_cache** cache, smc_error* error);

/** Closes a cache and ends the life of its strings. NULL is fine. */
SMC_API void smc_cache_close(smc_cache* cache);

/**
 * Reads everything: the checksum, and every invariant of the file format. Takes time in proportion to the file's size.
 * Errors: checksum_mismatch, corrupt (the message cites the invariant), invalid_argument.
 */
SMC_API int32_t smc_cache_verify(const smc_cache* cache, smc_error* error);

/* ---- Looking up ------------------------------------------------------------------------------------------------- */

/** How far before the position a lookup may find its mapping. */
enum {
  SMC_REACH_LINE = 0,        /**< to the start of its line: what error trackers and engines expect */
  SMC_REACH_ACROSS_LINES = 1 /**< over line starts: the standard's own GetOriginalPositions */
};

/**
 * The last mapping at or before the position on its line: the greatest column, and among equals the last in map order.
 * Returns the status that it also writes to `location`. A `reach` of another value is taken for SMC_REACH_LINE.
 */
SMC_API uint32_t smc_cache_lookup(const smc_cache* cache, uint32_t line, uint32_t column, uint32_t reach,
                                  smc_location* location);

/** The same for `count` positions, faster than one by one: locations[i] answers positions[i]. */
SMC_API void smc_cache_lookup_many(const smc_cache* cache, const smc_position* positions, size_t count, uint32_t reach,
                                   smc_location* locations);

/**
 * Every mapping at the generated position at which smc_cache_lookup() finds one, in map order. Writes at most
 * `capacity` of them and returns how many there are, so that a call with capacity 0 counts. For a range mapping the
 * original position is where the mapping itself points.
 */
SMC_API size_t smc_cache_lookup_all(const smc_cache* cache, uint32_t line, uint32_t column, uint32_t reach,
                                    smc_mapping* mappings, size_t capacity);

SMC_API uint32_t smc_cache_mapping_count(const smc_cache* cache);

/**
 * Writes up to `capacity` mappings from index `first` on and returns how many it wrote; 0 at the end. What stands in a
 * damaged block is left out, so go on at the last one's index plus 1.
 */
SMC_API size_t smc_cache_mappings(const smc_cache* cache, uint32_t first, smc_mapping* mappings, size_t capacity);

/* ---- Functions: which one of the author's a place is in ---------------------------------------------------------- */

enum {
  SMC_FUNCTION_NONE = 0,      /**< in none, as far as is known */
  SMC_FUNCTION_ANONYMOUS = 1, /**< in one that has no name */
  SMC_FUNCTION_NAMED = 2
};

/** Where the knowledge comes from, strongest first. */
enum {
  SMC_PROVENANCE_NONE = 0,
  SMC_PROVENANCE_SCOPES = 1,       /**< the map's "scopes" (ECMA-426 proposal) */
  SMC_PROVENANCE_FUNCTION_MAP = 2, /**< "x_facebook_sources" of Metro and Hermes */
  SMC_PROVENANCE_PASTA = 3,        /**< "x_com_bloomberg_sourcesFunctionMappings" */
  SMC_PROVENANCE_GENERATED = 4,    /**< the generated file's code, its names resolved through the mappings */
  SMC_PROVENANCE_SOURCE = 5        /**< the code of the embedded source */
};

/** A function around a place. */
typedef struct smc_function {
  uint32_t kind;        /**< SMC_FUNCTION_NAMED and so on */
  uint32_t scope;       /**< its number in the cache; SMC_NONE: there is none */
  uint32_t provenance;  /**< SMC_PROVENANCE_SCOPES and so on */
  uint32_t is_hidden;   /**< 1: a frame in it is to be left out of a stack trace */
  uint32_t is_inlined;  /**< 1: its body was inlined into the function around it, which called it at the place below */
  uint32_t call_source; /**< SMC_NONE where it was not inlined */
  uint32_t call_line;
  uint32_t call_column;
  smc_string name; /**< {NULL, 0} unless it is named */
} smc_function;

/** The innermost function around a generated position. Returns the kind that it also writes to `function`. */
SMC_API uint32_t smc_cache_function(const smc_cache* cache, uint32_t line, uint32_t column, smc_function* function);

/** smc_cache_lookup() and smc_cache_function() in one, in less time. Returns the location's status. */
SMC_API uint32_t smc_cache_lookup_function(const smc_cache* cache, uint32_t line, uint32_t column, uint32_t reach,
                                           smc_location* location, smc_function* function);

SMC_API uint32_t smc_cache_function_count(const smc_cache* cache);

/** A function by its number. Returns its kind. */
SMC_API uint32_t smc_cache_function_at(const smc_cache* cache, uint32_t scope, smc_function* function);

/** The function around another one, by the number of that. Returns its kind: SMC_FUNCTION_NONE around the outermost. */
SMC_API uint32_t smc_cache_enclosing_function(const smc_cache* cache, uint32_t scope, smc_function* function);

/** A frame of a stack trace: where it is in the generated code. */
typedef struct smc_stack_frame {
  const smc_cache* cache; /**< of its file; NULL: there is none */
  uint32_t line;          /**< from zero: engines print one more */
  uint32_t column;
} smc_stack_frame;

/** A frame of the sources. */
typedef struct smc_source_frame {
  size_t frame;    /**< which frame of the trace it is of */
  uint32_t status; /**< SMC_FOUND and so on; only with SMC_FOUND have source, line, column, name a meaning */
  uint32_t source;
  uint32_t line;
  uint32_t column;
  uint32_t name;         /**< the token there; SMC_NONE: none */
  uint32_t reserved;     /**< 0 */
  smc_function function; /**< whose code that is */
  smc_string callee;     /**< what the next frame calls it; {NULL, 0} unless asked for and told */
} smc_source_frame;

/**
 * A whole stack trace at once, the innermost frame first. A frame in which functions were inlined becomes several.
 * `name_by_callers`: 1 tells in `callee` of each frame whose function has no name what stands at the place of the call
 * in the next frame. Writes at most `capacity` frames; `*found` becomes how many there are.
 * Errors: out_of_memory, invalid_argument (NULL).
 */
SMC_API int32_t smc_symbolicate(const smc_stack_frame* trace, size_t count, uint32_t name_by_callers,
                                smc_source_frame* frames, size_t capacity, size_t* found, smc_error* error);

/* ---- Strings: each of these returns 1 and fills `*string`, or returns 0 and makes it {NULL, 0} ------------------ */

SMC_API uint32_t smc_cache_name_count(const smc_cache* cache);

/** An entry of "names". */
SMC_API int smc_cache_name(const smc_cache* cache, uint32_t name, smc_string* string);

SMC_API uint32_t smc_cache_source_count(const smc_cache* cache);

/** A source's name, joined with the map's sourceRoot; 0 for a null source. */
SMC_API int smc_cache_source_name(const smc_cache* cache, uint32_t source, smc_string* string);

/** The entry of "sources" as it stands. */
SMC_API int smc_cache_source_raw_name(const smc_cache* cache, uint32_t source, smc_string* string);

/** A source's text; 0 where the map has none, or where it was left out. */
SMC_API int smc_cache_source_content(const smc_cache* cache, uint32_t source, smc_string* string);

/** 1: the source is on the map's ignore list. */
SMC_API int smc_cache_source_ignored(const smc_cache* cache, uint32_t source);

/* Lines of a source end at LF, CR, CRLF, U+2028 or U+2029, and come without that terminator. What stands between one
 * line's end and the next one's beginning is the terminator: both point into the content. */

/** How many lines the content has; 0 without content. */
SMC_API uint32_t smc_cache_source_line_count(const smc_cache* cache, uint32_t source);

/** A line, counted from zero; 0 past the end. */
SMC_API int smc_cache_source_line(const smc_cache* cache, uint32_t source, uint32_t line, smc_string* string);

/** Writes up to `capacity` lines from line `first` on and returns how many it wrote. */
SMC_API size_t smc_cache_source_lines(const smc_cache* cache, uint32_t source, uint32_t first, smc_string* lines,
                                      size_t capacity);

/**
 * Up to `before` lines before a line, the line, and up to `after` lines after it, clipped at the text's ends. Writes at
 * most `capacity` of them and returns how many there are: 0 where `line` itself is past the end. `*first` becomes the
 * first one's line number.
 */
SMC_API size_t smc_cache_source_context(const smc_cache* cache, uint32_t source, uint32_t line, uint32_t before,
                                        uint32_t after, smc_string* lines, size_t capacity, uint32_t* first);

/* ---- What a file knows about itself ----------------------------------------------------------------------------- */

typedef struct smc_info {
  uint32_t format_major;
  uint32_t format_minor;
  uint32_t mappings;
  uint32_t lines; /**< generated lines up to the last one that has a mapping */
  uint32_t sources;
  uint32_t names;
  uint32_t sections;
  uint32_t has_debug_id;    /**< 1: debug_id is one */
  uint8_t debug_id[16];     /**< a UUID, in the order it is written */
  uint8_t input_hash[16];   /**< XXH3-128 of the source map's JSON, most significant byte first */
  uint64_t size;            /**< bytes of the file */
  uint64_t checksum;        /**< XXH3-64 of the file */
  uint64_t bytes_mappings;  /**< where the bytes go: blocks, their index, generated lines */
  uint64_t bytes_strings;   /**< names and source names, with their tables */
  uint64_t bytes_content;   /**< the sources' text, with its line samples */
  smc_string converter;     /**< program and version that wrote the file */
  smc_string file;          /**< the map's "file"; {NULL, 0}: none */
  smc_string source_root;   /**< the map's "sourceRoot"; {NULL, 0}: none */
  uint64_t functions;       /**< how many are known */
  uint64_t bytes_functions; /**< where they are; their names count as strings */
} smc_info;

/**
 * Fills `info`, as much of it as the caller knows: `info_size` is sizeof(smc_info) as it was compiled. Later versions
 * may add fields at the end. Returns 1, or 0 for NULL; a part that is larger than what this library knows is zeroed.
 */
SMC_API int smc_cache_info(const smc_cache* cache, smc_info* info, size_t info_size);

/** The whole file's bytes, as they stand in memory. */
SMC_API int smc_cache_bytes(const smc_cache* cache, smc_string* bytes);

SMC_API uint32_t smc_cache_section_count(const smc_cache* cache);
SMC_API int smc_cache_section(const smc_cache* cache, uint32_t index, smc_section* section);

/** What conversion mended: how many codes, and by rising code, each with how often it occurred. */
SMC_API uint32_t smc_cache_mended_count(const smc_cache* cache);
SMC_API int smc_cache_mended(const smc_cache* cache, uint32_t index, int32_t* code, uint64_t* count);

/** Vendors' fields that conversion kept ("x_facebook_sources" ...): the field, its JSON text, and the section. */
SMC_API uint32_t smc_cache_extension_count(const smc_cache* cache);
SMC_API int smc_cache_extension(const smc_cache* cache, uint32_t index, smc_string* field, smc_string* json,
                                uint32_t* section);

#ifdef __cplusplus
}
#endif

#endif
