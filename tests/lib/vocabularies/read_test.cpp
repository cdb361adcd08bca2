#include "tokmill/vocabularies/read.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encodings.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "vocabularies/known_splits.hpp"

using namespace tokmill;
using namespace tokmill::vocabularies;

namespace {

// The byte alphabet, by byte.
std::vector<std::string> byte_alphabet() {
  std::vector<std::string> characters;
  unsigned next = 256;
  for (unsigned byte = 0; byte < 256; ++byte) {
    const bool is_printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    const unsigned character = is_printable ? byte : next++;
    if (character < 0x80) {
      characters.emplace_back(1, static_cast<char>(character));
    } else {
      characters.push_back({static_cast<char>(0xC0U | character >> 6), static_cast<char>(0x80U | (character & 0x3FU))});
    }
  }
  return characters;
}

// A vocabulary of the bytes, with ids from 1000 down, and of "ab" and "abc" with the ids 0 and 2.
std::string vocabulary_json() {
  formats::JsonWriter json;
  json.begin_object().member("ab", 0).member("abc", 2);
  int id = 1000;
  for (const std::string& character : byte_alphabet()) json.member(character, id--);
  json.end_object();
  return json.text();
}

constexpr TokenId id_of(char byte) { return 1000U - static_cast<unsigned char>(byte); }

std::string tokenizer_json(std::string_view pre_tokenizer, std::string_view more_members = "",
                           std::string_view more_of_model = "") {
  return std::string(R"({"pre_tokenizer": )").append(pre_tokenizer).append(R"(, "model": {"merges": ["a b", "ab c"])")
      .append(more_of_model).append(", \"vocab\": ").append(vocabulary_json()).append("}").append(more_members).append("}");
}

constexpr std::string_view byte_level = R"({"type": "ByteLevel", "add_prefix_space": false})";
constexpr std::string_view special = R"(, "added_tokens": [{"id": 9, "content": "<e>", "special": true}])";

std::vector<TokenId> ids_of(const Encoding& encoding, std::string_view text) {
  std::vector<TokenId> ids;
  encoding.encode_ordinary(text, ids);
  return ids;
}

Error read_error(const std::string& contents, std::string pattern = "") {
  const Result<Encoding> encoding = read_encoding(contents, {"mine", std::move(pattern)});
  REQUIRE_FALSE(encoding);
  return encoding.error();
}

}  // namespace

TEST_CASE("a tokenizer.json becomes an encoding") {
  const Result<Encoding> encoding = read_encoding(tokenizer_json(byte_level, special), {"mine", ""});
  REQUIRE_MESSAGE(encoding, (encoding ? "" : encoding.error().message));
  CHECK(encoding->name() == "mine");
  CHECK(ids_of(*encoding, "abcab") == std::vector<TokenId>{2, 0});
  CHECK(ids_of(*encoding, "b <e>") == std::vector<TokenId>{id_of('b'), id_of(' '), id_of('<'), id_of('e'), id_of('>')});
  const auto allowed = encoding->encode("ab<e>c", SpecialPolicy::allow_all());
  REQUIRE(allowed);
  CHECK(*allowed == std::vector<TokenId>{0, 258, id_of('c')});  // 258: the number of tokens in the vocabulary
  CHECK(*encoding->decode(*allowed) == "ab<e>c");
  CHECK(ids_of(*encoding, "\xC3\xA9").size() == 2);
}

TEST_CASE("ignore_merges: a piece that is a token is that token") {
  // No merge makes "ax".
  const std::string pieces = vocabulary_json().insert(1, R"("ax": 3,)");
  for (const bool ignore : {false, true}) {
    const std::string json = std::string(R"({"pre_tokenizer": )").append(byte_level).append(R"(, "model": {"merges": ["a b"],)")
        .append(ignore ? R"("ignore_merges": true,)" : "").append("\"vocab\": ").append(pieces).append("}}");
    const Result<Encoding> encoding = read_encoding(json, {"mine", ""});
    REQUIRE(encoding);
    CHECK(ids_of(*encoding, "ax") == (ignore ? std::vector<TokenId>{3} : std::vector<TokenId>{id_of('a'), id_of('x')}));
    CHECK(ids_of(*encoding, "axx").size() == 3);
  }
}

TEST_CASE("the pattern of o200k in a tokenizer.json") {
  const Split split = std::get<Split>(find_known_splits("o200k")->steps()[0]);
  const std::string steps = std::string(R"({"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"Regex": )")
      .append(formats::json_string(split.pattern)).append(R"(}, "behavior": "Isolated"}, )")
      .append(R"({"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}]})");
  const Result<Encoding> encoding = read_encoding(tokenizer_json(steps), {"mine", ""});
  REQUIRE(encoding);
  const std::string_view text = "HTTPServer's 1234567\n\n  ok";
  CHECK(encoding->pieces(text) == o200k_base().pieces(text));
}

TEST_CASE("a rank file needs a pattern") {
  const std::string ranks = "YQ== 0\nYg== 1\nYWI= 2\n";
  CHECK(read_error(ranks).code == ErrorCode::unsupported_vocabulary);  // bytes are missing
  std::string all;
  for (int byte = 0; byte < 256; ++byte) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    all += digits[static_cast<std::size_t>(byte >> 2)];
    all += digits[static_cast<std::size_t>((byte & 3) << 4)];
    all += "== " + std::to_string(byte) + "\n";
  }
  CHECK(read_error(all).message == "a rank file does not say how texts are split; a pattern is required");
  CHECK(read_error(all, "gpt3").code == ErrorCode::unknown_pattern);
  const Result<Encoding> encoding = read_encoding(all + "YWI= 300\n", {"mine", "cl100k"});
  REQUIRE(encoding);
  CHECK(ids_of(*encoding, "abc") == std::vector<TokenId>{300, 'c'});
}

