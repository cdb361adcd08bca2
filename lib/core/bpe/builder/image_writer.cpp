#include "core/bpe/builder/image_writer.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bpe/builder/double_array.hpp"
#include "core/bpe/builder/hash_table.hpp"
#include "core/bpe/builder/image_layout.hpp"
#include "core/bpe/merge_boundaries.hpp"
#include "core/bpe/vocabulary.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::bpe {
namespace {

// The merge filter already rejects most pairs that have no merge (merge_table.cpp), but nothing rejects pieces.
constexpr double short_bucket_load = 0.75;
constexpr double long_piece_load = 0.5;

unsigned char byte_of(std::string_view token, std::size_t at) { return static_cast<unsigned char>(token[at]); }

void set_bit(std::span<std::uint64_t> bits, std::size_t i) { bits[i / 64] |= std::uint64_t{1} << i % 64; }

bool is_prime(std::uint32_t number) {
  for (std::uint32_t divisor = 2; divisor <= number / divisor; ++divisor) {
    if (number % divisor == 0) return false;
  }
  return number > 1;
}

class ImageWriter {
 public:
  ImageWriter(const MergeOrder& order, WholePieces whole_pieces)
      : order_(order), whole_pieces_(whole_pieces == WholePieces::tokens) {
    std::memcpy(header_.magic, image_magic, sizeof image_magic);
    header_.tokens = static_cast<std::uint32_t>(order.tokens.size());
  }

  Result<Image> write() {
    classify();
    const Result<DoubleArray> trie = make_trie();
    if (!trie) return trie.error();
    header_.trie_nodes = static_cast<std::uint32_t>(trie->nodes.size());
    header_.trie_root_base = trie->root_base;
    Image image(lay_out(header_, token_bytes_));
    image_ = image.written();

    write_tokens();
    write_bytes_and_pairs();
    if (!write_short_pieces() || !write_long_pieces() || !write_unreachable()) {
      return Error{ErrorCode::unsupported_vocabulary, "too many tokens have the same hash", 0};
    }
    copy(Section::merges, order_.merges.slots());
    copy(Section::merge_filter, order_.merges.filter());
    copy(Section::last_merge, order_.merges.last_merges());
    if (header_.has_phases != 0) {
      std::copy_n(order_.merges.phases(), order_.tokens.size(),
                  section<TokenId>(Section::phases, order_.tokens.size()).data());
    }
    write_prefixes();
    copy(Section::trie, trie->nodes);
    write_boundaries();
    write_first_uses();
    std::memcpy(image_, &header_, sizeof header_);
    return image;
  }

 private:
  [[nodiscard]] bool is_hidden(TokenId token) const noexcept { return order_.tokens.size() - token <= order_.hidden; }

  // Sorts the tokens into those of each hash table, and finds the sizes.
  void classify() {
    bool has_bytes[byte_values] = {};
    for (TokenId token = 0; token < order_.tokens.size(); ++token) {
      const std::string_view bytes = order_.tokens[token];
      if (bytes.empty()) continue;
      token_bytes_ += bytes.size();
      if (is_hidden(token)) continue;
      if (bytes.size() == 1) has_bytes[byte_of(bytes, 0)] = true;
      const auto size = static_cast<std::uint32_t>(bytes.size());
      const bool is_made = order_.merges.is_made(token);
      if (is_made || whole_pieces_) header_.max_token_size = std::max(header_.max_token_size, size);
      if (!is_made) {
        unreachable_.push_back(token);
        if (whole_pieces_) header_.max_whole_piece_size = std::max(header_.max_whole_piece_size, size);
      } else {
        (size <= longest_short_piece ? short_ : long_).push_back(token);
      }
    }
    header_.has_all_bytes = std::all_of(has_bytes, has_bytes + byte_values, [](bool has) { return has; }) ? 1 : 0;
    header_.short_buckets = slots_for((short_.size() + 2) / 3, short_bucket_load);
    while (!is_prime(header_.short_buckets)) ++header_.short_buckets;  // for next_bucket()
    header_.long_slots = slots_for(long_.size(), long_piece_load);
    header_.unreachable_slots = unreachable_.empty() ? 0 : slots_for(unreachable_.size(), long_piece_load);
    header_.has_phases = order_.merges.phases() == nullptr ? 0 : 1;
    header_.merge_slots = static_cast<std::uint32_t>(order_.merges.slots().size());
    for (const TokenId id : order_.ids) {
      if (id != no_token) header_.id_limit = std::max(header_.id_limit, id + 1);
    }
  }

