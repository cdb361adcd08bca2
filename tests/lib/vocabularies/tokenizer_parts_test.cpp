#include "vocabularies/tokenizer_parts.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace tokmill;
using namespace tokmill::vocabularies;

namespace {

TokenizerParts parts_of_everything() {
  TokenizerParts parts;
  parts.splits = {Split{"\\s+", PatternSyntax::oniguruma, SplitBehavior::merged_with_next, true}, ByteLevel{true},
                  Digits{true}, Punctuation{SplitBehavior::contiguous}};
  parts.normalizers = {NormalForm::nfkd, Lowercase{}, Replace{" ", std::string("\0x", 2)}, Prepend{"_"}};
  parts.added = {{"<a>", 4'000'000'000, true, false}, {"", 0, false, true}};
  parts.prefix = {1, 2};
  parts.suffix = {3};
  parts.strips_first_blank = true;
  return parts;
}

}  // namespace

TEST_CASE("parts: what is written is read") {
  const auto read = read_parts(write_parts(parts_of_everything()));
  REQUIRE(read);
  CHECK(read->splits == parts_of_everything().splits);
  REQUIRE(read->normalizers.size() == 4);
  CHECK(std::get<NormalForm>(read->normalizers[0]) == NormalForm::nfkd);
  CHECK(std::holds_alternative<Lowercase>(read->normalizers[1]));
  CHECK(std::get<Replace>(read->normalizers[2]).content == std::string("\0x", 2));
  CHECK(std::get<Prepend>(read->normalizers[3]).content == "_");
  REQUIRE(read->added.size() == 2);
  CHECK(read->added[0].name == "<a>");
  CHECK(read->added[0].id == 4'000'000'000);
  CHECK((read->added[0].special && !read->added[0].normalized));
  CHECK((!read->added[1].special && read->added[1].normalized));
  CHECK(read->prefix == std::vector<TokenId>{1, 2});
  CHECK(read->suffix == std::vector<TokenId>{3});
  CHECK(read->strips_first_blank);
}

TEST_CASE("parts: the default is kept") {
  const auto read = read_parts(write_parts({}));
  REQUIRE(read);
  CHECK(read->splits.empty());
}

TEST_CASE("parts: cut off, longer, or of another version") {
  const std::string bytes = write_parts(parts_of_everything());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto read = read_parts(std::string_view(bytes).substr(0, size));
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::unusable_image);
  }
  CHECK_FALSE(read_parts(bytes + '\0'));
  std::string other = bytes;
  ++other[0];
  CHECK(read_parts(other).error().message == "the parts of the tokenizer are of another version");
}

TEST_CASE("parts: random damage gives an error or other parts, which are written as they were read") {
  std::mt19937 random(1);
  const std::string bytes = write_parts(parts_of_everything());
  for (int i = 0; i < 20'000; ++i) {
    std::string damaged = bytes;
    for (std::size_t changes = 1 + random() % 3; changes > 0; --changes) {
      damaged[random() % damaged.size()] = static_cast<char>(random() % 4 == 0 ? random() : random() % 6);
    }
    if (const auto read = read_parts(damaged)) CHECK(write_parts(*read) == damaged);
  }
}
