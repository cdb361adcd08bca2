#include "core/bpe/merge_boundaries.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/bpe/merge.hpp"
#include "lib/core/bpe/images.hpp"

namespace {

using namespace tokmill::bpe;

std::vector<TokenId> merged_whole(const tokmill::bpe::Vocabulary& vocabulary, std::string_view piece) {
  std::vector<TokenId> tokens;
  LongMergeMemory memory;
  merge_long(vocabulary, piece, tokens, memory);
  return tokens;
}

struct Parts {
  std::vector<TokenId> tokens;
  std::size_t count = 0;
};

Parts merged_by_parts(const tokmill::bpe::Vocabulary& vocabulary, std::string_view piece) {
  Parts parts;
  std::string joined;
  for_each_part(vocabulary, piece, [&](std::string_view part) {
    REQUIRE(!part.empty());
    joined += part;
    ++parts.count;
    for (const TokenId token : merged_whole(vocabulary, part)) parts.tokens.push_back(token);
  });
  REQUIRE(joined == piece);
  return parts;
}

void append(std::string& text, char32_t c) {
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
  } else if (c < 0x10000) {
    text += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
             static_cast<char>(0x80 | (c & 0x3F))};
  } else {
    text += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
             static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
  }
}

// Unicode blocks, from which random pieces are made.
constexpr struct {
  char32_t first;
  unsigned count;
} blocks[] = {{0x20, 95},    {0x80, 128},   {0x370, 144},  {0x400, 256},   {0x5D0, 27},    {0x600, 256},
              {0x900, 128},  {0xE00, 128},  {0x1000, 160}, {0x1780, 128},  {0x3040, 192},  {0x4E00, 3000},
              {0xAC00, 4000}, {0xFF00, 100}, {0x1F300, 700}, {0x1F900, 256}};

void check(const unsigned char* image) {
  const tokmill::bpe::Vocabulary vocabulary(image);
  std::mt19937 chance(20261124);
  std::size_t cut = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string piece;
    const auto& one = blocks[chance() % std::size(blocks)];
    const bool mixed = chance() % 4 == 0;
    for (auto left = 1 + chance() % 12; left > 0; --left) {
      const auto& block = mixed ? blocks[chance() % std::size(blocks)] : one;
      append(piece, block.first + static_cast<char32_t>(chance() % block.count));
    }
    CAPTURE(piece);
    const Parts parts = merged_by_parts(vocabulary, piece);
    cut += parts.count > 1 ? 1 : 0;
    REQUIRE(parts.tokens == merged_whole(vocabulary, piece));
  }
  CHECK(cut > 1000);
}

// Pieces made of tokens, in which other tokens are likely to span the positions between characters.
void check_near_tokens(const unsigned char* image) {
  const tokmill::bpe::Vocabulary vocabulary(image);
  std::mt19937 chance(7);
  std::vector<TokenId> non_ascii;
  for (TokenId id = 0; id < vocabulary.size(); ++id) {
    const std::string_view bytes = vocabulary.bytes(id);
    const bool starts_character = !bytes.empty() && (static_cast<unsigned char>(bytes[0]) & 0xC0) != 0x80;
    if (starts_character && bytes.size() > 3 && static_cast<unsigned char>(bytes.back()) >= 0x80) {
      non_ascii.push_back(id);
    }
  }
  REQUIRE(non_ascii.size() > 100);
  std::size_t checked = 0;
  while (checked < 20000) {
    std::string piece;
    for (int i = 0; i < 3; ++i) piece += vocabulary.bytes(non_ascii[chance() % non_ascii.size()]);
    // Keep only the complete characters at the start.
    std::size_t whole = 0;
    while (whole < piece.size()) {
      const auto lead = static_cast<unsigned char>(piece[whole]);
      std::size_t size = lead < 0x80 ? 1 : lead < 0xC2 || lead > 0xF4 ? 0 : size_from_lead(lead);
      if (size == 0 || whole + size > piece.size()) break;
      for (std::size_t j = 1; j < size; ++j) {
        if ((static_cast<unsigned char>(piece[whole + j]) & 0xC0) != 0x80) size = 0;
      }
      if (size == 0) break;
      whole += size;
    }
    if (whole == 0) continue;
    piece.resize(whole);
    CAPTURE(piece);
    REQUIRE(merged_by_parts(vocabulary, piece).tokens == merged_whole(vocabulary, piece));
    ++checked;
  }
}

}  // namespace

TEST_CASE("merge boundaries: merging by parts gives the same tokens, for random pieces of many scripts") {
  check(tokmill_image_r50k_base);
  check(tokmill_image_p50k_base);
  check(tokmill_image_cl100k_base);
  check(tokmill_image_o200k_base);
}

TEST_CASE("merge boundaries: merging by parts gives the same tokens, for pieces made of tokens") {
  check_near_tokens(tokmill_image_cl100k_base);
  check_near_tokens(tokmill_image_o200k_base);
}

TEST_CASE("merge boundaries: tokens are not cut") {
  const tokmill::bpe::Vocabulary vocabulary(tokmill_image_o200k_base);
  std::size_t checked = 0;
  for (TokenId id = 0; id < vocabulary.size(); ++id) {
    const std::string_view bytes = vocabulary.bytes(id);
    // Only tokens that are UTF-8: the first byte starts a character, and the last character is complete.
    if (bytes.empty() || (static_cast<unsigned char>(bytes[0]) & 0xC0) == 0x80) continue;
    std::size_t last = bytes.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(bytes[last]) & 0xC0) == 0x80) --last;
    const auto lead = static_cast<unsigned char>(bytes[last]);
    if (lead >= 0xF8 || (lead >= 0x80 && last + size_from_lead(lead) != bytes.size())) continue;
    std::size_t parts = 0;
    for_each_part(vocabulary, bytes, [&](std::string_view) { ++parts; });
    REQUIRE(parts == 1);
    ++checked;
  }
  CHECK(checked > 190000);
}
