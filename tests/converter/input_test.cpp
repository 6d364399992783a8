#include "converter/input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/iostreams/device/back_inserter.hpp>
#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/filtering_streambuf.hpp>
#include <boost/iostreams/write.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>

#include "tests/converter/compressed_samples.hpp"
#include "tests/support/peak_memory.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/without_root.hpp"

namespace fs = std::filesystem;
namespace io = boost::iostreams;
using smcache::detail::InputLimits;
using smcache::detail::InputText;
using smcache::detail::kInputPadding;
using smcache::detail::load_bytes;
using smcache::detail::load_file;
using smcache::test::as_bytes;
using smcache::test::compressed_samples;
using smcache::test::kSmallMap;
using smcache::test::Scratch;
using smcache::test::write_file;

namespace {

constexpr InputLimits kLimits{1 << 20, "input"};

// The JSON, or the error's code and message.
std::string outcome(const smcache::Result<InputText>& result) {
  if (!result) return std::string(smcache::error_name(result.error().code)) + ": " + result.error().message;
  const std::string_view json = result->json();
  for (std::size_t i = 0; i < kInputPadding; ++i) {
    if (json.data()[json.size() + i] != '\0') return "padding is not zero";
  }
  return std::string(json);
}

std::string from_bytes(std::string_view bytes, const InputLimits& limits = kLimits) {
  return outcome(load_bytes(as_bytes(bytes), limits));
}

std::string from_file(const fs::path& path, const InputLimits& limits = kLimits) {
  return outcome(load_file(path, limits));
}

std::string gzip(std::string_view text) {
  std::string bytes;
  io::filtering_streambuf<io::output> out;
  out.push(io::gzip_compressor());
  out.push(io::back_inserter(bytes));
  io::write(out, text.data(), static_cast<std::streamsize>(text.size()));
  io::close(out);
  return bytes;
}

// Puts another file in the place of standard input for as long as it lives.
class StandardInput {
 public:
  explicit StandardInput(int file) : kept_(::dup(STDIN_FILENO)) { ::dup2(file, STDIN_FILENO); }
  ~StandardInput() {
    ::dup2(kept_, STDIN_FILENO);
    ::close(kept_);
  }
  StandardInput(const StandardInput&) = delete;
  StandardInput& operator=(const StandardInput&) = delete;

 private:
  int kept_;
};

}  // namespace

TEST_CASE("JSON comes through as it is") {
  CHECK(from_bytes(kSmallMap) == kSmallMap);
  CHECK(from_bytes("") == "");
  CHECK(from_bytes("x") == "x");
  CHECK(from_bytes(" \n{}\n") == " \n{}\n");
}

TEST_CASE("a byte-order mark and a guarding first line are skipped") {
  for (const std::string_view newline : {"\n", "\r\n", "\r"}) {
    for (const std::string_view guard : {")]}'", ")]}", ")]}',", ")]}' anything {} else"}) {
      for (const std::string_view mark : {"", "\xEF\xBB\xBF"}) {
        const std::string json = from_bytes(std::string(mark) + std::string(guard) + std::string(newline) + "{}");
        CHECK(json.substr(json.find_first_not_of("\r\n")) == "{}");
      }
    }
  }
  CHECK(from_bytes("\xEF\xBB\xBF{}") == "{}");
  CHECK(from_bytes(")]}'") == "");
  CHECK(from_bytes(")]}'{}") == "");  // the guard goes up to the line's end
  CHECK(from_bytes(")]'\n{}") == ")]'\n{}");
  CHECK(from_bytes("{}\n)]}'\n") == "{}\n)]}'\n");
  CHECK(from_bytes("\xEF\xBB") == "\xEF\xBB");
}

TEST_CASE("compressed input is decompressed, from memory and from files") {
  const Scratch scratch;
  for (const auto& sample : compressed_samples()) {
    CAPTURE(sample.made_by);
    CHECK(from_bytes(sample.bytes) == kSmallMap);
    write_file(scratch / "map", sample.bytes);
    CHECK(from_file(scratch / "map") == kSmallMap);
  }
}

