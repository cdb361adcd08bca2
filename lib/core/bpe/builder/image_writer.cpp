#include "core/bpe/builder/image_writer.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bpe/builder/double_array.hpp"
#include "core/bpe/builder/merge_slots.hpp"
#include "core/bpe/merge_boundaries.hpp"
#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {
namespace {

// The load factors of the hash tables. A failed lookup reads up to the next free slot, so emptier tables have shorter
// probe sequences, but they also use more of the processor's caches. The merge filter already rejects most pairs that
// have no merge.
constexpr double short_bucket_load = 0.75;
constexpr double long_piece_load = 0.5;
constexpr double merge_load = 0.75;

std::uint32_t slots_for(std::size_t entries, double load) {
  return static_cast<std::uint32_t>(static_cast<double>(entries) / load) + 2;
}

bool is_prime(std::uint32_t number) {
  for (std::uint32_t divisor = 2; divisor <= number / divisor; ++divisor) {
    if (number % divisor == 0) return false;
  }
  return number > 1;
}

class ImageWriter {
 public:
  ImageWriter(const RankTable& table, const std::vector<LastMerge>& last_merges)
      : table_(table), last_merges_(last_merges), image_(sizeof(ImageHeader), '\0') {
    std::memcpy(header_.magic, image_magic, sizeof image_magic);
    header_.tokens = static_cast<std::uint32_t>(table.tokens.size());
  }

  Result<std::string> write() {
    write_tokens();
    write_bytes_and_pairs();
    write_short_pieces();
    write_long_pieces();
    write_merges();
    append(Section::last_merge, last_merges_);
    write_prefixes();
    if (Result<void> written = write_trie(); !written) return std::move(written).error();
    write_boundaries();
    std::memcpy(image_.data(), &header_, sizeof header_);
    return std::move(image_);
  }

 private:
  [[nodiscard]] TokenId rank_of(std::string_view bytes) const {
    const auto found = table_.ranks.find(bytes);
    return found == table_.ranks.end() ? no_token : found->second;
  }

  void append(Section section, const void* bytes, std::size_t size) {
    image_.resize((image_.size() + 63) / 64 * 64, '\0');
    header_.offsets[static_cast<std::size_t>(section)] = image_.size();
    image_.append(static_cast<const char*>(bytes), size);
  }
  template <class T>
  void append(Section section, const std::vector<T>& items) {
    append(section, items.data(), items.size() * sizeof(T));
  }

  void write_tokens() {
    std::vector<std::uint32_t> starts{0};
    std::string bytes;
    for (const std::string& token : table_.tokens) {
      bytes += token;
      starts.push_back(static_cast<std::uint32_t>(bytes.size()));
      header_.max_token_size = std::max(header_.max_token_size, static_cast<std::uint32_t>(token.size()));
    }
    append(Section::token_start, starts);
    append(Section::token_bytes, bytes.data(), bytes.size());
  }

  void write_bytes_and_pairs() {
    std::vector<TokenId> singles;
    std::vector<TokenId> pairs;
    for (int left = 0; left < 256; ++left) {
      const char first = static_cast<char>(left);
      singles.push_back(rank_of({&first, 1}));
      for (int right = 0; right < 256; ++right) {
        const char pair[2] = {first, static_cast<char>(right)};
        pairs.push_back(rank_of({pair, 2}));
      }
    }
    append(Section::byte_tokens, singles);
    append(Section::byte_pairs, pairs);

    std::vector<std::uint64_t> adjacent(std::size_t{256} * 256 / 64, 0);
    for (const std::string& token : table_.tokens) {
      for (std::size_t at = 1; at < token.size(); ++at) {
        const std::size_t bit = std::size_t{byte_of(token, at - 1)} << 8 | byte_of(token, at);
        adjacent[bit / 64] |= std::uint64_t{1} << bit % 64;
      }
    }
    append(Section::adjacent_bytes, adjacent);
  }

  void write_short_pieces() {
    std::vector<TokenId> tokens;
    for (TokenId token = 0; token < table_.tokens.size(); ++token) {
      const std::size_t size = table_.tokens[token].size();
      if (size > 0 && size <= longest_short_piece) tokens.push_back(token);
    }
    header_.short_buckets = slots_for((tokens.size() + 2) / 3, short_bucket_load);
    while (!is_prime(header_.short_buckets)) ++header_.short_buckets;
    std::vector<ShortBucket> buckets(header_.short_buckets, ShortBucket{});
    std::vector<std::size_t> taken(header_.short_buckets, 0);
    // Ordered by id, which is roughly by frequency, so that frequent tokens get a slot in their own bucket.
    for (const TokenId token : tokens) {
      const std::string& bytes = table_.tokens[token];
      const ShortKey key = short_key(bytes.data(), bytes.size());
      auto at = static_cast<std::uint32_t>(slot_of(hash(key), header_.short_buckets));
      while (taken[at] == 3) {
        buckets[at].overflow = 1;
        at = next_bucket(at, key, header_.short_buckets);
      }
      buckets[at].keys[taken[at]] = key;
      buckets[at].tokens[taken[at]] = token;
      ++taken[at];
    }
    append(Section::short_pieces, buckets);
  }

