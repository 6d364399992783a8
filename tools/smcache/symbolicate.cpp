// smcache symbolicate: stack traces of generated code become those of the sources.
#include <unistd.h>

#include <memory>
#include <optional>
#include <vector>

#include "answers.hpp"
#include "cache_finder.hpp"
#include "command.hpp"
#include "excerpt.hpp"
#include "file_text.hpp"
#include "messages.hpp"
#include "output.hpp"
#include "printable.hpp"
#include "smcache/stack.hpp"
#include "stack_trace.hpp"
#include "store_command.hpp"
#include "stored_maps.hpp"

namespace smcache::tool {
namespace {

struct SymbolicateOptions {
  std::string trace = "-";
  std::optional<std::string> map_directory;
  std::optional<std::string> store;
  std::vector<std::string> aliases;
  std::uint32_t context = 0;
  bool name_by_callers = false;
  bool json = false;
};

constexpr const char* kFooter = R"(Examples:
  smcache symbolicate trace.txt --map-dir caches/
      The trace with the original places and functions, as far as caches/ has the files that it names.
  app 2>&1 | smcache symbolicate --map-dir caches/ --context 2
      The same of what app says; other lines pass through as they are.
  smcache symbolicate trace.txt --map-dir caches/ --alias https://cdn.example/x=app.min.js.smcache

A file's cache is the one with the most last parts of its path in common with the URL in the trace:
https://example.org/js/app.min.js?v=2 is looked up in js/app.min.js.smcache. In a --store, it is the one with the URL as an alias, or without its query.)";

// A line of the input, and the frame that it may be.
struct InputLine {
  std::string_view text;  // with its end
  std::optional<TraceLine> frame;
};

std::vector<InputLine> split(std::string_view text) {
  std::vector<InputLine> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    lines.push_back({line, parse_trace_line(line.substr(0, line.find_last_not_of("\r\n") + 1))});
  }
  return lines;
}

class Symbolicator {
 public:
  Symbolicator(const SymbolicateOptions& options, CacheFinder& finder, Output& out)
      : options_(options),
        finder_(finder),
        out_(out),
        paint_(palette(STDOUT_FILENO)),
        style_{options.context, terminal_width(STDOUT_FILENO, 100), paint_} {}

  // Frames on lines that follow each other are one trace.
  void run(const std::vector<InputLine>& lines) {
    for (std::size_t i = 0; i < lines.size();) {
      std::size_t end = i;
      while (end < lines.size() && lines[end].frame) ++end;
      if (end == i) {
        if (!options_.json) out_ << lines[i].text;
        ++i;
        continue;
      }
      trace(std::span(lines).subspan(i, end - i));
      i = end;
    }
  }

 private:
  void trace(std::span<const InputLine> lines) {
    std::vector<StackFrame> frames;
    for (const InputLine& line : lines) frames.push_back({finder_.find(line.frame->url), line.frame->position});
    const std::vector<SourceFrame> found = symbolicate(frames, {options_.name_by_callers});
    for (std::size_t i = 0; i < found.size();) {
      const std::size_t line = found[i].frame;
      std::size_t end = i;
      while (end < found.size() && found[end].frame == line) ++end;
      const std::span<const SourceFrame> of_line = std::span(found).subspan(i, end - i);
      if (options_.json) {
        print_json(lines[line], of_line);
      } else {
        print_text(lines[line], of_line);
      }
      i = end;
    }
  }

  // What the author calls the function; the engine's name where that is not known; nothing for an
  // anonymous one.
  static std::string_view name_of(const SourceFrame& frame, const TraceLine& line) {
    if (frame.function.kind == FunctionKind::named) return frame.function.name;
    if (!frame.callee.empty()) return frame.callee;
    return frame.function.kind == FunctionKind::anonymous ? std::string_view() : line.function;
  }

  void print_text(const InputLine& line, std::span<const SourceFrame> frames) {
    for (const SourceFrame& frame : frames) {
      if (frame.status != LookupStatus::found) {
        out_ << line.text;
        continue;
      }
      if (frame.function.hidden) continue;
      const std::string_view name = name_of(frame, *line.frame);
      const std::string_view source = frame.cache->source(frame.source).name().value_or("<unknown>");
      const auto painted = [this](std::string_view colour, std::string_view text) {
        return std::string(colour).append(printable(text)).append(paint_.reset);
      };
      const std::string place = painted(paint_.source, source) + ":" + position_text(frame.original, Base::one);
      const std::string function = name.empty() ? std::string() : painted(paint_.name, name);
      out_ << line.frame->indent;
      if (line.frame->style == TraceLine::Style::sign) {
        out_ << function << '@' << place;
      } else {
        out_ << (line.frame->is_async ? "at async " : "at ");
        if (function.empty()) {
          out_ << place;
        } else {
          out_ << function << " (" << place << ')';
        }
      }
      out_ << '\n';
      if (options_.context == 0) continue;
      print_excerpt(out_, frame.cache->source(frame.source), frame.original,
                    frame.cache->name(frame.name).value_or(std::string_view()), style_);
    }
  }

