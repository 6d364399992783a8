// From where blocks are filled to where they are packed: by the second thread as soon as it has nothing else to do,
// and until then, or without one, by whoever fills them.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <optional>

#include "converter/block_encoder.hpp"
#include "converter/packed_blocks.hpp"
#include "converter/second_thread.hpp"
#include "schema/format.hpp"

namespace smcache::detail {

class BlockRelay {
 public:
  // `blocks`, which nobody else touches before finish(), and `thread`, unless it is null, outlive this.
  BlockRelay(PackedBlocks& blocks, SecondThread* thread);
  ~BlockRelay();
  BlockRelay(const BlockRelay&) = delete;
  BlockRelay& operator=(const BlockRelay&) = delete;

  // The block to be filled; it has no range mappings yet.
  [[nodiscard]] OpenBlock& open() noexcept { return *open_; }
  // It has `count` mappings now, and another one is open. REQUIRES: only the last one has fewer than 64.
  void close(unsigned count);
  // All that was closed is packed when this returns. Throws what packing threw. REQUIRES: is called once, at the end.
  void finish();

 private:
  // Blocks change hands so many at a time: what that takes shall not matter.
  static constexpr unsigned kBatchSize = 32;
  struct Batch {
    std::array<OpenBlock, kBatchSize> blocks;
    unsigned block_count = 0;
    unsigned last_count = 0;  // mappings in the last of them
  };
  // One is filled, one is packed, one lies between.
  static constexpr unsigned kBatches = 3;

  void begin_batch() noexcept;
  void send_batch() noexcept;
  void send_no_more() noexcept;
  void pack_batches();
  [[nodiscard]] Batch& batch(unsigned number) noexcept { return batches_[number % kBatches]; }
  void open(OpenBlock& block) noexcept;

  PackedBlocks& blocks_;
  OpenBlock own_;  // which is packed as soon as it is full, as long as batches are not taken
  OpenBlock* open_ = &own_;
  unsigned number_ = 0;  // of the batch being filled

  std::unique_ptr<Batch[]> batches_;  // none before they are taken
  std::atomic<bool> taken_ = false;   // does the second thread take batches?
  std::atomic<unsigned> sent_ = 0;    // twice as many as were sent, plus one when there will be no more
  std::atomic<unsigned> packed_ = 0;
  std::optional<Task<void>> packing_;  // the last: it works on the others
};

}  // namespace smcache::detail
