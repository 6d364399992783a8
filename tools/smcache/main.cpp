// The smcache program: its subcommands, each in a file of its own.
#include <fcntl.h>
#include <unistd.h>

#include <clocale>
#include <csignal>
#include <new>
#include <string>
#include <vector>

#include "command.hpp"
#include "messages.hpp"

namespace {

constexpr const char* kFooter = R"(Examples:
  smcache convert app.min.js.map             writes app.min.js.smcache
  smcache lookup app.min.js.smcache 1:4711   where that came from
  smcache SUBCOMMAND --help                  more of the kind

Exit status: 0 all well, 1 something failed, 2 wrong usage.)";

// A program may be started with its standard descriptors closed. Files that it opens would then take their
// places, and reports would be written into them. These fail instead.
void occupy_standard_descriptors() {
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
    if (::fcntl(descriptor, F_GETFD) != -1) continue;
    const int flags = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY;
    if (::open("/dev/null", flags) != descriptor) ::_exit(smcache::tool::kFailed);
  }
}

// The arguments, last one first, as CLI11 takes them. It would read a file that is called "[id]" as a
// list; "./[id]" it leaves alone.
std::vector<std::string> arguments(int count, char** values) {
  std::vector<std::string> list;
  for (int i = count - 1; i > 0; --i) {
    std::string argument = values[i];
    if (argument.starts_with('[')) argument.insert(0, "./");
    list.push_back(std::move(argument));
  }
  return list;
}

std::string what_is_wrong(const CLI::App& program, const CLI::ParseError& error) {
  const auto unknown = program.remaining();
  if (!program.get_subcommands().empty() || unknown.empty()) return error.what();
  return "there is no subcommand or option " + unknown.front();
}

int run(int count, char** values) {
  using namespace smcache::tool;
  int status = kOk;
  CLI::App program("JavaScript source maps, compiled once and looked up from a mapped file.", "smcache");
  program.set_version_flag("--version", "smcache " SMCACHE_VERSION);
  program.require_subcommand(1);
  program.footer(kFooter);
  program.get_formatter()->label("REQUIRED", "");
  program.get_formatter()->label("Excludes", "not with");
  add_convert(program, status);
  add_lookup(program, status);
  add_info(program, status);
  add_verify(program, status);
  add_dump(program, status);
  add_export(program, status);
  add_explain(program, status);
  add_store(program, status);
  add_symbolicate(program, status);
  try {
    program.parse(arguments(count, values));
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != kOk) return wrong_usage(what_is_wrong(program, error));
    return program.exit(error);
  }
  return status;
}

}  // namespace

int main(int count, char** values) {
  occupy_standard_descriptors();
  std::signal(SIGPIPE, SIG_IGN);        // a reader that went away is no reason to stop converting
  std::signal(SIGXFSZ, SIG_IGN);        // nor is a limit on the size of files: the write fails, and says so
  std::setlocale(LC_CTYPE, "C.UTF-8");  // how wide characters are. NOLINT(concurrency-mt-unsafe): no other thread yet
  try {
    return run(count, values);
  } catch (const std::bad_alloc&) {
    smcache::tool::print_error({smcache::ErrorCode::out_of_memory, "out of memory"});
  } catch (const std::exception& error) {
    smcache::tool::print_error({smcache::ErrorCode::internal, error.what()});
  }
  return smcache::tool::kFailed;
}
