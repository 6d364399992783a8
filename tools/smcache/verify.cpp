// smcache verify: the checksum and every invariant of the format.
#include <vector>

#include "command.hpp"
#include "messages.hpp"
#include "output.hpp"
#include "printable.hpp"

namespace smcache::tool {
namespace {

struct VerifyOptions {
  std::vector<std::string> caches;
};

constexpr const char* kFooter = R"(Examples:
  smcache verify dist/*.smcache

Reads every byte. A good file is a line on standard output, a bad one a line on standard error that
says what is wrong and where; then the exit status is 1.)";

Status verify(const std::string& path) {
  auto cache = Cache::open(path);
  if (!cache) return cache.error();
  return cache->verify();
}

int run(const VerifyOptions& options) {
  Output out;
  int status = kOk;
  for (const std::string& path : options.caches) {
    const Status verified = verify(path);
    if (verified) {
      out << printable(path) << ": ok\n";
      out.flush();
    } else {
      print_error(verified.error(), path);
      status = kFailed;
    }
  }
  return out.finish(status);
}

}  // namespace

void add_verify(CLI::App& program, int& status) {
  const auto [command, options] = add_command(program, status, "verify", "Check caches for damage", run);
  command->add_option("CACHE", options->caches, "smcache files")->type_name("")->required();
  command->footer(kFooter);
}

}  // namespace smcache::tool