  Result<DoubleArray> make_trie() const {
    std::vector<std::pair<std::string_view, TokenId>> keys;
    keys.reserve(order_.sorted.size());
    for (const TokenId token : order_.sorted) {
      if (order_.merges.is_made(token)) keys.emplace_back(order_.tokens[token], token);
    }
    return make_double_array(keys);
  }

  template <class T>
  [[nodiscard]] std::span<T> section(Section which, std::size_t size) {
    return {reinterpret_cast<T*>(image_ + header_.offsets[static_cast<std::size_t>(which)]), size};
  }
  template <class T>
  void copy(Section which, const std::vector<T>& items) {
    if (!items.empty()) std::memcpy(section<T>(which, items.size()).data(), items.data(), items.size() * sizeof(T));
  }

  void write_tokens() {
    const auto starts = section<std::uint32_t>(Section::token_start, order_.tokens.size() + 1);
    const auto bytes = section<char>(Section::token_bytes, token_bytes_);
    std::uint32_t at = 0;
    for (TokenId token = 0; token < order_.tokens.size(); ++token) {
      starts[token] = at;
      const std::string_view one = order_.tokens[token];
      std::copy(one.begin(), one.end(), bytes.begin() + at);
      at += static_cast<std::uint32_t>(one.size());
    }
    starts.back() = at;

    copy(Section::ids, order_.ids);
    const auto numbers = section<TokenId>(Section::numbers, header_.id_limit);
    std::fill(numbers.begin(), numbers.end(), no_token);
    for (TokenId token = 0; token < order_.ids.size(); ++token) {
      if (order_.ids[token] != no_token) numbers[order_.ids[token]] = token;
    }
  }

  void write_bytes_and_pairs() {
    const auto singles = section<TokenId>(Section::byte_tokens, byte_values);
    const auto pairs = section<TokenId>(Section::byte_pairs, byte_values * byte_values);
    const auto adjacent = section<std::uint64_t>(Section::adjacent_bytes, byte_values * byte_values / 64);
    std::fill(singles.begin(), singles.end(), no_token);
    std::fill(pairs.begin(), pairs.end(), no_token);
    const auto pair_of = [](std::string_view bytes, std::size_t at) {
      return std::size_t{byte_of(bytes, at)} << 8 | byte_of(bytes, at + 1);
    };
    for (TokenId token = 0; token < order_.tokens.size(); ++token) {
      if (is_hidden(token)) continue;
      const std::string_view bytes = order_.tokens[token];
      if (bytes.size() == 1) singles[byte_of(bytes, 0)] = token;
      if (bytes.size() == 2 && order_.merges.is_made(token)) pairs[pair_of(bytes, 0)] = token;
      for (std::size_t at = 0; at + 1 < bytes.size(); ++at) set_bit(adjacent, pair_of(bytes, at));
    }
  }

  [[nodiscard]] bool write_short_pieces() {
    const auto buckets = section<ShortBucket>(Section::short_pieces, header_.short_buckets);
    std::vector<unsigned char> taken(buckets.size(), 0);
    const auto key_of = [this](TokenId token) {
      const std::string_view bytes = order_.tokens[token];
      return short_key(bytes.data(), bytes.size());
    };
    constexpr std::size_t ahead = 16;  // enough to hide the latency of memory
    // Ordered by number, which is roughly by frequency, so that frequent tokens get a slot in their own bucket.
    for (std::size_t i = 0; i < short_.size(); ++i) {
      if (i + ahead < short_.size()) {
        __builtin_prefetch(&buckets[slot_of(hash(key_of(short_[i + ahead])), header_.short_buckets)], 1);
      }
      const TokenId token = short_[i];
      const ShortKey key = key_of(token);
      auto at = static_cast<std::uint32_t>(slot_of(hash(key), header_.short_buckets));
      for (std::size_t probes = 0; taken[at] == 3; ++probes) {
        if (probes == max_probes) return false;
        buckets[at].overflow = 1;
        at = next_bucket(at, key, header_.short_buckets);
      }
      buckets[at].keys[taken[at]] = key;
      buckets[at].tokens[taken[at]] = token;
      ++taken[at];
    }
    return true;
  }

  [[nodiscard]] bool write_long_pieces() { return write_pieces(Section::long_pieces, long_, header_.long_slots); }

  [[nodiscard]] bool write_unreachable() {
    return unreachable_.empty() || write_pieces(Section::unreachable, unreachable_, header_.unreachable_slots);
  }