TEST_CASE("compressed input that is cut short is an error, or too short to be known as compressed") {
  for (const auto& sample : compressed_samples()) {
    for (std::size_t size = 0; size < sample.bytes.size(); ++size) {
      const std::string cut = sample.bytes.substr(0, size);
      CAPTURE(sample.made_by, size);
      if (smcache::detail::recognise_compression(cut) == smcache::detail::Compression::none) {
        CHECK(size < 6);
        CHECK(from_bytes(cut) == cut);
      } else {
        CHECK(from_bytes(cut).starts_with("decompression_failed: input: "));
      }
    }
  }
}

TEST_CASE("a data URL is decoded, also behind white space and a byte-order mark") {
  CHECK(from_bytes("data:application/json;base64,e30=") == "{}");
  CHECK(from_bytes("data:application/json,%7B%7D\n") == "{}\n");
  CHECK(from_bytes(" \r\n\tdata:;base64,e30=\n") == "{}");
  CHECK(from_bytes("\xEF\xBB\xBF"
                   "data:;base64,e30=") == "{}");
  CHECK(from_bytes("data:;base64,!") == "data_url_invalid: input: data URL: its data is not base64");
  CHECK(from_bytes("\"data:;base64,e30=\"") == "\"data:;base64,e30=\"");
}

TEST_CASE("wrappers may hold wrappers, four deep") {
  const std::string guarded = "\xEF\xBB\xBF)]}'\n{}";
  CHECK(from_bytes("data:,%EF%BB%BF)]}'%0A{}") == "\n{}");
  CHECK(from_bytes(gzip(guarded)) == "\n{}");
  CHECK(from_bytes(gzip("data:;base64,e30=")) == "{}");
  CHECK(from_bytes("data:application/gzip;base64,H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA==") == "{}");

  std::string wrapped = "{}";
  for (int i = 0; i < 4; ++i) wrapped = gzip(wrapped);
  CHECK(from_bytes(wrapped) == "{}");
  CHECK(from_bytes(gzip(wrapped)) == "decompression_failed: input: wrapped more than 4 times");
  CHECK(from_bytes("data:,data:,data:,data:,{}") == "{}");
  CHECK(from_bytes("data:,data:,data:,data:,data:,{}") == "data_url_invalid: input: wrapped more than 4 times");
}

