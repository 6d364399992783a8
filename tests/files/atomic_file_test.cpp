#include "files/atomic_file.hpp"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "files/system_error.hpp"
#include "smcache/convert.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/without_root.hpp"

namespace fs = std::filesystem;
using smcache::ErrorCode;
using smcache::publish;
using smcache::Result;
using smcache::Status;
using smcache::detail::AtomicFile;
using smcache::test::as_bytes;
using smcache::test::read_file;
using smcache::test::Scratch;
using smcache::test::write_file;

namespace {

std::string outcome(const Status& status) {
  if (status.ok()) return "ok";
  return std::string(smcache::error_name(status.error().code)) + ": " + status.error().message;
}

std::vector<std::string> names_in(const fs::path& directory) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a file is published, and published again over itself") {
  const Scratch scratch;
  CHECK(outcome(publish(scratch / "out", as_bytes("first"))) == "ok");
  CHECK(read_file(scratch / "out") == "first");
  CHECK(outcome(publish(scratch / "out", as_bytes("a longer second"))) == "ok");
  CHECK(read_file(scratch / "out") == "a longer second");
  CHECK(outcome(publish(scratch / "out", {})) == "ok");
  CHECK(read_file(scratch / "out").empty());
  CHECK(names_in(scratch.path()) == Names{"out"});
}

TEST_CASE("whoever has the old file open keeps its bytes") {
  const Scratch scratch;
  CHECK(outcome(publish(scratch / "out", as_bytes("first"))) == "ok");
  fs::create_hard_link(scratch / "out", scratch / "kept");
  CHECK(outcome(publish(scratch / "out", as_bytes("second"))) == "ok");
  CHECK(read_file(scratch / "kept") == "first");
}

