#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "lib/c/handles.hpp"
#include "tokmill/registry.hpp"

using namespace tokmill_c;

namespace {

constexpr std::string_view texts[] = {
    "", "hello world", "Zw\u00F6lf \u4F60\u597D 1234567", std::string_view("a\0b", 3), "caf\xE9 \xFF\xFE!", "\r\n\r\n  x",
    "<|endoftext|> and <|fim_prefix|>"};

std::size_t count(const tokmill_encoding* encoding, std::string_view text, std::uint32_t flags) {
  std::size_t tokens = 0;
  REQUIRE(tokmill_count(encoding, text.data(), text.size(), nullptr, flags, &tokens, nullptr) == TOKMILL_OK);
  return tokens;
}

std::vector<std::uint32_t> encode(const tokmill_encoding* encoding, std::string_view text,
                                  const tokmill_special_policy* policy, std::uint32_t flags,
                                  std::vector<std::uint64_t>* ends = nullptr) {
  std::size_t size = 0;
  REQUIRE(tokmill_encode(encoding, text.data(), text.size(), policy, flags, nullptr, nullptr, 0, &size, nullptr) ==
          TOKMILL_OK);
  std::vector<std::uint32_t> ids(size);
  if (ends != nullptr) ends->resize(size);
  REQUIRE(tokmill_encode(encoding, text.data(), text.size(), policy, flags, ids.data(),
                         ends != nullptr ? ends->data() : nullptr, size, &size, nullptr) == TOKMILL_OK);
  CHECK(size == ids.size());
  return ids;
}

std::string decode(const tokmill_encoding* encoding, const std::vector<std::uint32_t>& ids) {
  std::size_t size = 0;
  REQUIRE(tokmill_decode(encoding, ids.data(), ids.size(), nullptr, 0, &size, nullptr) == TOKMILL_OK);
  std::string text(size, '?');
  REQUIRE(tokmill_decode(encoding, ids.data(), ids.size(), text.data(), text.size(), &size, nullptr) == TOKMILL_OK);
  return text;
}

}  // namespace

TEST_CASE("c: counts, ids and texts are those of the C++ interface") {
  for (const std::string_view name : tokmill::encoding_names()) {
    const auto made = encoding(name);
    const tokmill::Encoding& expected = **tokmill::find_encoding(name);
    for (const std::string_view text : texts) {
      for (const auto& [flags, ill_formed] : {std::pair(0U, tokmill::IllFormed::replacement),
                                              std::pair(TOKMILL_BYTE_FALLBACK, tokmill::IllFormed::byte_fallback)}) {
        CAPTURE(text);
        std::vector<tokmill::TokenId> ids;
        expected.encode_ordinary(text, ids, ill_formed);
        CHECK(encode(made.get(), text, nullptr, flags) == ids);
        CHECK(count(made.get(), text, flags) == ids.size());
        CHECK(decode(made.get(), ids) == *expected.decode(ids));
      }
    }
  }
}

TEST_CASE("c: a text may be NULL if its size is 0") {
  const auto gpt2 = encoding("gpt2");
  std::size_t tokens = 7;
  CHECK(tokmill_count(gpt2.get(), nullptr, 0, nullptr, 0, &tokens, nullptr) == TOKMILL_OK);
  CHECK(tokens == 0);
  CHECK(tokmill_encode(gpt2.get(), nullptr, 0, nullptr, 0, nullptr, nullptr, 0, &tokens, nullptr) == TOKMILL_OK);
  CHECK(tokens == 0);
  CHECK(tokmill_decode(gpt2.get(), nullptr, 0, nullptr, 0, &tokens, nullptr) == TOKMILL_OK);
  CHECK(tokens == 0);
}

TEST_CASE("c: a small array receives the first tokens, and the number of all") {
  const auto cl100k = encoding("cl100k_base");
  std::uint32_t ids[] = {7, 7};
  std::uint64_t ends[] = {7, 7};
  std::size_t size = 0;
  CHECK(tokmill_encode(cl100k.get(), "hello world", 11, nullptr, 0, ids, nullptr, 1, &size, nullptr) == TOKMILL_OK);
  CHECK(size == 2);
  CHECK(ids[0] == 15339);
  CHECK(ids[1] == 7);
  CHECK(tokmill_encode(cl100k.get(), "hello world", 11, nullptr, 0, ids, ends, 1, &size, nullptr) == TOKMILL_OK);
  CHECK(size == 2);
  CHECK(ends[0] == 5);
  CHECK(ends[1] == 7);
  char text[] = "???";
  CHECK(tokmill_decode(cl100k.get(), ids, 1, text, 2, &size, nullptr) == TOKMILL_OK);
  CHECK(size == 5);
  CHECK(std::string_view(text) == "he?");
}

