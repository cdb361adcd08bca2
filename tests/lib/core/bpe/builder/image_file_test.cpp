#include "tokmill/image_file.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/base/checksum.hpp"
#include "core/bpe/builder/build.hpp"
#include "core/bpe/builder/image_layout.hpp"
#include "lib/aligned_memory.hpp"

using namespace tokmill;

namespace {

constexpr std::size_t header_size = 184;

// The bytes, and "ab", which merging makes, and "xyz", which it does not. Ids from 1000.
Vocabulary vocabulary() {
  static const std::string bytes = [] {
    std::string all;
    for (unsigned byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    return all;
  }();
  std::vector<RankedToken> tokens;
  for (TokenId i = 0; i < 256; ++i) tokens.push_back({std::string_view(bytes).substr(i, 1), i, 1000 + i});
  tokens.push_back({"ab", 256, 2000});
  tokens.push_back({"xyz", 257, 2001});
  return *Vocabulary::from_ranks(tokens);
}

std::string digest() { return std::string(32, 'd') + std::string(32, 'e'); }

std::string file_of(std::string_view parts) {
  const Vocabulary stored = vocabulary();
  const auto file = make_image_file(stored, digest(), parts);
  REQUIRE(file);
  return file->start + std::string(file->tables);
}

ErrorCode error_of(const std::string& file, std::size_t offset = 0) {
  const AlignedMemory memory(file, offset);
  const auto opened = open_image_file(memory.bytes, memory.owner);
  return opened ? ErrorCode::invalid_argument : opened.error().code;
}

bool is_valid(const std::string& file) { return verify_image_file(AlignedMemory(file).bytes).has_value(); }

char with_bit_flipped(char byte, std::size_t bit) {
  return static_cast<char>(static_cast<unsigned char>(byte) ^ 1U << bit);
}

}  // namespace

TEST_CASE("image file: what is written is read") {
  for (const std::string& parts : {std::string(), std::string("parts"), std::string(1000, '\0')}) {
    const AlignedMemory memory(file_of(parts));
    CHECK(verify_image_file(memory.bytes));
    const auto opened = open_image_file(memory.bytes, memory.owner);
    REQUIRE(opened);
    CHECK(opened->parts == parts);
    CHECK(opened->source_digest == digest());
    CHECK(opened->vocabulary.size() == 258);
    REQUIRE(opened->vocabulary.unreachable().size() == 1);
    CHECK(opened->vocabulary.unreachable()[0] == 2001);
    const Vocabulary built = vocabulary();
    CHECK(VocabularyAccess::data(opened->vocabulary).image.bytes() == VocabularyAccess::data(built).image.bytes());
    CHECK(VocabularyAccess::data(opened->vocabulary).serial != VocabularyAccess::data(built).serial);
  }
}

TEST_CASE("image file: a vocabulary keeps the memory of its file") {
  std::weak_ptr<const void> watched;
  {
    std::optional<Vocabulary> kept;
    {
      const AlignedMemory memory(file_of("parts"));
      watched = memory.owner;
      kept = open_image_file(memory.bytes, memory.owner)->vocabulary;
    }
    CHECK_FALSE(watched.expired());
    const auto again = make_image_file(*kept, digest(), "parts");
    CHECK(again->start + std::string(again->tables) == file_of("parts"));
  }
  CHECK(watched.expired());
}

TEST_CASE("image file: each byte of the header, the parts and the header of the tables is checked") {
  const std::string good = file_of("parts");
  const std::size_t tables = good.rfind("tokmill");  // image_magic
  REQUIRE(tables % 64 == 0);
  for (std::size_t at = 0; at < tables + sizeof(bpe::ImageHeader); ++at) {
    const bool is_in_parts = at >= good.find("parts") && at < good.find("parts") + 5;
    if (at >= header_size && at < tables && !is_in_parts) continue;
    std::string damaged = good;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    CHECK(error_of(damaged) == ErrorCode::unusable_image);
    CHECK_FALSE(is_valid(damaged));
  }
}

TEST_CASE("image file: verifying finds damage anywhere") {
  const std::string good = file_of("parts");
  REQUIRE(is_valid(good));
  std::mt19937 random(1);
  std::string damaged = good;
  for (int i = 0; i < 60; ++i) {
    const std::size_t at = i == 0 ? good.size() - 1 : i == 1 ? header_size : random() % good.size();
    damaged[at] = with_bit_flipped(damaged[at], random() % 8);
    CHECK_FALSE(is_valid(damaged));
    damaged[at] = good[at];
  }
}

TEST_CASE("image file: cut off, longer, or misaligned") {
  const std::string good = file_of("parts");
  for (const std::size_t size : {std::size_t{0}, std::size_t{7}, header_size - 1, header_size, std::size_t{300},
                                 good.size() / 2, good.size() - 1}) {
    CHECK(error_of(good.substr(0, size)) == ErrorCode::unusable_image);
    CHECK_FALSE(is_valid(good.substr(0, size)));
  }
  CHECK(error_of(good + '\0') == ErrorCode::unusable_image);
  for (const std::size_t offset : {1U, 4U, 32U}) CHECK(error_of(good, offset) == ErrorCode::unusable_image);
}

TEST_CASE("image file: the reason") {
  const std::string good = file_of("parts");
  const auto message = [](const std::string& file) {
    const AlignedMemory memory(file);
    return open_image_file(memory.bytes, memory.owner).error().message;
  };
  CHECK(message("short") == "too short for an image file");
  CHECK(message(std::string(1000, 'x')) == "not an image file");
  for (const std::size_t at : {7U, 15U}) {  // the versions of the file and of the tables
    std::string other = good;
    ++other[at];
    CHECK(message(other) == "the image file is of another version");
  }
  std::string swapped = good;
  std::swap(swapped[16], swapped[19]);
  std::swap(swapped[17], swapped[18]);
  CHECK(message(swapped) == "the image file has another byte order");
  CHECK(make_image_file(vocabulary(), "digest", "").error().code == ErrorCode::invalid_argument);
  CHECK(image_file_version().size() == 3);
}

TEST_CASE("image layout: no damage of an image's header gives bounds outside of it") {
  const Vocabulary built = vocabulary();
  const std::string image(VocabularyAccess::data(built).image.bytes());
  REQUIRE(bpe::has_valid_bounds(AlignedMemory(image).bytes));
  CHECK_FALSE(bpe::has_valid_bounds(AlignedMemory(image.substr(0, image.size() - 1)).bytes));
  std::mt19937 random(1);
  // Of the sizes, only these do not change the layout: they are read as they are.
  const auto is_size = [](std::size_t at) { return at >= 8; };
  for (std::size_t at = 0; at < sizeof(bpe::ImageHeader); ++at) {
    std::string damaged = image;
    damaged[at] = with_bit_flipped(damaged[at], random() % 8);
    bpe::ImageHeader header;
    std::memcpy(&header, damaged.data(), sizeof header);
    const AlignedMemory memory(damaged);
    if (!bpe::has_valid_bounds(memory.bytes)) continue;
    CHECK(is_size(at));
    for (const std::uint64_t offset : header.offsets) CHECK(offset <= damaged.size());
  }
}

TEST_CASE("checksum: every size and every bit counts") {
  std::vector<std::uint64_t> sums;
  for (std::size_t size = 0; size < 100; ++size) sums.push_back(base::checksum(std::string(size, '\0')));
  const std::string text(77, 'a');
  sums.push_back(base::checksum(text));
  for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
    std::string changed = text;
    changed[bit / 8] = with_bit_flipped(changed[bit / 8], bit % 8);
    sums.push_back(base::checksum(changed));
  }
  std::sort(sums.begin(), sums.end());
  CHECK(std::adjacent_find(sums.begin(), sums.end()) == sums.end());
}