TEST_CASE("the limit holds for what is read and for what is decompressed") {
  const Scratch scratch;
  const std::string map(kSmallMap);
  write_file(scratch / "map", map);
  const InputLimits enough{map.size(), "input"};
  const InputLimits too_low{map.size() - 1, "input"};
  CHECK(from_bytes(map, enough) == map);
  CHECK(from_file(scratch / "map", enough) == map);
  const std::string too_large = "input_too_large: input: more than " + std::to_string(map.size() - 1) + " bytes";
  CHECK(from_bytes(map, too_low) == too_large);
  CHECK(from_file(scratch / "map", too_low) == too_large);
  CHECK(from_file("/dev/zero", enough) == "input_too_large: input: more than 61 bytes");

  const std::string text = std::string(10'000, ' ');
  CHECK(from_bytes(gzip(text), {text.size(), "input"}) == text);
  CHECK(from_bytes(gzip(text), {text.size() - 1, "input"}) ==
        "input_too_large: input: gzip: decompressed, more than 9999 bytes");
  CHECK(from_bytes(gzip(gzip(text)), {text.size() - 1, "input"}) ==
        "input_too_large: input: gzip: decompressed, more than 9999 bytes");
  CHECK(from_bytes("{}", {0, "input"}) == "input_too_large: input: more than 0 bytes");
  CHECK(from_bytes("", {0, "input"}) == "");
  CHECK(from_bytes("{}", {UINT64_MAX, "input"}) == "{}");
  CHECK(from_file(scratch / "map", {UINT64_MAX, "input"}) == map);
}

TEST_CASE("what cannot be read has its code and says why") {
  const Scratch scratch;
  write_file(scratch / "map", "{}");
  CHECK(from_file(scratch / "missing") == "file_not_found: input: cannot open: No such file or directory");
  CHECK(from_file(scratch / "map" / "inside") == "file_not_found: input: cannot open: Not a directory");
  CHECK(from_file(scratch.path()) == "io: input: cannot read: Is a directory");
  CHECK(from_file("") == "file_not_found: input: cannot open: No such file or directory");
  CHECK(from_file(std::string(5000, 'x')) == "io: input: cannot open: File name too long");
  fs::create_symlink("loop", scratch / "loop");
  CHECK(from_file(scratch / "loop") == "io: input: cannot open: Too many levels of symbolic links");

  fs::permissions(scratch / "map", fs::perms::none);
  fs::permissions(scratch.path(), fs::perms::all);
  const smcache::test::WithoutRoot without_root;
  CHECK(from_file(scratch / "map") == "permission_denied: input: cannot open: Permission denied");
}

TEST_CASE("standard input is read to its end: pipes, and files from where they stand") {
  const Scratch scratch;
  const std::string text = "[" + std::string(1'000'000, ' ') + "]";
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  std::thread writer([&] {
    for (std::string_view rest = text; !rest.empty();) {
      const ssize_t count = ::write(ends[1], rest.data(), std::min<std::size_t>(rest.size(), 777));
      if (count <= 0) return;
      rest.remove_prefix(static_cast<std::size_t>(count));
    }
    ::close(ends[1]);
  });
  {
    const StandardInput from_pipe(ends[0]);
    CHECK((from_file("-") == text));
  }
  writer.join();
  ::close(ends[0]);

  write_file(scratch / "map", "skipped{}");
  const int file = ::open((scratch / "map").c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(::lseek(file, 7, SEEK_SET) == 7);
  const StandardInput from_a_file(file);
  ::close(file);
  CHECK(from_file("-") == "{}");
  CHECK(from_file("-") == "");  // it is at its end now
}

TEST_CASE("a closed standard input is an error") {
  const int closed = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  const StandardInput write_only(closed);
  ::close(closed);
  CHECK(from_file("-") == "io: input: cannot read: Bad file descriptor");
}

TEST_CASE("a named pipe is read like a file") {
  const Scratch scratch;
  const fs::path pipe = scratch / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::thread writer([&] { write_file(pipe, gzip("{}")); });
  CHECK(from_file(pipe) == "{}");
  writer.join();
}

TEST_CASE("a file that shrinks and grows while it is read gives what was there to read") {
  const Scratch scratch;
  const fs::path path = scratch / "map";
  std::string text;
  for (unsigned i = 0; text.size() < 3'000'000; ++i) text += std::to_string(i) + ' ';
  write_file(path, text);

  const std::uint64_t from = smcache::test::seed();
  std::atomic<bool> done = false;
  std::thread changer([&] {
    smcache::test::Random random(from);
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    while (!done) {
      const std::size_t size = random.below(text.size());
      if (::ftruncate(file, static_cast<off_t>(size)) != 0) break;
      if (::pwrite(file, text.data() + size, text.size() - size, static_cast<off_t>(size)) < 0) break;
    }
    ::close(file);
  });
  std::size_t strange = 0;
  std::size_t shorter = 0;
  for (int i = 0; i < 300; ++i) {
    const std::string read = from_file(path, {std::uint64_t{1} << 30, "input"});
    // Pages that are being cut off may be seen as zeros.
    const bool there = read.size() <= text.size() && std::equal(read.begin(), read.end(), text.begin(),
                                                                [](char a, char b) { return a == b || a == '\0'; });
    if (!there) ++strange;
    if (read.size() < text.size()) ++shorter;
  }
  done = true;
  changer.join();
  CHECK(strange == 0);
  CHECK(shorter > 0);
}

TEST_CASE("a regular file costs one buffer, also as a data URL") {
  const Scratch scratch;
  constexpr std::size_t kSize = std::size_t{64} << 20;
  const InputLimits limits{std::uint64_t{1} << 30, "input"};
  write_file(scratch / "map", std::string(kSize, ' '));
  const auto load = [&] { return load_file(scratch / "map", limits).ok(); };
  const std::size_t one_buffer = smcache::test::peak_memory_of_buffer(kSize);
  CHECK(smcache::test::peak_memory(load) < one_buffer + kSize / 4);
  write_file(scratch / "map", "data:;base64," + std::string(kSize, 'A'));
  CHECK(smcache::test::peak_memory(load) < one_buffer + kSize / 4);
}
