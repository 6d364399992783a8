#include "store/key_lock.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "files/descriptor.hpp"
#include "store/process_lock.hpp"

namespace smcache::detail {
namespace {

struct Listed {
  int descriptor;
  std::uint64_t serial;
};

// The lock files that this process has open, under ProcessLock. A child of a fork closes what it inherits of them:
// the lock would live as long as the child does, whoever took it.
struct Open {
  std::vector<Listed> list;
  std::uint64_t next_serial = 0;
};

Open& open_locks() {
  static Open open;
  return open;
}

void close_inherited() {
  for (const Listed& lock : open_locks().list) ::close(lock.descriptor);
  open_locks().list.clear();
}

Listed open_listed(const std::filesystem::path& file) {
  const ProcessLock lock;
  after_fork(close_inherited);
  Open& open = open_locks();
  open.list.reserve(open.list.size() + 1);
  const int descriptor =
      uninterrupted([&] { return ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0666); });
  if (descriptor < 0) return {-1, 0};
  open.list.push_back({descriptor, ++open.next_serial});
  return open.list.back();
}

// Closes it, unless it was inherited and is closed: then the number may be another file's.
void close_listed(Listed lock) noexcept {
  const ProcessLock process;
  std::vector<Listed>& list = open_locks().list;
  const auto at = std::find_if(list.begin(), list.end(), [&](const Listed& l) { return l.serial == lock.serial; });
  if (at == list.end()) return;
  list.erase(at);
  // Closing frees the lock only where no child has the file open; a fork may be between.
  struct flock all {};
  all.l_type = F_UNLCK;
  all.l_whence = SEEK_SET;
  ::fcntl(lock.descriptor, F_OFD_SETLK, &all);
  ::close(lock.descriptor);
}

int set_lock(int descriptor, std::uint64_t place, int command) noexcept {
  struct flock byte {};
  byte.l_type = F_WRLCK;
  byte.l_whence = SEEK_SET;
  byte.l_start = static_cast<off_t>(place);
  byte.l_len = 1;
  return uninterrupted([&] { return ::fcntl(descriptor, command, &byte); });
}

bool still_there(int descriptor) noexcept {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && status.st_nlink > 0;
}

}  // namespace

KeyLock KeyLock::acquire(const std::filesystem::path& file, std::uint64_t place, Wait wait, bool* waited) {
  constexpr int kTries = 8;  // somebody may delete the file again and again
  for (int tries = 0; tries < kTries; ++tries) {
    const Listed opened = open_listed(file);
    KeyLock lock;
    if (opened.descriptor < 0) return lock;
    lock.descriptor_ = opened.descriptor;
    lock.serial_ = opened.serial;
    int failed = set_lock(opened.descriptor, place, F_OFD_SETLK);
    if (failed != 0 && (errno == EAGAIN || errno == EACCES)) {
      lock.state_ = State::busy;
      if (wait == Wait::no) return lock;
      if (waited != nullptr) *waited = true;
      failed = set_lock(opened.descriptor, place, F_OFD_SETLKW);
    }
    lock.state_ = failed == 0 ? State::held : State::unavailable;
    // The file may have been deleted since: then whoever comes next locks another.
    if (failed != 0 || still_there(opened.descriptor)) return lock;
  }
  return {};
}

KeyLock::~KeyLock() {
  if (descriptor_ >= 0) close_listed({descriptor_, serial_});
}

}  // namespace smcache::detail
