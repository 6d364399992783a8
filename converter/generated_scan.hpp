// The generated file of a map: read and scanned on the second thread while the map is read, or when it is asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "converter/input_buffer.hpp"
#include "converter/scanned_scopes.hpp"
#include "converter/second_thread.hpp"
#include "converter/text_positions.hpp"
#include "smcache/convert.hpp"
#include "smcache/error.hpp"

namespace smcache::detail {

class GeneratedScan {
 public:
  // Of the generated file that `options` give. They and the thread outlive this.
  GeneratedScan(const ConvertOptions& options, SecondThread& thread);
  GeneratedScan(const GeneratedScan&) = delete;
  GeneratedScan& operator=(const GeneratedScan&) = delete;

  // The file's text, which lives as long as this; empty where there is no file. Waits until it is read.
  // Errors: those of read_file().
  [[nodiscard]] Result<std::string_view> text();
  // In UTF-16 code units, without what ends a line. Does not wait for scopes. REQUIRES: is called once.
  [[nodiscard]] std::vector<std::uint32_t> line_lengths();
  // Waits for the scan, or does it. REQUIRES: is called once.
  [[nodiscard]] ScannedScopes take() { return scan_.get(); }

 private:
  void read();
  void measure();
  [[nodiscard]] TextPositions& positions();
  [[nodiscard]] ScannedScopes scan();

  const ConvertOptions& options_;
  InputBuffer bytes_;
  std::optional<Result<std::string_view>> text_;
  std::optional<TextPositions> positions_;
  // The last: they work on the others, and each on those before it.
  Task<void> reading_;
  Task<void> measuring_;  // by the thread that needs it first: the scan does so in its end alone
  Task<ScannedScopes> scan_;
};

// How many bytes such a file has, as far as that is known without reading it.
std::uint64_t generated_size(const ConvertOptions& options) noexcept;

}  // namespace smcache::detail
