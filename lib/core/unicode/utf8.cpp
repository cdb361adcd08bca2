#include "core/unicode/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "core/unicode/utf8_blocks.hpp"

namespace tokmill::unicode {
namespace {

constexpr std::uint32_t replacement_word = 0xBDBFEF;  // replacement_character, little-endian

unsigned char byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

// What the first byte of a character implies (Unicode 16.0, table 3-7): the size of the character, and the range of the
// second byte, which excludes overlong forms, surrogates and code points above U+10FFFF.
struct Lead {
  std::uint8_t size;  // 0 if no character starts with this byte
  unsigned char second_low;
  unsigned char second_high;
};

constexpr Lead lead_from_table_3_7(unsigned byte) {
  if (byte < 0x80) return {1, 0, 0};
  if (byte < 0xC2) return {0, 0, 0};
  if (byte < 0xE0) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

// A table, because these branches would be unpredictable in random bytes.
constexpr std::array<Lead, 256> leads = [] {
  std::array<Lead, 256> all{};
  for (unsigned byte = 0; byte < all.size(); ++byte) all[byte] = lead_from_table_3_7(byte);
  return all;
}();

constexpr Lead lead_of(unsigned char byte) { return leads[byte]; }

// The number of bytes at the start of `text` that are valid after `lead`, which describes the first of them.
std::size_t valid_bytes(std::string_view text, Lead lead) {
  if (lead.size == 0) return 0;
  if (lead.size == 1 || text.size() == 1) return 1;
  if (byte_at(text, 1) < lead.second_low || byte_at(text, 1) > lead.second_high) return 1;
  std::size_t valid = 2;
  while (valid < lead.size && valid < text.size() && is_continuation(text[valid])) ++valid;
  return valid;
}

// Calls on_well_formed(part) and on_ill_formed() for the parts of `text`, in order.
template <class OnWellFormed, class OnIllFormed>
void for_each_part(std::string_view text, const OnWellFormed& on_well_formed, const OnIllFormed& on_ill_formed) {
  for (bool is_first = true; !text.empty(); is_first = false) {
    const Parts parts = next_parts(text, is_first);
    if (parts.well_formed > 0) on_well_formed(text.substr(0, parts.well_formed));
    if (parts.ill_formed > 0) on_ill_formed();
    text.remove_prefix(parts.well_formed + parts.ill_formed);
  }
}

// Copies `text` to `out` with ill-formed parts replaced, up to a character or part of which the last four bytes of the
// text are a part. Returns the number of bytes read and written. Has no branch that depends on the text, as these would
// be unpredictable.
struct Copied {
  std::size_t read;
  std::size_t written;
};
Copied copy_replaced(std::string_view text, char* out) {
  std::size_t read = 0;
  std::size_t written = 0;
  while (read + 4 <= text.size()) {
    const char* const at = text.data() + read;
    const Lead lead = lead_of(static_cast<unsigned char>(at[0]));
    const auto second = static_cast<unsigned char>(at[1]);
    const unsigned two = (lead.size > 1) & (second >= lead.second_low) & (second <= lead.second_high);
    const unsigned three = two & (lead.size > 2) & is_continuation(at[2]);
    const unsigned four = three & (lead.size > 3) & is_continuation(at[3]);
    const unsigned valid = 1 + two + three + four;
    std::uint32_t ill_formed = 0 - static_cast<std::uint32_t>(valid != lead.size);  // all bits, or none
#if defined(__GNUC__)
    asm("" : "+r"(ill_formed));  // keeps the compiler from branching on it
#endif
    std::uint32_t bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    bytes = (bytes & ~ill_formed) | (replacement_word & ill_formed);
    std::memcpy(out + written, &bytes, sizeof bytes);
    written += (valid & ~ill_formed) | (unsigned{replacement_character.size()} & ill_formed);
    read += valid;
  }
  return {read, written};
}

}  // namespace

std::size_t well_formed_size(std::string_view text) noexcept {
  const Lead lead = lead_of(byte_at(text, 0));
  return valid_bytes(text, lead) == lead.size ? lead.size : 0;
}

std::size_t ill_formed_size(std::string_view text) noexcept {
  const std::size_t valid = valid_bytes(text, lead_of(byte_at(text, 0)));
  return valid == 0 ? 1 : valid;
}

Parts next_parts(std::string_view text, bool is_first) noexcept {
  // Ill-formed parts often follow each other closely. After one, go on character by character, and look for the next
  // one with well_formed_prefix() only after this many well-formed bytes.
  constexpr std::size_t distance = 64;
  std::size_t size = 0;  // of the well-formed part
  while (!is_first && size < text.size() && size < distance) {
    const std::string_view rest = text.substr(size);
    const Lead lead = lead_of(byte_at(rest, 0));
    const std::size_t valid = valid_bytes(rest, lead);
    if (valid != lead.size || valid == 0) return {size, std::max<std::size_t>(valid, 1)};
    size += valid;
  }
  size += well_formed_prefix(text.substr(size));
  return {size, size == text.size() ? 0 : ill_formed_size(text.substr(size))};
}

bool is_cut_short(std::string_view text) noexcept {
  const Lead lead = lead_of(byte_at(text, 0));
  return text.size() < lead.size && valid_bytes(text, lead) == text.size();
}

std::size_t well_formed_prefix(std::string_view text) noexcept {
  std::size_t at = well_formed_blocks(text.data(), text.size());
  // The last character of the blocks may continue after them: check it again from its start.
  for (std::size_t back = 1; back <= 3 && back <= at; ++back) {
    if (is_continuation(text[at - back])) continue;
    const std::size_t size = lead_of(byte_at(text, at - back)).size;
    if (size == 0 || size > back) at -= back;
    break;
  }
  while (at < text.size()) {
    if (byte_at(text, at) < 0x80) {
      const std::size_t words = ascii_words(text.substr(at));
      at += words == 0 ? 1 : words;
      continue;
    }
    const std::size_t size = well_formed_size(text.substr(at));
    if (size == 0) break;
    at += size;
  }
  return at;
}

}  // namespace tokmill::unicode

namespace tokmill::inline TOKMILL_ABI {

Utf8Unit next_utf8_unit(std::string_view text) noexcept {
  if (unicode::well_formed_size(text) == 0) return {U'\uFFFD', unicode::ill_formed_size(text), false};
  const unicode::Decoded character = unicode::decode_well_formed(text.data());
  return {character.code_point, character.size, true};
}

std::optional<std::size_t> find_ill_formed(std::string_view text) noexcept {
  const std::size_t prefix = unicode::well_formed_prefix(text);
  if (prefix == text.size()) return std::nullopt;
  return prefix;
}

std::string replace_ill_formed(std::string_view text) {
  constexpr std::size_t block = 512;
  char buffer[3 * block + 1];  // one byte is written after the last replacement
  std::string replaced;
  replaced.reserve(text.size() + unicode::replacement_character.size());
  while (!text.empty()) {
    // Where ill-formed parts are close to each other, copy blocks; elsewhere, whole well-formed parts.
    const std::size_t prefix = unicode::well_formed_prefix(text);
    replaced.append(text, 0, prefix);
    text.remove_prefix(prefix);
    while (text.size() >= block) {
      const auto [read, written] = unicode::copy_replaced(text.substr(0, block), buffer);
      replaced.append(buffer, written);
      text.remove_prefix(read);
      if (read == written && unicode::well_formed_prefix(text.substr(0, block)) > block / 2) break;
    }
    if (text.size() < block) break;
  }
  unicode::for_each_part(
      text, [&](std::string_view part) { replaced += part; },
      [&] { replaced += unicode::replacement_character; });
  return replaced;
}

std::size_t count_characters(std::string_view text) noexcept {
  std::size_t characters = 0;
  unicode::for_each_part(
      text,
      [&](std::string_view part) {
        for (const char byte : part) characters += !unicode::is_continuation(byte);
      },
      [&] { ++characters; });
  return characters;
}

}  // namespace tokmill
