#include "tokmill/batch.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/mutex.hpp"
#include "tokmill/threads.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

/// A range [start, end) of texts that one thread works on.
struct Block {
  std::size_t start;
  std::size_t end;
};

// A block has about this many bytes: starting it costs nothing, and threads are balanced.
constexpr std::size_t block_bytes = std::size_t{1} << 18;

// Short texts have a cost of their own, as if they were this much longer.
constexpr std::size_t bytes_per_text = 32;

std::vector<Block> divide(std::span<const std::string_view> texts) {
  std::vector<Block> blocks;
  std::size_t start = 0;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    bytes += texts[i].size() + bytes_per_text;
    if (bytes < block_bytes) continue;
    blocks.push_back({start, i + 1});
    start = i + 1;
    bytes = 0;
  }
  if (start < texts.size()) blocks.push_back({start, texts.size()});
  return blocks;
}

/// The error of the first text that has one.
class FirstError {
 public:
  void add(std::size_t text, Error error) {
    const base::Lock lock(mutex_);
    if (text >= text_.load(std::memory_order_relaxed)) return;
    text_.store(text, std::memory_order_relaxed);
    error_ = std::move(error);
  }

  /// Whether an earlier text has an error, so that nothing of `text` is needed.
  [[nodiscard]] bool is_before(std::size_t text) const noexcept {
    return text_.load(std::memory_order_relaxed) < text;
  }

  [[nodiscard]] Result<void> result(std::size_t* failed) {
    if (!error_) return {};
    if (failed != nullptr) *failed = text_.load(std::memory_order_relaxed);
    return std::move(*error_);
  }

 private:
  base::Mutex mutex_;
  std::atomic<std::size_t> text_ = static_cast<std::size_t>(-1);
  std::optional<Error> error_;
};

Error sizes_differ() { return {ErrorCode::invalid_argument, "the sizes of the arrays do not match"}; }

}  // namespace

Result<void> count_batch(const Encoding& encoding, std::span<const std::string_view> texts,
                         std::span<std::uint64_t> counts, const BatchOptions& options, std::size_t* failed) {
  if (counts.size() != texts.size()) return sizes_differ();
  const bool is_ordinary = options.policy.is_ordinary();
  const std::vector<Block> blocks = divide(texts);
  FirstError first;
  parallel_for(blocks.size(), options.threads, [&](std::size_t index) {
    for (std::size_t i = blocks[index].start; i < blocks[index].end; ++i) {
      if (is_ordinary) {
        counts[i] = encoding.count(texts[i], options.ill_formed);
        continue;
      }
      if (first.is_before(i)) return;
      const Result<std::size_t> counted = encoding.count(texts[i], options.policy, options.ill_formed);
      if (!counted) return first.add(i, counted.error());
      counts[i] = *counted;
    }
  });
  return first.result(failed);
}

Result<void> encode_batch(const Encoding& encoding, std::span<const std::string_view> texts,
                          std::span<std::uint64_t> offsets, const std::function<TokenId*(std::size_t)>& allocate,
                          const BatchOptions& options, std::size_t* failed) {
  if (offsets.size() != texts.size() + 1) return sizes_differ();
  const bool is_ordinary = options.policy.is_ordinary();
  const std::vector<Block> blocks = divide(texts);
  std::vector<std::vector<TokenId>> ids(blocks.size());
  FirstError first;
  // First, the offset of each text is that of its end within its block.
  parallel_for(blocks.size(), options.threads, [&](std::size_t index) {
    std::vector<TokenId>& out = ids[index];
    for (std::size_t i = blocks[index].start; i < blocks[index].end; ++i) {
      if (is_ordinary) {
        encoding.encode_ordinary(texts[i], out, options.ill_formed);
      } else {
        if (first.is_before(i)) return;
        const Result<std::vector<TokenId>> encoded = encoding.encode(texts[i], options.policy, options.ill_formed);
        if (!encoded) return first.add(i, encoded.error());
        out.insert(out.end(), encoded->begin(), encoded->end());
      }
      offsets[i + 1] = out.size();
    }
  });
  if (Result<void> result = first.result(failed); !result) return result;

  std::vector<std::size_t> starts(blocks.size());
  std::size_t total = 0;
  for (std::size_t index = 0; index < blocks.size(); ++index) {
    starts[index] = total;
    total += ids[index].size();
  }
  TokenId* const memory = allocate(total);
  offsets[0] = 0;
  parallel_for(blocks.size(), options.threads, [&](std::size_t index) {
    if (!ids[index].empty()) {
      std::memcpy(memory + starts[index], ids[index].data(), ids[index].size() * sizeof(TokenId));
    }
    for (std::size_t i = blocks[index].start; i < blocks[index].end; ++i) offsets[i + 1] += starts[index];
    std::vector<TokenId>().swap(ids[index]);
  });
  return {};
}

}  // namespace tokmill
