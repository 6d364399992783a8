#include "messages.hpp"

#include <unistd.h>

#include <string>

#include "printable.hpp"
#include "terminal.hpp"

namespace smcache::tool {
namespace {

// One write per line, so that lines of processes that share a terminal or a log stay whole.
void print_line(std::string line) {
  line += '\n';
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

std::string about(std::string_view subject, std::string_view message) {
  std::string text;
  if (!subject.empty() && !message.starts_with(subject)) text.append(subject).append(": ");
  return printable(text.append(message));
}

}  // namespace

void print_error(const Error& error, std::string_view subject) {
  const Palette paint = palette(STDERR_FILENO);
  std::string line = "smcache: ";
  line.append(paint.bad).append("error:").append(paint.reset).append(" ").append(about(subject, error.message));
  print_line(line.append(" [").append(error_name(error.code)).append("]"));
}

void print_warning(const Error& warning, std::uint64_t count, std::string_view subject) {
  const Palette paint = palette(STDERR_FILENO);
  std::string line = "smcache: ";
  line.append(paint.name).append("warning:").append(paint.reset).append(" ").append(about(subject, warning.message));
  line.append(" [").append(error_name(warning.code));
  if (count != 1) line.append(", ").append(std::to_string(count)).append(" times");
  print_line(line.append("]"));
}

int wrong_usage(std::string_view message) {
  print_line("smcache: " + printable(message) + "\nRun with --help for more information.");
  return kWrongUsage;
}

}  // namespace smcache::tool
