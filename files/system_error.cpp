#include "files/system_error.hpp"

#include <cerrno>
#include <string>
#include <system_error>

namespace smcache::detail {
namespace {

ErrorCode code_of(int number) noexcept {
  switch (number) {
    case ENOENT:
    case ENOTDIR: return ErrorCode::file_not_found;
    case EACCES:
    case EPERM:
    case EROFS: return ErrorCode::permission_denied;
    case ENOSPC:
    case EDQUOT: return ErrorCode::no_space;
    case ENOMEM: return ErrorCode::out_of_memory;
    default: return ErrorCode::io;
  }
}

}  // namespace

Error system_error(int number, std::string_view name, std::string_view what) {
  std::string message(name);
  message.append(": ").append(what).append(": ").append(std::generic_category().message(number));
  return {code_of(number), std::move(message)};
}

}  // namespace smcache::detail
