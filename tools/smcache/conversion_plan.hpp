// Which source maps a command line means, and where each one's cache goes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "smcache/error.hpp"
#include "spool.hpp"

namespace smcache::tool {

// A generated file that a map of the same release belongs to.
struct Companion {
  std::string path;                  // as reports show it
  std::optional<SpoolPart> content;  // where it is out of an archive
  std::uint64_t size = 0;
};

struct PlannedFile {
  std::filesystem::path input;       // "-": standard input; "release.zip:dist/app.js.map" out of an archive
  std::filesystem::path output;      // "-": standard output
  std::string place;                 // of the input below the directory or in the archive that it was found in
  std::optional<SpoolPart> content;  // where it is out of an archive
  std::optional<Companion> generated;
  bool of_release = false;       // found in a directory or an archive
  std::uint64_t input_size = 0;  // 0 where that is not known
  // Why there is nothing to convert: a directory that cannot be read, or that holds no map.
  std::optional<Error> failure;
};

// `inputs`: files, "-", directories, and archives. The latter two are searched for *.map (also compressed: .map.gz and
// the like), at any depth; of directories in order of the names, without following symbolic links to directories. Of a
// map and its compressed copies side by side, the first by name is taken: the map. Each is paired with its generated
// file, if that is there. Archives need an output directory. `output_file` or `output_directory` may be given. Without,
// a cache goes beside its input; in an output directory, it keeps its place below the input directory that it was found
// in. Up to `threads` threads read for that. The error says what is wrong with the command line.
Result<std::vector<PlannedFile>> plan_conversion(const std::vector<std::string>& inputs,
                                                 const std::optional<std::string>& output_file,
                                                 const std::optional<std::string>& output_directory,
                                                 std::uint64_t max_input_bytes, unsigned threads);

}  // namespace smcache::tool
