// The floor under every converter, behind the drivers' protocol: what it costs to copy the JSON, to
// walk it, and to write a file of the size that smcache writes, with nothing done in between.
//   floor MAP CACHE SCRATCH   MAP is copied and walked; as many bytes as CACHE has are written to SCRATCH
#include <fcntl.h>
#include <simdjson.h>
#include <unistd.h>

#include <cstring>
#include <memory>

#include "session.hpp"

namespace smcache::compare {
namespace {

// Into memory that has not been touched before, as a converter's own copy would be.
std::int64_t copy_ns(const std::string& text) {
  const std::unique_ptr<char[]> copy(new char[text.size()]);
  volatile char sink = 0;
  const auto ns = timed([&] {
    std::memcpy(copy.get(), text.data(), text.size());
    sink = copy[text.size() / 2];
  });
  static_cast<void>(sink);
  return ns;
}

// Visits every value and unescapes every string; gives the number of bytes of text seen.
std::size_t walk(simdjson::ondemand::value value) {
  std::size_t seen = 0;
  switch (value.type()) {
    case simdjson::ondemand::json_type::object:
      for (auto field : value.get_object()) seen += walk(field.value());
      break;
    case simdjson::ondemand::json_type::array:
      for (auto item : value.get_array()) seen += walk(item.value());
      break;
    case simdjson::ondemand::json_type::string: {
      std::string_view text;
      // A lone surrogate escape is an error to some simdjson versions: nothing to unescape then.
      if (value.get_string().get(text) == simdjson::SUCCESS) seen = text.size();
      break;
    }
    default: seen = value.raw_json_token().size();
  }
  return seen;
}

std::int64_t walk_ns(const simdjson::padded_string& text) {
  volatile std::size_t sink = 0;
  return timed([&] {
    simdjson::ondemand::parser parser;
    auto document = parser.iterate(text);
    sink = walk(document.get_value());
  });
}

std::int64_t write_ns(const std::string& path, const std::string& bytes) {
  const int file = open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644);
  if (file < 0) throw std::runtime_error("cannot write " + path);
  std::size_t done = 0;
  const std::int64_t ns = timed([&] {
    while (done < bytes.size()) {
      const ssize_t step = write(file, bytes.data() + done, bytes.size() - done);
      if (step < 0) throw std::runtime_error("cannot write " + path);
      done += static_cast<std::size_t>(step);
    }
  });
  close(file);
  unlink(path.c_str());
  return ns;
}

nlohmann::json floor_of(const Words& words) {
  const std::string text = read_file(words.at(0));
  return {{"copy_ns", copy_ns(text)},
          {"walk_ns", walk_ns(simdjson::padded_string(text))},
          {"write_ns", write_ns(words.at(2), read_file(words.at(1)))}};
}

}  // namespace
}  // namespace smcache::compare

int main() {
  return smcache::compare::run_main([] { smcache::compare::serve({{"floor", smcache::compare::floor_of}}); });
}
