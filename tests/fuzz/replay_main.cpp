// Runs a fuzz target over files: those named, and those in the directories named. Options are libFuzzer's,
// and are passed over.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string_view>

#include "tests/support/scratch.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

int replayed = 0;

void replay(const std::filesystem::path& path) {
  const std::string bytes = smcache::test::read_file(path);
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  ++replayed;
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument.starts_with('-')) continue;
    if (!std::filesystem::is_directory(argument)) {
      replay(argument);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(argument)) replay(entry.path());
  }
  std::printf("%d inputs\n", replayed);
  return replayed == 0 ? 1 : 0;
}
