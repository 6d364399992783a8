#include "files/temporary_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/scratch.hpp"

namespace fs = std::filesystem;
using smcache::ErrorCode;
using smcache::Result;
using smcache::detail::create_temporary;
using smcache::detail::Descriptor;
using smcache::detail::kTemporaryNames;
using smcache::detail::open_file;
using smcache::detail::temporary_name;
using smcache::detail::TemporaryFile;
using smcache::test::Scratch;
using smcache::test::write_file;

namespace {

std::size_t entries(const fs::path& directory) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(directory), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("temporaries stand beside their target and are named after it") {
  CHECK(temporary_name("/some/where/app.smcache", 0) == "/some/where/.app.smcache.0.tmp");
  CHECK(temporary_name("app.smcache", 7) == ".app.smcache.7.tmp");
}

TEST_CASE("temporaries of the longest names have names that are not too long, of whole characters") {
  const Scratch scratch;
  for (const std::string& name : {std::string(255, 'x'), std::string(254, 'x') + "y"}) {
    const Result<TemporaryFile> made = create_temporary(scratch / name);
    REQUIRE(made.ok());
    CHECK(made->path == scratch / ("." + std::string(240, 'x') + ".0.tmp"));
    fs::remove(made->path);
  }
  std::string wide;
  while (wide.size() < 250) wide += "\u20AC";  // three bytes
  wide = "x" + wide;
  const std::string name = temporary_name(wide, 0).filename().string();
  CHECK(name == "." + wide.substr(0, 238) + ".0.tmp");
  CHECK(create_temporary(scratch / wide).ok());
}

TEST_CASE("a temporary is empty, new, closed for children, and has the mode of any new file") {
  const Scratch scratch;
  const mode_t umask = ::umask(027);
  const Result<TemporaryFile> made = create_temporary(scratch / "target");
  ::umask(umask);
  REQUIRE(made.ok());
  CHECK(fs::file_size(made->path) == 0);
  struct stat status;
  REQUIRE(::fstat(made->file.get(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0640);
  CHECK((::fcntl(made->file.get(), F_GETFD) & FD_CLOEXEC) != 0);
}

TEST_CASE("temporaries of living writers stay, and each writer has its own") {
  const Scratch scratch;
  std::vector<TemporaryFile> alive;
  for (unsigned number = 0; number < kTemporaryNames; ++number) {
    Result<TemporaryFile> made = create_temporary(scratch / "target");
    REQUIRE(made.ok());
    CHECK(made->path == temporary_name(scratch / "target", number));
    alive.push_back(std::move(*made));
  }
  CHECK(entries(scratch.path()) == kTemporaryNames);

  const Result<TemporaryFile> none_left = create_temporary(scratch / "target");
  REQUIRE(!none_left.ok());
  CHECK(none_left.error().code == ErrorCode::io);
  CHECK(none_left.error().message ==
        (scratch / "target").string() + ": every name for a temporary file beside it is in use: File exists");
  CHECK(create_temporary(scratch / "other").ok());

  // One of them dies, in the middle.
  alive.erase(alive.begin() + 5);
  const Result<TemporaryFile> next = create_temporary(scratch / "target");
  REQUIRE(next.ok());
  CHECK(next->path == temporary_name(scratch / "target", 5));
}

TEST_CASE("all that dead writers left is removed, and nothing else") {
  const Scratch scratch;
  for (unsigned number = 0; number < kTemporaryNames; ++number) {
    write_file(temporary_name(scratch / "target", number), "half a file");
  }
  write_file(scratch / ".target.tmp", "");
  write_file(scratch / ".target.32.tmp", "");
  write_file(temporary_name(scratch / "other", 0), "");
  const Result<TemporaryFile> made = create_temporary(scratch / "target");
  REQUIRE(made.ok());
  CHECK(fs::file_size(made->path) == 0);
  CHECK(entries(scratch.path()) == 4);
}

TEST_CASE("a leftover behind free names is removed") {
  const Scratch scratch;
  write_file(temporary_name(scratch / "target", 3), "half a file");
  write_file(temporary_name(scratch / "target", 6), "half a file");
  REQUIRE(create_temporary(scratch / "target").ok());
  CHECK(entries(scratch.path()) == 1);
}

TEST_CASE("the temporary of a killed process is removed") {
  const Scratch scratch;
  int ready[2];
  REQUIRE(::pipe2(ready, O_CLOEXEC) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const Result<TemporaryFile> made = create_temporary(scratch / "target");
    [[maybe_unused]] const ssize_t written = ::write(ready[1], made.ok() ? "y" : "n", 1);
    for (;;) ::pause();
  }
  char answer = 0;
  REQUIRE(::read(ready[0], &answer, 1) == 1);
  REQUIRE(answer == 'y');
  {
    const Result<TemporaryFile> beside = create_temporary(scratch / "target");
    REQUIRE(beside.ok());
    CHECK(beside->path == temporary_name(scratch / "target", 1));
    CHECK(fs::exists(temporary_name(scratch / "target", 0)));
  }
  REQUIRE(::kill(child, SIGKILL) == 0);
  REQUIRE(::waitpid(child, nullptr, 0) == child);
  ::close(ready[0]);
  ::close(ready[1]);
  const Result<TemporaryFile> after = create_temporary(scratch / "target");
  REQUIRE(after.ok());
  CHECK(after->path == temporary_name(scratch / "target", 0));
  CHECK(entries(scratch.path()) == 1);
}

TEST_CASE("what is no file of ours under a temporary's name is left alone") {
  const Scratch scratch;
  write_file(scratch / "precious", "text");
  fs::create_symlink("precious", temporary_name(scratch / "target", 0));
  fs::create_symlink("nowhere", temporary_name(scratch / "target", 1));
  fs::create_directory(temporary_name(scratch / "target", 2));
  REQUIRE(::mkfifo(temporary_name(scratch / "target", 3).c_str(), 0600) == 0);
  const Result<TemporaryFile> made = create_temporary(scratch / "target");
  REQUIRE(made.ok());
  CHECK(made->path == temporary_name(scratch / "target", 4));
  CHECK(smcache::test::read_file(scratch / "precious") == "text");
  CHECK(!fs::exists(scratch / "nowhere"));
  CHECK(entries(scratch.path()) == 6);
}
