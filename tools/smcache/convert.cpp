// smcache convert: source maps become caches.
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <thread>
#include <vector>

#include "command.hpp"
#include "conversion_batch.hpp"
#include "conversion_choices.hpp"
#include "conversion_plan.hpp"
#include "conversion_report.hpp"
#include "messages.hpp"
#include "output.hpp"
#include "progress.hpp"

namespace smcache::tool {
namespace {

struct ConvertCommand {
  std::vector<std::string> inputs;
  std::optional<std::string> output_file;
  std::optional<std::string> output_directory;
  std::optional<std::string> generated;
  ConversionChoices choices;
  std::uint64_t max_input_size = ConvertOptions{}.max_input_bytes;
  unsigned jobs = 0;         // 0: as many as there are processors
  std::uint64_t memory = 0;  // 0: half of what the machine has
  bool again = false;
  bool strict = false;
  bool json = false;
};

constexpr const char* kFooter = R"(Examples:
  smcache convert app.min.js.map                 writes app.min.js.smcache beside it
  smcache convert app.min.js                     the same, from the map that app.min.js names
  smcache convert dist/ -d caches/               every *.map below dist/, in the same places below caches/
  smcache convert release.tgz -d caches/         the same, out of an archive: zip, tar, also compressed
  zstdcat app.js.map.zst | smcache convert - -o app.js.smcache

Faults inside a map are mended and counted; --strict fails on the first of them instead. An input
that fails does not stop the others. A cache appears whole or not at all. Of directories and archives,
what is in the output --directory already and has not changed is not converted again. Maps in directories
and archives are read together with their generated files: debug ids, functions.)";

std::uint64_t half_of_memory() {
  const auto pages = static_cast<std::uint64_t>(std::max(1L, ::sysconf(_SC_PHYS_PAGES)));
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) / 2;
}

class Report {
 public:
  Report(const ConvertCommand& command, std::size_t files, std::uint64_t bytes)
      : command_(command), files_(files), progress_(files, bytes), paint_(palette(STDOUT_FILENO)) {}

  void add(const PlannedFile& file, const Outcome& outcome) {
    totals_.add(file, outcome);
    progress_.clear();
    if (command_.json) {
      out_ << report_json(file, outcome) << '\n';
    } else if (!outcome.failure && !outcome.unchanged && file.output != "-") {
      out_ << report_text(file, outcome, paint_) << '\n';
    }
    out_.flush();
    const std::string input = file.input == "-" ? "standard input" : file.input.native();
    if (outcome.failure) {
      print_error(*outcome.failure, input);
    } else if (!command_.json) {
      for (const Warning& warning : outcome.warnings) {
        print_warning({warning.code, warning.message}, warning.count, input);
      }
    }
  }

  void show_progress(std::size_t files, std::uint64_t bytes) { progress_.show(files, bytes); }

  int finish() {
    progress_.clear();
    if (files_ > 1 && !command_.json) out_ << totals_.text() << '\n';
    return out_.finish(totals_.failed() == 0 ? kOk : kFailed);
  }

 private:
  const ConvertCommand& command_;
  std::size_t files_;
  Progress progress_;
  Palette paint_;
  Output out_;
  Totals totals_;
};

int run(const ConvertCommand& command) {
  if (command.output_file == "-") {
    if (command.json) return wrong_usage("--json and --output - would both write to standard output");
    if (::isatty(STDOUT_FILENO) == 1) return wrong_usage("a cache is no text: --output - does not write to a terminal");
  }
  const unsigned threads = command.jobs == 0 ? std::max(1U, std::thread::hardware_concurrency()) : command.jobs;
  const auto plan =
      plan_conversion(command.inputs, command.output_file, command.output_directory, command.max_input_size, threads);
  if (!plan) return wrong_usage(plan.error().message);

  BatchOptions batch;
  ConvertOptions& options = batch.conversion;
  options.strict = command.strict;
  command.choices.apply_to(options);
  options.max_input_bytes = command.max_input_size;
  if (command.generated) {
    if (plan->size() != 1) return wrong_usage("--generated is about one map");
    options.generated_file = *command.generated;
  }
  batch.threads = threads;
  batch.memory = command.memory == 0 ? half_of_memory() : command.memory;
  std::optional<Ledger> ledger;
  if (command.output_directory) batch.ledger = &ledger.emplace(*command.output_directory);
  if (command.again) batch.ledger = nullptr;

  std::uint64_t bytes = 0;
  for (const PlannedFile& file : *plan) bytes += file.input_size;
  Report report(command, plan->size(), bytes);
  run_batch(*plan, batch,
            {.report = [&](const PlannedFile& file, const Outcome& outcome) { report.add(file, outcome); },
             .progress = [&](std::size_t done, std::uint64_t done_bytes) { report.show_progress(done, done_bytes); }});
  return report.finish();
}

}  // namespace

void add_convert(CLI::App& program, int& status) {
  const auto [command, options] = add_command(program, status, "convert", "Compile source maps to caches", run);
  command
      ->add_option("INPUT", options->inputs,
                   "A source map, also compressed; generated code that names its map; a directory, searched for *.map; "
                   "an archive (zip, tar, compressed tar), searched as well; or -, standard input")
      ->type_name("")
      ->required();
  auto* output =
      command->add_option("-o,--output", options->output_file, "Where the one cache goes; - is standard output")
          ->type_name("FILE");
  command->add_option("-d,--directory", options->output_directory, "Where the caches go, instead of beside their maps")
      ->type_name("DIR")
      ->excludes(output);
  command
      ->add_option("-g,--generated", options->generated,
                   "The generated file of the one map: its code tells functions, its debug id is compared")
      ->type_name("FILE");
  command
      ->add_option("-j,--jobs", options->jobs,
                   "Convert so many files at the same time; as many as processors by default")
      ->type_name("N")
      ->check(CLI::Range(1U, 1024U).description(""));
  add_conversion_choices(*command, options->choices);
  command
      ->add_option("--max-input-size", options->max_input_size,
                   "Refuse larger JSON, as after decompression, and larger generated files")
      ->type_name("SIZE")
      ->transform(CLI::AsSizeValue(true).description(""))
      ->default_str("1GiB");
  command
      ->add_option("--memory", options->memory,
                   "Convert fewer files at the same time where they would take more; half of the machine's by default")
      ->type_name("SIZE")
      ->transform(CLI::AsSizeValue(true).description(""));
  command->add_flag("--again", options->again, "Convert what has not changed, too");
  command->add_flag("--strict", options->strict, "Fail on faults inside a map instead of mending them");
  command->add_flag("--json", options->json, "Print JSON Lines, one object per input");
  command->footer(kFooter);
}

}  // namespace smcache::tool
