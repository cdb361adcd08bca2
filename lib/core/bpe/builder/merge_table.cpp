#include "core/bpe/builder/merge_table.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "core/bpe/builder/hash_table.hpp"
#include "core/bpe/builder/merge_slots.hpp"

namespace tokmill::bpe {
namespace {

constexpr double merge_load = 0.75;

}  // namespace

MergeTable::MergeTable(std::size_t tokens, std::size_t merges)
    : slots_(slots_for(merges, merge_load), empty_merge),
      filter_((std::size_t{1} << merge_filter_bits) / 64, 0),
      last_merges_(tokens, LastMerge{no_token, no_token}) {}

bool MergeTable::add(TokenId left, TokenId right, TokenId merged) {
  if (!insert_merge(slots_, packed_merge(left, right, merged))) return false;
  const std::size_t bit = merge_filter_bit(hash_merge(merge_key(left, right)));
  filter_[bit / 64] |= std::uint64_t{1} << bit % 64;
  last_merges_[merged] = {left, right};
  const TokenId phase = std::max({merged, phase_of(left), phase_of(right)});
  if (phase != merged && phases_.empty()) {
    phases_.resize(last_merges_.size());
    std::iota(phases_.begin(), phases_.end(), TokenId{0});
  }
  if (!phases_.empty()) phases_[merged] = phase;
  return true;
}

void MergeTable::add_tokens(std::size_t tokens) {
  const std::size_t before = last_merges_.size();
  last_merges_.resize(before + tokens, LastMerge{no_token, no_token});
  if (phases_.empty()) return;
  phases_.resize(last_merges_.size());
  std::iota(phases_.begin() + static_cast<std::ptrdiff_t>(before), phases_.end(), static_cast<TokenId>(before));
}

void MergeTable::prefetch(TokenId left, TokenId right) const noexcept {
  const std::uint64_t key = merge_key(left, right);
  __builtin_prefetch(&filter_[merge_filter_bit(hash_merge(key)) / 64]);
  __builtin_prefetch(&slots_[first_merge_slot(key, static_cast<std::uint32_t>(slots_.size()))]);
}

TokenId MergeTable::merged(TokenId left, TokenId right) const noexcept {
  const std::uint64_t key = merge_key(left, right);
  const std::uint64_t hash = hash_merge(key);
  const std::size_t bit = merge_filter_bit(hash);
  if ((filter_[bit / 64] >> bit % 64 & 1U) == 0) return no_token;
  std::size_t at = first_merge_slot(key, static_cast<std::uint32_t>(slots_.size()));
  for (; slots_[at] != empty_merge; at = at + 1 == slots_.size() ? 0 : at + 1) {
    if (slots_[at] >> token_id_bits == key) return merged_token(slots_[at]);
  }
  return no_token;
}

}  // namespace tokmill::bpe