TEST_CASE("c: special tokens follow the policy") {
  const auto cl100k = encoding("cl100k_base");
  const std::string_view text = "a<|endoftext|><|fim_prefix|>";
  const auto allow = allow_policy();
  std::vector<std::uint64_t> ends;
  CHECK(encode(cl100k.get(), text, allow.get(), 0, &ends) == std::vector<std::uint32_t>{64, 100257, 100258});
  CHECK(ends == std::vector<std::uint64_t>{1, 14, 28});
  std::size_t tokens = 0;
  CHECK(tokmill_count(cl100k.get(), text.data(), text.size(), allow.get(), 0, &tokens, nullptr) == TOKMILL_OK);
  CHECK(tokens == 3);

  const auto error = error_policy();
  const auto count_with = [&](const tokmill_special_policy* policy) {
    return failure_of([&](tokmill_error** out) {
      return tokmill_count(cl100k.get(), text.data(), text.size(), policy, 0, &tokens, out);
    });
  };
  const Failure disallowed = count_with(error.get());
  CHECK(disallowed.status == TOKMILL_DISALLOWED_SPECIAL_TOKEN);
  CHECK(disallowed.position == 1);

  const tokmill_text first = text_of("<|endoftext|>");
  const tokmill_text second = text_of("<|fim_prefix|>");
  tokmill_special_policy* made = nullptr;
  REQUIRE(tokmill_special_policy_new(TOKMILL_SPECIAL_ERROR, &first, 1, nullptr, 0, &made, nullptr) == TOKMILL_OK);
  const PolicyHandle allow_first(made);
  CHECK(count_with(made).position == 14);
  REQUIRE(tokmill_special_policy_new(TOKMILL_SPECIAL_ORDINARY, &first, 1, &second, 1, &made, nullptr) == TOKMILL_OK);
  const PolicyHandle both(made);
  CHECK(count_with(made).position == 14);
  REQUIRE(tokmill_special_policy_new(TOKMILL_SPECIAL_ORDINARY, &first, 1, nullptr, 0, &made, nullptr) == TOKMILL_OK);
  const PolicyHandle one(made);
  CHECK(encode(cl100k.get(), "<|endoftext|>", made, 0) == std::vector<std::uint32_t>{100257});

  const tokmill_text unknown = text_of("<|nope|>");
  REQUIRE(tokmill_special_policy_new(TOKMILL_SPECIAL_ERROR, &unknown, 1, nullptr, 0, &made, nullptr) == TOKMILL_OK);
  const PolicyHandle other(made);
  CHECK(count_with(made).status == TOKMILL_UNKNOWN_SPECIAL_TOKEN);
}

TEST_CASE("c: a count within a limit") {
  const auto cl100k = encoding("cl100k_base");
  int within = -1;
  std::size_t tokens = 7;
  CHECK(tokmill_count_within(cl100k.get(), "hello world", 11, 1, 0, &within, &tokens, nullptr) == TOKMILL_OK);
  CHECK(within == 0);
  CHECK(tokens == 7);
  CHECK(tokmill_count_within(cl100k.get(), "hello world", 11, 2, 0, &within, &tokens, nullptr) == TOKMILL_OK);
  CHECK(within == 1);
  CHECK(tokens == 2);
  CHECK(tokmill_count_within(cl100k.get(), "hello world", 11, 2, 0, &within, nullptr, nullptr) == TOKMILL_OK);
}

TEST_CASE("c: a long text is counted on several threads") {
  const auto o200k = encoding("o200k_base");
  std::string text;
  while (text.size() < std::size_t{3} << 20) text += "The quick brown fox jumps over the lazy dog. ";
  std::size_t tokens = 0;
  for (const std::size_t threads : std::initializer_list<std::size_t>{0, 1, 3}) {
    CHECK(tokmill_count_parallel(o200k.get(), text.data(), text.size(), threads, 0, &tokens, nullptr) == TOKMILL_OK);
    CHECK(tokens == count(o200k.get(), text, 0));
  }
}

TEST_CASE("c: pieces and the tokenized text") {
  const auto o200k = encoding("o200k_base");
  const std::string_view text = "They'll say\xFF 3.14";
  char* out = nullptr;
  std::size_t size = 0;
  REQUIRE(tokmill_tokenized_text(o200k.get(), text.data(), text.size(), nullptr, 0, &out, &size, nullptr) ==
          TOKMILL_OK);
  CHECK(take(out, size) == "They'll say\uFFFD 3.14");
  tokmill_span* pieces = nullptr;
  REQUIRE(tokmill_pieces(o200k.get(), text.data(), text.size(), 0, &pieces, &size, nullptr) == TOKMILL_OK);
  const auto expected = (*tokmill::find_encoding("o200k_base"))->pieces(text);
  REQUIRE(size == expected.size());
  for (std::size_t i = 0; i < size; ++i) {
    CHECK(pieces[i].start == expected[i].start);
    CHECK(pieces[i].end == expected[i].end);
  }
  tokmill_free(pieces);
  REQUIRE(tokmill_pieces(o200k.get(), nullptr, 0, 0, &pieces, &size, nullptr) == TOKMILL_OK);
  CHECK(size == 0);
  CHECK(pieces != nullptr);
  tokmill_free(pieces);
}