TEST_CASE("a published file has the mode of any new file") {
  const Scratch scratch;
  const mode_t umask = ::umask(022);
  CHECK(outcome(publish(scratch / "out", as_bytes("x"))) == "ok");
  ::umask(umask);
  struct stat status;
  REQUIRE(::stat((scratch / "out").c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0644);
}

TEST_CASE("a path may lack a directory part, and have a name as long as names get") {
  const Scratch scratch;
  const fs::path before = fs::current_path();
  fs::current_path(scratch.path());
  CHECK(outcome(publish("out", as_bytes("x"))) == "ok");
  CHECK(outcome(publish(std::string(255, 'x'), as_bytes("y"))) == "ok");
  CHECK(outcome(publish(std::string(256, 'x'), as_bytes("y"))).ends_with("File name too long"));
  fs::current_path(before);
  CHECK(names_in(scratch.path()) == Names{"out", std::string(255, 'x')});
}

TEST_CASE("nothing is there until commit, and nothing is left without it") {
  const Scratch scratch;
  write_file(scratch / "out", "old");
  {
    Result<AtomicFile> file = AtomicFile::create(scratch / "out");
    REQUIRE(file.ok());
    CHECK(outcome(file->write(as_bytes("new "))) == "ok");
    CHECK(outcome(file->write(as_bytes("text"))) == "ok");
    CHECK(read_file(scratch / "out") == "old");
    CHECK(names_in(scratch.path()) == Names{".out.0.tmp", "out"});
  }
  CHECK(read_file(scratch / "out") == "old");
  CHECK(names_in(scratch.path()) == Names{"out"});

  Result<AtomicFile> file = AtomicFile::create(scratch / "out");
  REQUIRE(file.ok());
  AtomicFile moved = std::move(*file);
  CHECK(outcome(moved.write(as_bytes("new text"))) == "ok");
  CHECK(outcome(moved.commit()) == "ok");
  CHECK(read_file(scratch / "out") == "new text");
  CHECK(names_in(scratch.path()) == Names{"out"});
}

TEST_CASE("a symbolic link is followed") {
  const Scratch scratch;
  fs::create_directory(scratch / "elsewhere");
  write_file(scratch / "elsewhere" / "file", "old");
  fs::create_symlink("elsewhere/file", scratch / "link");
  CHECK(outcome(publish(scratch / "link", as_bytes("new"))) == "ok");
  CHECK(fs::is_symlink(scratch / "link"));
  CHECK(read_file(scratch / "elsewhere" / "file") == "new");
  CHECK(names_in(scratch / "elsewhere") == Names{"file"});

  fs::create_symlink("nowhere", scratch / "dangling");
  CHECK(outcome(publish(scratch / "dangling", as_bytes("new"))) ==
        "file_not_found: " + (scratch / "dangling").string() +
            ": cannot follow the symbolic link: No such file or directory");
  CHECK(names_in(scratch.path()) == Names{"dangling", "elsewhere", "link"});
}

TEST_CASE("what cannot be written has its code, says why, and leaves nothing") {
  const Scratch scratch;
  const std::string path = scratch.path().string();
  CHECK(outcome(publish(scratch.path(), as_bytes("x"))) == "io: " + path + ": cannot write: Is a directory");
  CHECK(outcome(publish(path + "/", as_bytes("x"))) == "io: " + path + "/: cannot write: Is a directory");
  CHECK(outcome(publish(path + "/new/", as_bytes("x"))) ==
        "file_not_found: " + path + "/new/: cannot write: No such file or directory");
  CHECK(outcome(publish(path + "/a/b", as_bytes("x"))) ==
        "file_not_found: " + path + "/a/b: cannot create a temporary file beside it: No such file or directory");
  CHECK(outcome(publish("", as_bytes("x"))) == "file_not_found: \"\": cannot write: No such file or directory");
  CHECK(names_in(scratch.path()).empty());

  const fs::path pipe = scratch / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(outcome(publish(pipe, as_bytes("x"))) == "io: " + pipe.string() + ": cannot write: not a regular file");
  CHECK(outcome(publish("/dev/null", as_bytes("x"))) == "io: /dev/null: cannot write: not a regular file");
  CHECK(fs::is_fifo(pipe));
  CHECK(names_in(scratch.path()) == Names{"pipe"});

  write_file(scratch / "out", "old");
  fs::permissions(scratch / "out", fs::perms::all);
  REQUIRE(::chmod(scratch.path().c_str(), 0555) == 0);
  {
    const smcache::test::WithoutRoot without_root;
    CHECK(outcome(publish(scratch / "out", as_bytes("x"))) ==
          "permission_denied: " + path + "/out: cannot create a temporary file beside it: Permission denied");
  }
  fs::permissions(scratch.path(), fs::perms::owner_all);
  CHECK(read_file(scratch / "out") == "old");
  CHECK(names_in(scratch.path()) == Names{"out", "pipe"});
}

TEST_CASE("a directory that may be written to but not listed will do") {
  const Scratch scratch;
  REQUIRE(::chmod(scratch.path().c_str(), 0333) == 0);
  {
    const smcache::test::WithoutRoot without_root;
    CHECK(outcome(publish(scratch / "out", as_bytes("x"))) == "ok");
  }
  fs::permissions(scratch.path(), fs::perms::owner_all);
  CHECK(names_in(scratch.path()) == Names{"out"});
}

TEST_CASE("a write that fails half-way leaves the old file and no other") {
  const Scratch scratch;
  write_file(scratch / "out", "old");
  struct rlimit before;
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const struct rlimit small { 10'000, before.rlim_max };
  const auto handler = ::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const std::string result = outcome(publish(scratch / "out", as_bytes(std::string(20'000, 'x'))));
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  ::signal(SIGXFSZ, handler);
  CHECK(result == "io: " + (scratch / "out").string() + ": cannot write: File too large");
  CHECK(read_file(scratch / "out") == "old");
  CHECK(names_in(scratch.path()) == Names{"out"});
}

TEST_CASE("writers of one target at the same time: readers see one whole file, and nothing is left") {
  const Scratch scratch;
  const fs::path out = scratch / "out";
  constexpr std::size_t kSize = 30'000;
  REQUIRE(publish(out, as_bytes(std::string(kSize, 'A'))).ok());

  std::atomic<int> failures = 0;
  std::atomic<bool> done = false;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 6; ++writer) {
    writers.emplace_back([&, writer] {
      const std::string text(kSize, static_cast<char>('A' + writer));
      for (int i = 0; i < 50; ++i) {
        if (!publish(out, as_bytes(text)).ok()) ++failures;
      }
    });
  }
  std::atomic<int> torn = 0;
  std::thread reader([&] {
    while (!done) {
      const std::string text = read_file(out);
      if (text.size() != kSize || text != std::string(kSize, text[0])) ++torn;
    }
  });
  for (std::thread& writer : writers) writer.join();
  done = true;
  reader.join();
  CHECK(failures == 0);
  CHECK(torn == 0);
  CHECK(names_in(scratch.path()) == Names{"out"});
}

TEST_CASE("the system's errors have their codes") {
  const auto code = [](int number) { return smcache::detail::system_error(number, "name", "what").code; };
  for (const int number : {ENOENT, ENOTDIR}) CHECK(code(number) == ErrorCode::file_not_found);
  for (const int number : {EACCES, EPERM, EROFS}) CHECK(code(number) == ErrorCode::permission_denied);
  for (const int number : {ENOSPC, EDQUOT}) CHECK(code(number) == ErrorCode::no_space);
  CHECK(code(ENOMEM) == ErrorCode::out_of_memory);
  for (const int number : {EIO, EISDIR, EFBIG, EMFILE, EINVAL}) CHECK(code(number) == ErrorCode::io);
  CHECK(smcache::detail::system_error(ENOSPC, "name", "what").message == "name: what: No space left on device");
}