  void print_json(const InputLine& line, std::span<const SourceFrame> frames) {
    Json object;
    object["text"] = line.text.substr(0, line.text.find_last_not_of("\r\n") + 1);
    object["url"] = line.frame->url;
    object["query"] = position_json(line.frame->position, Base::one);
    object["engine_function"] = line.frame->function.empty() ? Json(nullptr) : Json(line.frame->function);
    object["has_cache"] = frames.front().cache != nullptr;
    object["status"] = status_name(frames.front().status);
    Json& list = object["frames"] = Json::array();
    for (const SourceFrame& frame : frames) {
      if (frame.status == LookupStatus::found) list.push_back(frame_json(frame));
    }
    out_ << json_text(object) << '\n';
  }

  [[nodiscard]] Json frame_json(const SourceFrame& frame) const {
    const View view{*frame.cache, Base::one, paint_};
    const Original original(frame.source, frame.original, frame.name);
    Json object;
    object["function"] = frame.function.kind == FunctionKind::named ? Json(frame.function.name) : Json(nullptr);
    object["function_kind"] = kind_name(frame.function.kind);
    const std::string_view provenance = provenance_name(frame.function.provenance);
    object["provenance"] = provenance.empty() ? Json(nullptr) : Json(provenance);
    object["hidden"] = frame.function.hidden;
    object["inlined"] = frame.function.inlined;
    object["callee"] = frame.callee.empty() ? Json(nullptr) : Json(frame.callee);
    set_original(object, view, original);
    object["context"] = context_json(*frame.cache, original, options_.context);
    return object;
  }

  const SymbolicateOptions& options_;
  CacheFinder& finder_;
  Output& out_;
  Palette paint_;
  ExcerptStyle style_;
};

// Null, and said why on standard error, where there are no caches.
std::unique_ptr<CacheFinder> make_finder(const SymbolicateOptions& options) {
  if (options.store) {
    auto store = open_store(*options.store);
    return store ? std::make_unique<StoredMaps>(std::move(*store)) : nullptr;
  }
  auto files = MapDirectory::list(*options.map_directory);
  if (files) return std::make_unique<MapDirectory>(*options.map_directory, std::move(*files));
  print_error(files.error());
  return nullptr;
}

int run(const SymbolicateOptions& options) {
  if (!options.map_directory && !options.store) return wrong_usage("--map-dir or --store has to be given");
  const auto finder = make_finder(options);
  if (finder == nullptr) return kFailed;
  for (const std::string& alias : options.aliases) {
    const std::size_t equals = alias.rfind('=');
    if (equals == std::string::npos) return wrong_usage("--alias takes URL=CACHE or URL=DEBUG-ID, not " + alias);
    finder->add_alias(alias.substr(0, equals), alias.substr(equals + 1));
  }
  const auto text = read_file_text(options.trace);
  if (!text) {
    print_error(text.error());
    return kFailed;
  }
  Output out;
  Symbolicator(options, *finder, out).run(split(*text));
  return out.finish(kOk);
}

}  // namespace

void add_symbolicate(CLI::App& program, int& status) {
  const auto [command, options] =
      add_command(program, status, "symbolicate", "Turn stack traces into those of the sources", run);
  command->add_option("STACKTRACE", options->trace, "A file with traces, or - for standard input")
      ->type_name("")
      ->capture_default_str();
  auto* directory = command->add_option("--map-dir", options->map_directory, "Where the caches are, at any depth")
                        ->type_name("DIRECTORY");
  command->add_option("--store", options->store, "A store, whose aliases are the URLs")
      ->type_name("ROOT")
      ->excludes(directory);
  command
      ->add_option("--alias", options->aliases,
                   "The cache of a URL that its path does not tell: a path below --map-dir, an alias in the --store, "
                   "or a debug id")
      ->type_name("URL=CACHE")
      ->expected(1)
      ->take_all();
  command->add_option("--context", options->context, "Lines of source to show before and after each place; 0: none")
      ->type_name("N")
      ->capture_default_str();
  command->add_flag("--name-by-callers", options->name_by_callers,
                    "Call a function without a name what its caller calls it");
  command->add_flag("--json", options->json, "Print JSON Lines, one object per frame of the input");
  command->footer(kFooter);
}

}  // namespace smcache::tool
