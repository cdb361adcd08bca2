#include "tokmill/vocabularies/stored_encoding.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/aligned_memory.hpp"
#include "tokmill/sha256.hpp"

using namespace tokmill;
using namespace tokmill::vocabularies;

namespace {

// A rank file of the bytes and "ab", with the rank 256.
std::string rank_file() {
  constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string file;
  for (unsigned byte = 0; byte < 256; ++byte) {
    file.append({digits[byte >> 2], digits[(byte & 3U) << 4]}).append("== ").append(std::to_string(byte)).append("\n");
  }
  return file + "YWI= 256\n";
}

std::string stored() {
  const auto read = read_storable_encoding(rank_file(), {"first", "cl100k"});
  REQUIRE(read);
  const auto file = store_encoding(*read, sha256(rank_file()));
  REQUIRE(file);
  return file->start + std::string(file->tables);
}

}  // namespace

TEST_CASE("stored encoding: what is stored is restored, under another name") {
  const std::string file = stored();
  std::optional<Encoding> encoding;
  {
    const AlignedMemory memory(file);
    const auto restored = restore_encoding(memory.bytes, memory.owner, "second");
    REQUIRE(restored);
    encoding = *restored;
  }
  // The encoding keeps the memory.
  CHECK(encoding->name() == "second");
  CHECK(encoding->count("abc ab 1234") == read_encoding(rank_file(), {"first", "cl100k"})->count("abc ab 1234"));
  std::vector<TokenId> ids;
  encoding->encode_ordinary("cab", ids);
  CHECK(ids == std::vector<TokenId>{'c', 256});
}

TEST_CASE("stored encoding: the same encoding gives the same bytes") { CHECK(stored() == stored()); }

TEST_CASE("stored encoding: the key depends on the parts but not on the name") {
  CHECK(stored_encoding_key({"a", "gpt2"}) == stored_encoding_key({"b", "gpt2"}));
  CHECK(stored_encoding_key({"a", "gpt2"}) != stored_encoding_key({"a", "cl100k"}));
  CHECK(stored_encoding_key({"a", ""}).size() == 64);
}

TEST_CASE("stored encoding: an image file with other parts is refused") {
  const auto read = read_storable_encoding(rank_file(), {"first", "cl100k"});
  REQUIRE(read);
  const auto file = make_image_file(read->vocabulary, sha256(""), "no parts");
  REQUIRE(file);
  const AlignedMemory memory(file->start + std::string(file->tables));
  CHECK(restore_encoding(memory.bytes, memory.owner, "x").error().code == ErrorCode::unusable_image);
}
