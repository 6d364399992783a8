// Which source maps a command line means, and where each one's cache goes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "smcache/error.hpp"

namespace smcache::tool {

struct PlannedFile {
  std::filesystem::path input;   // "-": standard input
  std::filesystem::path output;  // "-": standard output
  std::uint64_t input_size = 0;  // 0 where that is not known
  // Why there is nothing to convert: a directory that cannot be read, or that holds no map.
  std::optional<Error> failure;
};

// `inputs`: files, "-", and directories, which are searched for *.map (also compressed: .map.gz and the like)
// at any depth, in order of their names. Symbolic links to directories are not followed. Of a map and its
// compressed copies side by side, the first by name is taken: the map.
// `output_file` or `output_directory` may be given. Without, a cache goes beside its input; in an
// output directory, it keeps its place below the input directory that it was found in.
// The error says what is wrong with the command line.
Result<std::vector<PlannedFile>> plan_conversion(const std::vector<std::string>& inputs,
                                                 const std::optional<std::string>& output_file,
                                                 const std::optional<std::string>& output_directory);

}  // namespace smcache::tool
