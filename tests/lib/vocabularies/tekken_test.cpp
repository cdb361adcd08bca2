#include "vocabularies/tekken.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/vocabularies/read.hpp"
#include "vocabularies/base64.hpp"

using namespace tokmill;
using namespace tokmill::vocabularies;

namespace {

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    unsigned bits = 0;
    for (std::size_t j = 0; j < 3; ++j) bits = bits << 8 | (j < group.size() ? static_cast<unsigned char>(group[j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j) text += j <= group.size() ? digits[bits >> (18 - 6 * j) & 63] : '=';
  }
  return text;
}

// All bytes and three more tokens, the last of which is beyond the default size.
std::string tekken_rows() {
  std::string json = "[";
  std::vector<std::string> tokens;
  for (unsigned byte = 0; byte < 256; ++byte) tokens.emplace_back(1, static_cast<char>(byte));
  for (const char* token : {"ab", "abc", "cc"}) tokens.emplace_back(token);
  for (std::size_t rank = 0; rank < tokens.size(); ++rank) {
    json += (rank == 0 ? "" : ",") + std::string(R"({"rank":)") + std::to_string(rank) + R"(,"token_bytes":")" +
            base64(tokens[rank]) + R"(","token_str":null})";
  }
  return json + "]";
}

std::string tekken_of(std::string_view config, std::string_view more = "") {
  return std::string(R"({"config":)").append(config).append(R"(,"vocab":)").append(tekken_rows()).append(more).append("}");
}

constexpr std::string_view usual_config =
    R"({"pattern":"[a-z]+|[^a-z]","default_vocab_size":288,"default_num_special_tokens":30,"version":"v3"})";

std::string tekken_error(const std::string& file) {
  const Result<Encoding> encoding = read_encoding(file, {"mine", ""});
  REQUIRE_FALSE(encoding);
  return encoding.error().message;
}

}  // namespace

TEST_CASE("base64") {
  std::string bytes;
  CHECK(append_base64_bytes("YWJj", bytes));
  CHECK(append_base64_bytes("YQ==", bytes));
  CHECK(append_base64_bytes("YWI=", bytes));
  CHECK(append_base64_bytes("", bytes));
  CHECK(bytes == "abcaab");
  for (const char* wrong : {"YQ", "YQ=", "Y===", "Y=Q=", "YQ==YQ==", "Y Q=", "===="}) {
    CAPTURE(wrong);
    std::string ignored;
    CHECK_FALSE(append_base64_bytes(wrong, ignored));
  }
}

TEST_CASE("a tekken.json becomes an encoding") {
  const Result<Encoding> encoding = read_encoding(tekken_of(usual_config), {"mine", ""});
  REQUIRE_MESSAGE(encoding, (encoding ? "" : encoding.error().message));
  std::vector<TokenId> ids;
  encoding->encode_ordinary("abcab!cc", ids);
  CHECK(ids == std::vector<TokenId>{30 + 257, 30 + 256, 30 + '!', 30 + 'c', 30 + 'c'});
  CHECK(encoding->vocabulary_size() == 288);
  CHECK(encoding->token_id("[INST]") == 3);
  CHECK(encoding->token_bytes(19) == "[TOOL_CONTENT]");
  CHECK(encoding->token_bytes(20) == "<SPECIAL_20>");
  CHECK(encoding->special_tokens().size() == 30);
  CHECK(std::ranges::equal(encoding->prefix_tokens(), std::vector<TokenId>{1}));
  CHECK(encoding->suffix_tokens().empty());
  CHECK(*encoding->encode("[INST]a", SpecialPolicy::allow_all()) == std::vector<TokenId>{3, 30 + 'a'});
}

TEST_CASE("the special tokens of the file") {
  const std::string more = R"(,"special_tokens":[{"rank":0,"token_str":"<a>"},{"rank":1,"token_str":"<b>"}])";
  const Result<Encoding> encoding = read_encoding(tekken_of(usual_config, more), {"mine", ""});
  REQUIRE_MESSAGE(encoding, (encoding ? "" : encoding.error().message));
  CHECK(encoding->token_id("<b>") == 1);
  CHECK(encoding->token_bytes(2) == "<SPECIAL_2>");
}

TEST_CASE("errors name the member") {
  const auto config = [](std::string_view members) { return tekken_of(std::string("{").append(members).append("}")); };
  CHECK(tekken_error(config("")) == "/config/pattern: this member is required");
  CHECK(tekken_error(config(R"("pattern":"a")")) == "/config/default_vocab_size: this member is required");
  CHECK(tekken_error(config(R"("pattern":"a","default_vocab_size":5,"default_num_special_tokens":6)")) ==
        "/config/default_num_special_tokens: expected at most default_vocab_size");
  CHECK(tekken_error(config(R"("pattern":"a","default_vocab_size":4194305,"default_num_special_tokens":6)")) ==
        "/config/default_vocab_size: at most 4194304 tokens are supported");
  CHECK(tekken_error(config(R"("pattern":"a","default_vocab_size":70000,"default_num_special_tokens":65537)")) ==
        "/config/default_num_special_tokens: at most 65536 are supported");
  CHECK(tekken_error(config(R"("pattern":"a","default_vocab_size":260,"default_num_special_tokens":0)")) ==
        "/vocab: expected at least 260 tokens, got 259");
  CHECK(tekken_error(config(R"("pattern":"a","default_vocab_size":288,"default_num_special_tokens":30,"version":"v11")")) ==
        "/special_tokens: this member is required");
  CHECK(tekken_error(tekken_of(usual_config, R"(,"special_tokens":[{"rank":1,"token_str":"<a>"}])")) ==
        "/special_tokens/0/rank: expected 0, got 1");
  CHECK(tekken_error(R"({"config":{"pattern":"a","default_vocab_size":1,"default_num_special_tokens":0,"version":"v3"},)"
                   R"("vocab":[{"rank":0,"token_bytes":"YQ"}]})") ==
        "/vocab/0/token_bytes: expected a token in padded base64");
  CHECK(tekken_error(R"({"config":1,"vocab":[]})") == "/config: expected an object, got a number");
}