TEST_CASE("vocab.json and merges.txt") {
  const Result<Encoding> encoding = read_encoding(vocabulary_json(), "#version: 0.2\na b\nab c\n", "mine");
  REQUIRE(encoding);
  CHECK(ids_of(*encoding, "abc abc") == std::vector<TokenId>{2, id_of(' '), 2});
  CHECK(read_encoding(vocabulary_json(), "a x\n", "mine").error().position == 1);
}

TEST_CASE("normalizers, added tokens that are not special, and missing bytes") {
  const std::string added = R"(, "normalizer": {"type": "NFC"}, "added_tokens": [{"id": 9, "content": "<t>"},
      {"id": 9, "content": "<u>", "normalized": false}, {"id": 9, "content": "<s>", "special": true}])";
  const Result<Encoding> encoding = read_encoding(tokenizer_json(byte_level, added), {"mine", ""});
  REQUIRE_MESSAGE(encoding, (encoding ? "" : encoding.error().message));
  CHECK(ids_of(*encoding, "ab<t>c<u>") == std::vector<TokenId>{0, 258, id_of('c'), 259});
  CHECK(ids_of(*encoding, "<s>").size() == 3);
  CHECK(*encoding->encode("<s>ab", SpecialPolicy::allow_all()) == std::vector<TokenId>{260, 0});
  CHECK(encoding->encode("ab<s>", SpecialPolicy::error()).error().position == 2);
  CHECK(ids_of(*encoding, "e\xCC\x81") == ids_of(*encoding, "\xC3\xA9"));
  CHECK(encoding->tokenized_text("e\xCC\x81") == "\xC3\xA9");
  CHECK(encoding->added_tokens().size() == 2);
  CHECK(encoding->special_tokens().size() == 1);

  const std::string few = R"({"pre_tokenizer": )" + std::string(byte_level) +
                          R"(, "model": {"merges": ["a b"], "vocab": {"a": 0, "b": 1, "ab": 2, "😀": 3}}})";
  const Result<Encoding> gaps = read_encoding(few, {"mine", ""});
  REQUIRE_MESSAGE(gaps, (gaps ? "" : gaps.error().message));
  CHECK(ids_of(*gaps, "axb x b😀") == std::vector<TokenId>{2, 1});
  CHECK(*gaps->decode(std::vector<TokenId>{3, 0}) == "😀a");
}

TEST_CASE("what is not supported is named") {
  CHECK(read_error(R"({"model": {"type": "WordPiece", "vocab": {}}})").message == "/model/type: expected BPE, got WordPiece");
  CHECK(read_error(tokenizer_json(byte_level, "", R"(, "dropout": 0.1)")).message ==
        "/model/dropout: this feature is not supported");
  CHECK(read_error(tokenizer_json(byte_level), "gpt2").code == ErrorCode::invalid_argument);
}

TEST_CASE("special tokens of a rank file") {
  const std::string ranks = [] {
    std::string lines;
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (unsigned byte = 0; byte < 256; ++byte) {
      lines += std::string{digits[byte >> 2U], digits[(byte & 3U) << 4U]} + "== " + std::to_string(byte) + "\n";
    }
    return lines;
  }();
  const auto encoding = read_encoding(ranks, {"mine", "gpt2", {{"<e>", 300}, {"<f>", 400}}});
  REQUIRE(encoding);
  CHECK(encoding->special_tokens().size() == 2);
  CHECK(*encoding->encode("a<f>", SpecialPolicy::allow_all()) == std::vector<TokenId>{'a', 400});
  CHECK(read_encoding(ranks, {"mine", "gpt2", {{"", 300}}}).error().code == ErrorCode::invalid_argument);
  const auto refused = read_encoding(tokenizer_json(byte_level), {"mine", "", {{"<e>", 300}}});
  CHECK(refused.error().message == "the file has its own special tokens; others are for rank files");

  const auto summary = summarize_file(ranks);
  REQUIRE(summary);
  CHECK(summary->format == "ranks");
  CHECK(summary->pattern.empty());
  CHECK(summary->tokens == 256);
  CHECK(summary->merges == 0);
}

TEST_CASE("the summary of a file") {
  const auto summary = summarize_file(tokenizer_json(
      byte_level,
      R"(, "normalizer": {"type": "NFC"}, "added_tokens": [{"id": 900, "content": "<e>", "special": true},
         {"id": 901, "content": "<f>", "special": false}, {"id": 902, "content": "<g>", "special": true}])",
      R"(, "ignore_merges": true)"));
  REQUIRE(summary);
  CHECK(summary->format == "tokenizer.json");
  CHECK(summary->pattern == "gpt2");
  CHECK(summary->tokens == 258);
  CHECK(summary->merges == 2);
  CHECK(summary->special_tokens == 2);
  CHECK(summary->other_added_tokens == 1);
  CHECK(summary->normalizers == std::vector<Normalizer>{NormalForm::nfc});
  CHECK(summary->ignore_merges);
  CHECK_FALSE(summary->byte_fallback);
  const auto other = summarize_file(tokenizer_json(R"({"type": "Digits", "individual_digits": true})"));
  CHECK((!other || other->pattern.empty()));
  CHECK(summarize_file("{").error().code == ErrorCode::malformed_tokenizer);

  const auto two = summarize_file(vocabulary_json(), "a b\n");
  REQUIRE(two);
  CHECK(two->format == "vocab.json");
  CHECK(two->merges == 1);
  CHECK(two->pattern == "gpt2");
}