  void write_long_pieces() {
    std::vector<TokenId> tokens;
    for (TokenId token = 0; token < table_.tokens.size(); ++token) {
      if (table_.tokens[token].size() > longest_short_piece) tokens.push_back(token);
    }
    header_.long_slots = slots_for(tokens.size(), long_piece_load);
    std::vector<TokenId> slots(header_.long_slots, no_token);
    for (const TokenId token : tokens) {
      const std::string& bytes = table_.tokens[token];
      std::size_t at = slot_of(hash_long_piece(bytes.data(), bytes.size()), header_.long_slots);
      while (slots[at] != no_token) at = (at + 1) % slots.size();
      slots[at] = token;
    }
    append(Section::long_pieces, slots);
  }

  // Stores only the last merge of each token. A token can be split into two tokens in other ways, but merging never has
  // those two next to each other: as long as no merge crosses the ends of a range of text, the merges within the range
  // are the same as for the range alone. So if a range has become two tokens whose concatenation is a third token, they
  // are the last two tokens that the third one alone is merged from.
  void write_merges() {
    std::vector<std::uint64_t> merges;
    for (TokenId token = 0; token < last_merges_.size(); ++token) {
      const LastMerge& last = last_merges_[token];
      if (last.left != no_token) merges.push_back(packed_merge(last.left, last.right, token));
    }
    header_.merge_slots = slots_for(merges.size(), merge_load);
    std::vector<std::uint64_t> slots(header_.merge_slots, empty_merge);
    for (const std::uint64_t merge : merges) insert_merge(slots, merge);
    append(Section::merges, slots);

    std::vector<std::uint64_t> filter((std::size_t{1} << merge_filter_bits) / 64, 0);
    for (const std::uint64_t merge : merges) {
      const std::size_t bit = merge_filter_bit(hash_merge(merge >> token_id_bits));
      filter[bit / 64] |= std::uint64_t{1} << bit % 64;
    }
    append(Section::merge_filter, filter);
  }

  void write_prefixes() {
    std::vector<TokenId> prefixes(table_.tokens.size(), no_token);
    for (TokenId token = 0; token < table_.tokens.size(); ++token) {
      const std::string_view bytes = table_.tokens[token];
      for (std::size_t size = bytes.size(); size-- > 1;) {
        const TokenId prefix = rank_of(bytes.substr(0, size));
        if (prefix != no_token) {
          prefixes[token] = prefix;
          break;
        }
      }
    }
    append(Section::longest_proper_prefix, prefixes);
  }

  Result<void> write_trie() {
    std::vector<std::pair<std::string_view, TokenId>> keys;
    for (TokenId token = 0; token < table_.tokens.size(); ++token) {
      if (!table_.tokens[token].empty()) keys.emplace_back(table_.tokens[token], token);
    }
    std::sort(keys.begin(), keys.end());
    const Result<DoubleArray> trie = make_double_array(keys);
    if (!trie) return trie.error();
    header_.trie_nodes = static_cast<std::uint32_t>(trie->nodes.size());
    header_.trie_root_base = trie->root_base;
    append(Section::trie, trie->nodes);
    return {};
  }

  void write_boundaries() {
    std::vector<std::uint64_t> pairs((std::size_t{1} << boundary_pair_bits) / 64, 0);
    std::vector<std::uint64_t> sides((std::size_t{1} << boundary_side_bits) / 64, 0);
    for (const std::string& token : table_.tokens) {
      for (std::size_t at = 1; at < token.size(); ++at) {
        if (byte_of(token, at) >= 0xC0 && byte_of(token, at - 1) >= 0x80) write_span(token, at, pairs, sides);
      }
    }
    append(Section::boundary_pairs, pairs);
    append(Section::boundary_sides, sides);
  }

  static unsigned char byte_of(const std::string& token, std::size_t at) {
    return static_cast<unsigned char>(token[at]);
  }

  // Records that the token spans the position `at`, where a non-ASCII character starts and another one ends.
  static void write_span(const std::string& token, std::size_t at, std::vector<std::uint64_t>& pairs,
                         std::vector<std::uint64_t>& sides) {
    const auto set = [](std::vector<std::uint64_t>& bits, std::size_t i) {
      bits[i / 64] |= std::uint64_t{1} << i % 64;
    };
    const std::size_t size = size_from_lead(byte_of(token, at));
    const bool right_is_complete = at + size <= token.size();
    const CharacterBytes right = right_is_complete ? character_bytes(token.data() + at, size) : 0;
    std::size_t start = at - 1;
    while (start > 0 && (byte_of(token, start) & 0xC0) == 0x80) --start;
    const bool left_is_complete =
        byte_of(token, start) >= 0xC0 && size_from_lead(byte_of(token, start)) == at - start;
    const CharacterBytes left = left_is_complete ? character_bytes(token.data() + start, at - start) : 0;
    if (left_is_complete && right_is_complete) {
      set(pairs, boundary_pair_bit(left, right));
    } else if (left_is_complete) {
      set(sides, boundary_side_bit(BoundarySide::left_only, left));
    } else if (right_is_complete) {
      set(sides, boundary_side_bit(BoundarySide::right_only, right));
    } else {
      const std::uint32_t bytes = std::uint32_t{byte_of(token, at - 1)} << 8 | byte_of(token, at);
      set(sides, boundary_side_bit(BoundarySide::bytes, bytes));
    }
  }

  const RankTable& table_;
  const std::vector<LastMerge>& last_merges_;
  ImageHeader header_{};
  std::string image_;
};

}  // namespace

Result<std::string> write_vocabulary_image(const RankTable& table, const std::vector<LastMerge>& last_merges) {
  return ImageWriter(table, last_merges).write();
}

}  // namespace tokmill::bpe
