// smcache lookup: positions in the generated file become positions in its sources.
#include <unistd.h>

#include <system_error>
#include <vector>

#include "answers.hpp"
#include "command.hpp"
#include "excerpt.hpp"
#include "line_reader.hpp"
#include "messages.hpp"
#include "output.hpp"

namespace smcache::tool {
namespace {

struct LookupOptions {
  std::string cache;
  std::vector<std::string> positions;
  std::uint32_t context = 2;
  bool zero_based = false;
  bool all = false;
  bool cross_line = false;
  bool json = false;
};

constexpr const char* kFooter = R"(Examples:
  smcache lookup app.min.js.smcache 1:4711
      Where line 1, column 4711 of app.min.js comes from, as a stack trace counts: from 1.
  grep -oE '[0-9]+:[0-9]+' trace.txt | smcache lookup app.min.js.smcache - --json
      One JSON object per position, as soon as the position is there.

Columns are UTF-16 code units, as JavaScript engines count them. A position that no mapping covers
is an answer (not found), not a failure.)";

class Lookup {
 public:
  Lookup(const LookupOptions& options, const Cache& cache, Output& out)
      : options_(options),
        out_(out),
        reach_(options.cross_line ? Reach::across_lines : Reach::line),
        view_{cache, options.zero_based ? Base::zero : Base::one, palette(STDOUT_FILENO)},
        style_{options.context, terminal_width(STDOUT_FILENO, 100), view_.paint} {}

  // Prints the answer. Returns kFailed where the cache is damaged there.
  int answer(Position asked) {
    const Location at = view_.cache.lookup(asked, reach_);
    if (options_.json) {
      print_json(asked, at);
    } else {
      print_text(asked, at);
    }
    if (at.status != LookupStatus::corrupt) return kOk;
    out_.flush();
    print_damage(options_.cache, asked, view_.base);
    return kFailed;
  }

 private:
  void print_json(Position asked, const Location& at) {
    Json object;
    object["query"] = position_json(asked, view_.base);
    object["status"] = status_name(at.status);
    object["mapping"] = at.mapping == kNone ? Json(nullptr) : position_json(at.generated, view_.base);
    const Original original(at);
    set_original(object, view_, original);
    set_function(object, view_, view_.cache.function(asked));
    object["context"] = context_json(view_.cache, original, options_.context);
    if (options_.all) {
      Json& all = object["all"] = Json::array();
      for (const Mapping& mapping : view_.cache.lookup_all(asked, reach_)) {
        Json& entry = all.emplace_back(Json::object());
        entry["mapping"] = position_json(mapping.generated, view_.base);
        set_original(entry, view_, Original(mapping, asked));
      }
    }
    out_ << json_text(object) << '\n';
  }

  void print_text(Position asked, const Location& at) {
    const Palette& paint = view_.paint;
    if (had_excerpt_) out_ << '\n';
    had_excerpt_ = false;
    out_ << paint.position << position_text(asked, view_.base) << paint.reset << " -> ";
    switch (at.status) {
      case LookupStatus::corrupt: out_ << paint.bad << "damaged" << paint.reset << '\n'; return;
      case LookupStatus::not_found: print_not_found(); return;
      case LookupStatus::unmapped:
        out_ << paint.name << "unmapped" << paint.reset << ": from " << position_text(at.generated, view_.base)
             << " on, the map names no source\n";
        break;
      case LookupStatus::found: print_found(asked, Original(at)); break;
    }
    if (options_.all) print_all(asked);
    if (at.status == LookupStatus::found && !print_source(Original(at))) {
      out_ << paint.dim << "  (the map has no text for this line)" << paint.reset << '\n';
    }
  }

  void print_found(Position asked, const Original& original) {
    out_ << original_text(view_, original) << function_text(view_, view_.cache.function(asked));
    if (view_.cache.source(original.source).ignored()) out_ << view_.paint.dim << " [ignored]" << view_.paint.reset;
    out_ << '\n';
  }

  void print_not_found() {
    out_ << view_.paint.name << "not found" << view_.paint.reset << ": no mapping "
         << (options_.cross_line ? "stands at or before it\n" : "of this line stands at or before it\n");
  }

  void print_all(Position asked) {
    for (const Mapping& mapping : view_.cache.lookup_all(asked, reach_)) {
      out_ << "  " << position_text(mapping.generated, view_.base) << " -> "
           << original_text(view_, Original(mapping, asked)) << '\n';
    }
  }

  bool print_source(const Original& original) {
    const auto name = view_.cache.name(original.name).value_or(std::string_view());
    had_excerpt_ = print_excerpt(out_, view_.cache.source(original.source), original.position, name, style_);
    return had_excerpt_;
  }

  const LookupOptions& options_;
  Output& out_;
  Reach reach_;
  View view_;
  ExcerptStyle style_;
  bool had_excerpt_ = false;
};

// Answers the positions on standard input as they come.
int answer_input(Lookup& lookup, Output& out, Base base) {
  int status = kOk;
  LineReader lines([&out] { out.flush(); });
  while (const auto line = lines.next()) {
    if (!out.open()) return status;
    if (line->empty()) continue;
    const auto position = parse_position(*line, base);
    if (position) {
      status |= lookup.answer(*position);
    } else {
      out.flush();
      print_error(position.error(), "standard input");
      status = kFailed;
    }
  }
  if (lines.error() == 0) return status;
  print_error({ErrorCode::io, "standard input: " + std::generic_category().message(lines.error())});
  return kFailed;
}

int run(const LookupOptions& options) {
  const Base base = options.zero_based ? Base::zero : Base::one;
  std::vector<std::optional<Position>> positions;  // nullopt: those on standard input
  for (const std::string& text : options.positions) {
    if (text == "-") {
      positions.emplace_back();
      continue;
    }
    const auto position = parse_position(text, base);
    if (!position) return wrong_usage(position.error().message);
    positions.emplace_back(*position);
  }
  const auto cache = open_cache(options.cache);
  if (!cache) return kFailed;

  Output out;
  Lookup lookup(options, *cache, out);
  int status = kOk;
  for (const auto& position : positions) {
    status |= position ? lookup.answer(*position) : answer_input(lookup, out, base);
  }
  return out.finish(status);
}

}  // namespace

void add_lookup(CLI::App& program, int& status) {
  const auto [command, options] =
      add_command(program, status, "lookup", "Find the original position of generated positions", run);
  add_cache_argument(*command, options->cache);
  command->add_option("POSITION", options->positions, "LINE:COLUMN, or - to read one per line from standard input")
      ->type_name("")
      ->required();
  command->add_flag("--zero-based", options->zero_based, "Lines and columns count from 0, asked and answered");
  command->add_option("--context", options->context, "Lines of source to show before and after")
      ->type_name("N")
      ->capture_default_str();
  command->add_flag("--all", options->all, "List every mapping at the position that answers, in map order");
  command->add_flag("--cross-line", options->cross_line,
                    "Let a mapping of an earlier line answer, as the standard's own lookup does");
  command->add_flag("--json", options->json, "Print JSON Lines, one object per position");
  command->footer(kFooter);
}

}  // namespace smcache::tool
