#include "core/bpe/builder/image_layout.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace tokmill::bpe {
namespace {

constexpr std::size_t trie_block = 256;  // a base XOR a byte stays within a block

bool has_possible_sizes(const ImageHeader& header) {
  return header.tokens >= byte_values && header.tokens <= TokenId{1} << token_id_bits && header.short_buckets > 0 &&
         header.long_slots > 0 && header.merge_slots > 0 && header.trie_nodes > 0 &&
         header.trie_nodes % trie_block == 0 && header.trie_root_base < header.trie_nodes &&
         header.max_whole_piece_size <= longest_whole_piece && header.has_all_bytes <= 1 && header.has_phases <= 1;
}

}  // namespace

std::size_t lay_out(ImageHeader& header, std::size_t token_bytes) {
  std::size_t end = sizeof(ImageHeader);
  const auto place = [&](Section section, std::size_t size) {
    end = (end + 63) / 64 * 64;
    header.offsets[static_cast<std::size_t>(section)] = end;
    end += size;
  };
  const std::size_t tokens = header.tokens;
  place(Section::token_start, (tokens + 1) * sizeof(std::uint32_t));
  place(Section::token_bytes, token_bytes);
  place(Section::ids, header.id_limit == 0 ? 0 : tokens * sizeof(TokenId));
  place(Section::numbers, header.id_limit * sizeof(TokenId));
  place(Section::byte_tokens, byte_values * sizeof(TokenId));
  place(Section::byte_pairs, byte_values * byte_values * sizeof(TokenId));
  place(Section::adjacent_bytes, byte_values * byte_values / 8);
  place(Section::short_pieces, header.short_buckets * sizeof(ShortBucket));
  place(Section::long_pieces, header.long_slots * sizeof(TokenId));
  place(Section::unreachable, header.unreachable_slots * sizeof(TokenId));
  place(Section::merges, header.merge_slots * sizeof(std::uint64_t));
  place(Section::merge_filter, (std::size_t{1} << merge_filter_bits) / 8);
  place(Section::last_merge, tokens * sizeof(LastMerge));
  place(Section::phases, header.has_phases * tokens * sizeof(TokenId));
  place(Section::longest_proper_prefix, tokens * sizeof(TokenId));
  place(Section::trie, header.trie_nodes * sizeof(TrieNode));
  place(Section::boundary_pairs, (std::size_t{1} << boundary_pair_bits) / 8);
  place(Section::boundary_sides, (std::size_t{1} << boundary_side_bits) / 8);
  place(Section::first_uses, first_use_count * sizeof(TokenId));
  return end;
}

bool has_valid_bounds(std::string_view image) {
  ImageHeader header;
  if (image.size() < sizeof header) return false;
  std::memcpy(&header, image.data(), sizeof header);
  if (!std::equal(std::begin(image_magic), std::end(image_magic), header.magic)) return false;
  if (!has_possible_sizes(header)) return false;

  // The number of bytes of all tokens is the last one of Section::token_start, the first section.
  ImageHeader expected = header;
  static_cast<void>(lay_out(expected, 0));
  const std::size_t at =
      expected.offsets[static_cast<std::size_t>(Section::token_start)] + header.tokens * sizeof(std::uint32_t);
  std::uint32_t token_bytes = 0;
  if (image.size() < at + sizeof token_bytes) return false;
  std::memcpy(&token_bytes, image.data() + at, sizeof token_bytes);
  return lay_out(expected, token_bytes) == image.size() &&
         std::equal(std::begin(expected.offsets), std::end(expected.offsets), header.offsets);
}

}  // namespace tokmill::bpe
