#include "vocabularies/byte_alphabet.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

constexpr bool is_printable(unsigned byte) {
  return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xFF && byte != 0xAD);
}

// The characters of the alphabet are below U+0144: 256 and the 68 bytes that are not printable.
constexpr std::size_t alphabet_end = 256 + 68;
constexpr std::int16_t no_byte = -1;

constexpr std::array<std::int16_t, alphabet_end> bytes_of_characters = [] {
  std::array<std::int16_t, alphabet_end> bytes{};
  bytes.fill(no_byte);
  std::size_t next = 256;
  for (unsigned byte = 0; byte < 256; ++byte) {
    bytes[is_printable(byte) ? byte : next++] = static_cast<std::int16_t>(byte);
  }
  return bytes;
}();

}  // namespace

bool append_alphabet_bytes(std::string_view token, std::string& bytes) {
  const std::size_t before = bytes.size();
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::size_t character = static_cast<unsigned char>(token[i]);
    if (character >= 0x80) {
      // All other characters of the alphabet have two bytes, the first of which is at most 0xC5.
      const bool has_next = i + 1 < token.size();
      const std::size_t next = has_next ? static_cast<unsigned char>(token[i + 1]) : 0;
      character = character < 0xC6 && has_next ? (character & 0x1FU) << 6 | (next & 0x3FU) : alphabet_end;
      ++i;
    }
    if (character >= alphabet_end || bytes_of_characters[character] == no_byte) {
      bytes.resize(before);
      return false;
    }
    bytes.push_back(static_cast<char>(bytes_of_characters[character]));
  }
  return true;
}

}  // namespace tokmill::vocabularies