  [[nodiscard]] bool write_pieces(Section which, const std::vector<TokenId>& tokens, std::uint32_t size) {
    const auto slots = section<TokenId>(which, size);
    std::fill(slots.begin(), slots.end(), no_token);
    for (const TokenId token : tokens) {
      std::size_t at = slot_of(hash_piece(order_.tokens[token]), size);
      for (std::size_t probes = 0; slots[at] != no_token; ++probes) {
        if (probes == max_probes) return false;
        at = at + 1 == slots.size() ? 0 : at + 1;
      }
      slots[at] = token;
    }
    return true;
  }

  void write_prefixes() {
    const auto prefixes = section<TokenId>(Section::longest_proper_prefix, order_.tokens.size());
    std::fill(prefixes.begin(), prefixes.end(), no_token);
    for (const TokenId token : order_.sorted) {  // a prefix is before the tokens that start with it
      const TokenId prefix = order_.prefixes[token];
      if (prefix != no_token) prefixes[token] = order_.merges.is_made(prefix) ? prefix : prefixes[prefix];
    }
  }

  void write_boundaries() {
    const auto pairs = section<std::uint64_t>(Section::boundary_pairs, (std::size_t{1} << boundary_pair_bits) / 64);
    const auto sides = section<std::uint64_t>(Section::boundary_sides, (std::size_t{1} << boundary_side_bits) / 64);
    for (TokenId token = 0; token < order_.tokens.size(); ++token) {
      if (!order_.merges.is_made(token)) continue;
      const std::string_view bytes = order_.tokens[token];
      for (std::size_t at = 1; at < bytes.size(); ++at) {
        if (byte_of(bytes, at) >= 0xC0 && byte_of(bytes, at - 1) >= 0x80) write_span(bytes, at, pairs, sides);
      }
    }
  }

  // Records that the token spans the position `at`, where a non-ASCII character starts and another one ends.
  static void write_span(std::string_view token, std::size_t at, std::span<std::uint64_t> pairs,
                         std::span<std::uint64_t> sides) {
    const std::size_t size = size_from_lead(byte_of(token, at));
    const bool right_is_complete = at + size <= token.size();
    const CharacterBytes right = right_is_complete ? character_bytes(token.data() + at, size) : 0;
    std::size_t start = at - 1;
    while (start > 0 && unicode::is_continuation(token[start])) --start;
    const bool left_is_complete =
        byte_of(token, start) >= 0xC0 && size_from_lead(byte_of(token, start)) == at - start;
    const CharacterBytes left = left_is_complete ? character_bytes(token.data() + start, at - start) : 0;
    if (left_is_complete && right_is_complete) {
      set_bit(pairs, boundary_pair_bit(left, right));
    } else if (left_is_complete) {
      set_bit(sides, boundary_side_bit(BoundarySide::left_only, left));
    } else if (right_is_complete) {
      set_bit(sides, boundary_side_bit(BoundarySide::right_only, right));
    } else {
      const std::uint32_t bytes = std::uint32_t{byte_of(token, at - 1)} << 8 | byte_of(token, at);
      set_bit(sides, boundary_side_bit(BoundarySide::bytes, bytes));
    }
  }

  void write_first_uses() {
    const auto first = section<TokenId>(Section::first_uses, first_use_count);
    std::fill(first.begin(), first.end(), header_.has_phases != 0 ? 0 : no_token);
    const auto is_end = [](std::string_view bytes) {
      return std::all_of(bytes.begin(), bytes.end(), [](char byte) { return unicode::is_continuation(byte); });
    };
    for (TokenId token = 0; token < order_.tokens.size(); ++token) {
      const LastMerge merge = order_.merges.last_merges()[token];
      if (merge.left == no_token) continue;
      const std::string_view left = order_.tokens[merge.left];
      const std::string_view right = order_.tokens[merge.right];
      const unsigned char last = byte_of(left, left.size() - 1);
      const unsigned char lead = byte_of(right, 0);
      if (last < 0x80 || lead < 0xC0) continue;
      const auto use = [&](std::size_t i) { first[i] = std::min(first[i], token); };
      if (right.size() < size_from_lead(lead)) use(first_use_of_start(lead));
      if (is_end(left)) use(first_use_of_end(last, lead));
    }
  }

  const MergeOrder& order_;
  bool whole_pieces_;
  ImageHeader header_{};
  std::size_t token_bytes_ = 0;
  std::vector<TokenId> short_;  // tokens that merging makes, by size
  std::vector<TokenId> long_;
  std::vector<TokenId> unreachable_;
  char* image_ = nullptr;
};

}  // namespace

Result<Image> write_image(const MergeOrder& order, WholePieces whole_pieces) {
  return ImageWriter(order, whole_pieces).write();
}

}  // namespace tokmill::bpe
