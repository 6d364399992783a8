#include "conversion_report.hpp"

#include "figures.hpp"
#include "json.hpp"
#include "printable.hpp"

namespace smcache::tool {

std::string report_json(const PlannedFile& file, const Outcome& outcome) {
  const bool failed = outcome.failure.has_value();
  const auto unless_failed = [&](auto value) { return failed ? Json(nullptr) : Json(value); };
  Json warnings = Json::array();
  for (const Warning& warning : outcome.warnings) {
    warnings.push_back({{"code", error_name(warning.code)}, {"message", warning.message}, {"count", warning.count}});
  }
  Json object;
  object["input"] = file.input.native();
  object["output"] = unless_failed(file.output.native());
  object["status"] = failed ? "failed" : outcome.unchanged ? "unchanged" : "converted";
  object["mappings"] = unless_failed(outcome.mappings);
  object["sources"] = unless_failed(outcome.sources);
  object["names"] = unless_failed(outcome.names);
  object["bytes"] = unless_failed(outcome.bytes);
  object["warnings"] = std::move(warnings);
  object["error"] = nullptr;
  if (failed) {
    object["error"] = {{"code", error_name(outcome.failure->code)}, {"message", outcome.failure->message}};
  }
  object["generated"] = file.generated ? Json(file.generated->path) : Json(nullptr);
  return json_text(object);
}

std::string report_text(const PlannedFile& file, const Outcome& outcome, const Palette& paint) {
  std::string line = printable(file.input.native());
  line.append(" -> ").append(paint.source).append(printable(file.output.native())).append(paint.reset).append(": ");
  if (file.input_size > 0) line.append(size_text(file.input_size)).append(" -> ");
  line.append(size_text(outcome.bytes)).append(", ").append(counted(outcome.mappings, "mapping"));
  if (outcome.mappings > 0) {
    line.append(", ").append(ratio_text(outcome.mapping_bytes, outcome.mappings)).append(" bytes/mapping");
  }
  std::string_view separator = "; mended: ";
  for (const Warning& warning : outcome.warnings) {
    line.append(separator).append(paint.name).append(error_name(warning.code)).append(paint.reset);
    line.append(" ").append(grouped(warning.count));
    separator = ", ";
  }
  return line;
}

void Totals::add(const PlannedFile& file, const Outcome& outcome) noexcept {
  if (outcome.failure) {
    ++failed_;
    return;
  }
  ++(outcome.unchanged ? unchanged_ : converted_);
  input_bytes_ += file.input_size;
  bytes_ += outcome.bytes;
  mappings_ += outcome.mappings;
  mapping_bytes_ += outcome.mapping_bytes;
}

std::string Totals::text() const {
  std::string line = counted(converted_, "file").append(" converted");
  if (unchanged_ > 0) line.append(", ").append(grouped(unchanged_)).append(" unchanged");
  if (failed_ > 0) line.append(", ").append(grouped(failed_)).append(" failed");
  line.append(": ").append(size_text(input_bytes_)).append(" -> ").append(size_text(bytes_));
  line.append(", ").append(counted(mappings_, "mapping"));
  if (mappings_ > 0) line.append(", ").append(ratio_text(mapping_bytes_, mappings_)).append(" bytes/mapping");
  return line;
}

}  // namespace smcache::tool
