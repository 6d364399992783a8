// The temporary file that a file is written to before it takes its place: in the same directory, under a name
// that tells which file it will be, and locked by its writer for as long as that lives.
//
// A target has kTemporaryNames names for temporaries, ".TARGET.N.tmp", so that writers of the same
// target do not meet, and leftovers are found without listing the directory. Whoever holds the lock
// (flock) of the file that stands under such a name owns the name: only the owner renames or removes
// it. A process that dies loses its lock and leaves a file that whoever comes next may remove. On a file
// system without locks nothing is ever taken for a leftover.
#pragma once

#include <filesystem>

#include "files/descriptor.hpp"
#include "smcache/error.hpp"

namespace smcache::detail {

inline constexpr unsigned kTemporaryNames = 32;

std::filesystem::path temporary_name(const std::filesystem::path& target, unsigned number);

struct TemporaryFile {
  std::filesystem::path path;
  Descriptor file;  // open for writing, empty, locked
};

// Removes what dead writers of the target left under names near those in use, and creates a file of mode 0666 less the
// umask. Errors: file_not_found, permission_denied, no_space, io (also where every name is in use). REQUIRES:
// target.has_filename().
Result<TemporaryFile> create_temporary(const std::filesystem::path& target);

// Removes the temporary file at `path` if its writer is dead. True where it did; else errno says why not: ENOENT where
// there is none.
bool remove_leftover(const std::filesystem::path& path) noexcept;

}  // namespace smcache::detail
