#include "tokmill/analysis/tally.hpp"

#include <algorithm>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "analysis/number_parts.hpp"
#include "tokmill/threads.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

constexpr std::uint64_t block_size = 16384;  // the number of integers that a thread processes at a time

// Computes the shapes of numbers without an allocation for each.
class Shapes {
 public:
  explicit Shapes(const Encoding& encoding) : encoding_(encoding) {}

  // The result is valid until the next call.
  const std::string& of(std::uint64_t number) {
    digits_ = std::to_string(number);
    ids_.clear();
    encoding_.encode_ordinary(digits_, ids_);
    tokens_.clear();
    for (const TokenId id : ids_) tokens_.push_back(*encoding_.token_bytes(id));
    shape_.clear();
    is_whole_ = false;
    if (!find_part_ends(digits_, tokens_, ends_)) return shape_ = "changed";
    is_whole_ = ends_.size() == 1;
    std::size_t start = 0;
    for (const std::size_t end : ends_) {
      if (start > 0) shape_ += '+';
      shape_ += std::to_string(end - start);
      start = end;
    }
    return shape_;
  }

  [[nodiscard]] bool is_whole() const noexcept { return is_whole_; }

 private:
  const Encoding& encoding_;
  std::string digits_;
  std::vector<TokenId> ids_;
  std::vector<std::string_view> tokens_;
  std::vector<std::size_t> ends_;  // of the parts of the number
  std::string shape_;
  bool is_whole_ = false;
};

void add_block(const Encoding& encoding, std::uint64_t first, std::uint64_t last, Tally& total,
               std::mutex& mutex) {
  Shapes shapes(encoding);
  std::uint64_t whole = 0;
  std::optional<std::uint64_t> first_split;
  std::unordered_map<std::string, std::uint64_t> counts;
  for (std::uint64_t offset = 0; offset <= last - first; ++offset) {
    const std::string& shape = shapes.of(first + offset);
    if (shapes.is_whole()) {
      ++whole;
    } else {
      ++counts[shape];
      if (!first_split) first_split = first + offset;
    }
  }
  // Sums and minimums do not depend on the order of the threads.
  const std::lock_guard lock(mutex);
  total.whole += whole;
  for (const auto& [shape, count] : counts) total.shapes[shape] += count;
  if (first_split) total.first_split = std::min(*first_split, total.first_split.value_or(*first_split));
}

}  // namespace

std::vector<std::pair<std::string, std::uint64_t>> Tally::by_frequency() const {
  std::vector<std::pair<std::string, std::uint64_t>> sorted(shapes.begin(), shapes.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return sorted;
}

Tally tally(const Encoding& encoding, Range range, std::size_t threads) {
  Tally total{std::string(encoding.name()), range, 0, std::nullopt, {}};
  std::mutex mutex;
  const std::uint64_t span = range.to - range.from;  // the number of integers minus one, which always fits
  parallel_for(span / block_size + 1, threads, [&](std::size_t block) {
    const std::uint64_t first = range.from + block * block_size;
    const std::uint64_t last = range.to - first < block_size ? range.to : first + block_size - 1;
    add_block(encoding, first, last, total, mutex);
  });
  return total;
}

std::vector<std::string> shapes_of(const Encoding& encoding, Range range) {
  Shapes shapes(encoding);
  std::vector<std::string> found;
  for (std::uint64_t offset = 0; offset <= range.to - range.from; ++offset) {
    found.push_back(shapes.of(range.from + offset));
  }
  return found;
}

}  // namespace tokmill::analysis
