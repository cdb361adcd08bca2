#pragma once

// Positions at which a piece can be cut before merging, without changing its tokens.
//
// The result of a merge is a token. So no merge ever spans a position that no token of the vocabulary spans, and the
// two sides of such a position can be merged independently. A *merge boundary* is such a position between two non-ASCII
// characters. Chinese and Japanese are written without spaces, in pieces of any length; in the benchmark texts, 65 to
// 71 % of the positions between their characters are merge boundaries of o200k_base, and the parts between boundaries
// are mostly single tokens.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "core/bpe/vocabulary.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::bpe {

/// The UTF-8 bytes of a character, or of a part of one; the first byte is the least significant.
using CharacterBytes = std::uint32_t;

/// The size in bytes of a well-formed non-ASCII character, by its first byte.
[[nodiscard]] inline std::size_t size_from_lead(unsigned char lead) noexcept {
  return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// The character of `size` bytes, 2 to 4, at `at`. Reads only these bytes.
[[nodiscard]] inline CharacterBytes character_bytes(const char* at, std::size_t size) noexcept {
  std::uint16_t front;
  std::uint16_t back;
  std::memcpy(&front, at, 2);
  std::memcpy(&back, at + size - 2, 2);
  return front | static_cast<CharacterBytes>(back) << 8 * (size - 2);
}

/// Whether it is certain that no token that merging makes spans the position `at` in a UTF-8 text. Precondition: a
/// character ends and another one starts there.
[[nodiscard]] inline bool is_merge_boundary(const Vocabulary& vocabulary, const char* at) noexcept {
  const auto left = static_cast<unsigned char>(at[-1]);
  const auto right = static_cast<unsigned char>(*at);
  if (!vocabulary.may_be_adjacent(left, right)) return true;
  if (left < 0x80 || right < 0x80) return false;
  const char* const before = unicode::previous_character(at);
  return vocabulary.merge_boundaries().contain(character_bytes(before, static_cast<std::size_t>(at - before)), left,
                                               character_bytes(at, size_from_lead(right)));
}

/// Calls on_part(part) for each part of `piece` between merge boundaries, in order. Linear time. Precondition: `piece`
/// is UTF-8, except that it may start inside a character.
template <class OnPart>
void for_each_part(const Vocabulary& vocabulary, std::string_view piece, OnPart&& on_part) {
  const MergeBoundaries boundaries = vocabulary.merge_boundaries();
  const char* const end = piece.data() + piece.size();
  const char* start = piece.data();  // of the part
  const char* at = start;
  while (at < end && unicode::is_continuation(*at)) ++at;
  CharacterBytes previous = 0;  // the character that ends at `at`, or 0 if it is ASCII
  while (at < end) {
    const auto lead = static_cast<unsigned char>(*at);
    if (lead < 0x80) {
      previous = 0;
      ++at;
      continue;
    }
    const std::size_t size = size_from_lead(lead);
    const CharacterBytes current = character_bytes(at, size);
    if (previous != 0 && boundaries.contain(previous, static_cast<unsigned char>(at[-1]), current)) {
      on_part(std::string_view(start, static_cast<std::size_t>(at - start)));
      start = at;
    }
    previous = current;
    at += size;
  }
  on_part(std::string_view(start, static_cast<std::size_t>(end - start)));
}

}  // namespace tokmill::bpe
