#include "converter/block_relay.hpp"

#include <exception>
#include <thread>

namespace smcache::detail {
namespace {

// Waits until it is another number. That is mostly soon: to sleep and to be woken would take longer.
void wait_for_change(const std::atomic<unsigned>& number, unsigned old) noexcept {
  constexpr int kWorthTrying = 200;
  for (int i = 0; i < kWorthTrying; ++i) {
    if (number.load(std::memory_order_relaxed) != old) return;
    std::this_thread::yield();
  }
  number.wait(old, std::memory_order_relaxed);
}

}  // namespace

BlockRelay::BlockRelay(PackedBlocks& blocks, SecondThread* thread) : blocks_(blocks) {
  if (thread != nullptr && thread->exists()) packing_.emplace(thread->begin([this] { pack_batches(); }));
}

BlockRelay::~BlockRelay() { send_no_more(); }

void BlockRelay::close(unsigned count) {
  if (batches_ != nullptr) {
    Batch& filled = batch(number_);
    filled.last_count = count;
    if (++filled.block_count < kBatchSize) {
      open(filled.blocks[filled.block_count]);
    } else {
      send_batch();
      begin_batch();
    }
    return;
  }
  blocks_.append(own_, count);
  open(own_);
  if (!taken_.load(std::memory_order_relaxed)) return;
  batches_ = std::make_unique_for_overwrite<Batch[]>(kBatches);
  begin_batch();
}

void BlockRelay::finish() {
  if (!packing_) return;
  if (batches_ != nullptr && batch(number_).block_count != 0) send_batch();
  send_no_more();
  packing_->get();
}

void BlockRelay::open(OpenBlock& block) noexcept {
  block.ranges = 0;
  open_ = &block;
}

// Waits until there is one that can be filled.
void BlockRelay::begin_batch() noexcept {
  for (;;) {
    const unsigned packed = packed_.load(std::memory_order_acquire);
    if (number_ - packed < kBatches) break;
    wait_for_change(packed_, packed);
  }
  batch(number_).block_count = 0;
  open(batch(number_).blocks.front());
}

void BlockRelay::send_batch() noexcept {
  ++number_;
  sent_.store(2 * number_, std::memory_order_release);
  sent_.notify_one();
}

void BlockRelay::send_no_more() noexcept {
  sent_.store(2 * number_ + 1, std::memory_order_release);
  sent_.notify_one();
}

void BlockRelay::pack_batches() {
  taken_.store(true, std::memory_order_relaxed);
  // Whoever sends must not wait in vain: after a failure batches are taken without being packed.
  std::exception_ptr failure;
  for (unsigned number = 0;;) {
    const unsigned sent = sent_.load(std::memory_order_acquire);
    if (sent == 2 * number + 1) break;
    if (sent == 2 * number) {
      wait_for_change(sent_, sent);
      continue;
    }
    Batch& filled = batch(number);
    for (unsigned i = 0; i < filled.block_count && !failure; ++i) {
      const unsigned count = i + 1 == filled.block_count ? filled.last_count : kBlockSize;
      try {
        blocks_.append(filled.blocks[i], count);
      } catch (...) {
        failure = std::current_exception();
      }
    }
    ++number;
    packed_.store(number, std::memory_order_release);
    packed_.notify_one();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace smcache::detail
