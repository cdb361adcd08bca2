#include "core/bpe/builder/build.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "core/bpe/builder/ranks.hpp"
#include "lib/core/bpe/images.hpp"

using namespace tokmill;

namespace {

struct BuiltIn {
  const char* name;
  const unsigned char* image;
};
const BuiltIn built_in[] = {{"r50k_base", tokmill_image_r50k_base},
                            {"p50k_base", tokmill_image_p50k_base},
                            {"cl100k_base", tokmill_image_cl100k_base},
                            {"o200k_base", tokmill_image_o200k_base}};

std::string contents(const std::string& name) {
  std::ifstream file(std::string(TOKMILL_VOCAB_DIR "/") + name + ".tiktoken", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool is_image(const Result<Vocabulary>& vocabulary, const unsigned char* image) {
  REQUIRE(vocabulary);
  const std::string_view built = VocabularyAccess::data(*vocabulary).image.bytes();
  return std::memcmp(built.data(), image, built.size()) == 0;
}

// The single bytes with the ids and ranks 0 to 255, and others.
std::vector<RankedToken> with_bytes(const std::vector<RankedToken>& others) {
  static const std::string bytes = [] {
    std::string all;
    for (unsigned byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    return all;
  }();
  std::vector<RankedToken> tokens;
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    tokens.push_back({std::string_view(bytes).substr(byte, 1), byte, byte});
  }
  tokens.insert(tokens.end(), others.begin(), others.end());
  return tokens;
}

std::vector<ListedToken> listed(const std::vector<RankedToken>& tokens) {
  std::vector<ListedToken> list;
  for (const RankedToken& token : tokens) list.push_back({token.bytes, token.id});
  return list;
}

Error error_of(const std::vector<RankedToken>& tokens) {
  const auto vocabulary = Vocabulary::from_ranks(tokens);
  REQUIRE_FALSE(vocabulary);
  return vocabulary.error();
}

std::vector<TokenId> unreachable(const Result<Vocabulary>& vocabulary) {
  REQUIRE(vocabulary);
  return {vocabulary->unreachable().begin(), vocabulary->unreachable().end()};
}

}  // namespace

TEST_CASE("build: the built-in vocabularies, byte by byte") {
  for (const auto& [name, image] : built_in) {
    const auto& its_name = name;  // clang 14 cannot capture name
    CAPTURE(its_name);
    const std::string file = contents(name);
    CHECK(is_image(Vocabulary::from_rank_file(file), image));
  }
}

TEST_CASE("build: files that the caller names") {
  CHECK(is_image(Vocabulary::read_rank_file(TOKMILL_VOCAB_DIR "/r50k_base.tiktoken"), tokmill_image_r50k_base));
  for (const char* const path : {TOKMILL_VOCAB_DIR "/none.tiktoken", TOKMILL_VOCAB_DIR}) {
    const auto none = Vocabulary::read_rank_file(path);
    REQUIRE_FALSE(none);
    CHECK(none.error().code == ErrorCode::unreadable_file);
    CHECK(none.error().message.find(path) != std::string::npos);
  }
}

TEST_CASE("build: tokens in any order, and their merges as a list, give the same image") {
  const std::string file = contents("r50k_base");
  const auto table = bpe::read_rank_table(file);
  std::vector<RankedToken> tokens = table->tokens();
  const bpe::Vocabulary view(tokmill_image_r50k_base);
  std::vector<Merge> merges;
  for (TokenId token = 256; token < view.size(); ++token) {
    const bpe::LastMerge last = view.last_merge(token);
    merges.push_back({last.left, last.right});
  }
  std::shuffle(tokens.begin(), tokens.end(), std::mt19937(1));
  CHECK(is_image(Vocabulary::from_ranks(tokens), tokmill_image_r50k_base));
  CHECK(is_image(Vocabulary::from_merges(listed(tokens), merges), tokmill_image_r50k_base));

  // All other ways to split a token are merges that no text needs.
  std::vector<Merge> all;
  for (TokenId token = 256; token < 5000; ++token) {
    for (std::size_t cut = 1; cut < view.token_size(token); ++cut) {
      const TokenId left = view.find(view.bytes(token).substr(0, cut));
      const TokenId right = view.find(view.bytes(token).substr(cut));
      if (left < token && right < token) all.push_back({left, right});
    }
  }
  std::sort(tokens.begin(), tokens.end(), [](const auto& left, const auto& right) { return left.rank < right.rank; });
  tokens.resize(5000);
  merges.resize(5000 - 256);
  REQUIRE(all.size() > merges.size() + 1000);
  const auto few = Vocabulary::from_merges(listed(tokens), merges);
  const auto many = Vocabulary::from_merges(listed(tokens), all);
  REQUIRE(few);
  REQUIRE(many);
  CHECK(VocabularyAccess::data(*few).image.bytes() == VocabularyAccess::data(*many).image.bytes());
}

TEST_CASE("build: ids are numbers where they can be") {
  const auto same = Vocabulary::from_ranks(with_bytes({{"ab", 256, 256}, {"abc", 300, 300}}));
  REQUIRE(same);
  CHECK(VocabularyAccess::data(*same).view.ids() == nullptr);
  CHECK(same->size() == 258);
  const auto other = Vocabulary::from_ranks(with_bytes({{"ab", 256, 1'000'000}, {"abc", 4'000'000'000, 300}}));
  REQUIRE(other);
  const bpe::Vocabulary& view = VocabularyAccess::data(*other).view;
  CHECK(view.size() == 258);
  CHECK(view.id_limit() == 1'000'001);
  CHECK(view.number_of(1'000'000) == 256);
  CHECK(view.number_of(300) == 257);
  CHECK(view.number_of(299) == bpe::no_token);
  CHECK(view.number_of(1'000'001) == bpe::no_token);
  CHECK(view.id_of(257) == 300);
}

TEST_CASE("build: single bytes may have any rank") {
  std::vector<RankedToken> tokens = with_bytes({{"ab", 256, 256}, {"abc", 257, 257}});
  std::swap(tokens['x'].bytes, tokens[256].bytes);  // the rank of ab is 120
  const auto vocabulary = Vocabulary::from_ranks(tokens);
  REQUIRE(vocabulary);
  const bpe::Vocabulary& view = VocabularyAccess::data(*vocabulary).view;
  CHECK(view.byte_token('x') == 255);
  CHECK(view.id_of(255) == 256);
  CHECK(view.id_of(view.find("ab")) == 120);
}

TEST_CASE("build: bytes that text cannot have need no token") {
  std::vector<RankedToken> tokens = with_bytes({{"ab", 256, 256}});
  std::erase_if(tokens, [](const RankedToken& token) {
    return token.bytes == "\xC0" || token.bytes == "\xC1" || (token.bytes.size() == 1 && token.bytes[0] >= '\xF5' && token.bytes[0] < '\0');
  });
  REQUIRE(tokens.size() == 257 - 13);
  const auto vocabulary = Vocabulary::from_ranks(tokens);
  REQUIRE(vocabulary);
  CHECK_FALSE(VocabularyAccess::data(*vocabulary).view.has_all_bytes());
  CHECK(VocabularyAccess::data(*vocabulary).view.id_of(256) == 256);
  std::erase_if(tokens, [](const RankedToken& token) { return token.bytes == "\xF1"; });
  const Error error = error_of(tokens);
  CHECK(error.code == ErrorCode::unsupported_vocabulary);
  CHECK(error.message.find("0xF1") != std::string::npos);
}

TEST_CASE("build: tokens that merging does not make") {
  // abc: bc merges first, and a bc is no token.
  CHECK(unreachable(Vocabulary::from_ranks(with_bytes({{"bc", 256, 256}, {"ab", 257, 257}, {"xyz", 258, 258}}))) ==
        std::vector<TokenId>{258});
  CHECK(unreachable(Vocabulary::from_ranks(with_bytes({{"bc", 256, 256}, {"abc", 257, 257}}))).empty());
  const std::vector<RankedToken> tokens = with_bytes({{"bc", 256, 256}, {"ab", 257, 257}, {"abc", 258, 258}});
  CHECK(unreachable(Vocabulary::from_merges(listed(tokens), std::vector<Merge>{{'b', 'c'}, {'a', 'b'}, {257, 'c'}})) ==
        std::vector<TokenId>{258});
  CHECK(unreachable(Vocabulary::from_merges(listed(tokens), std::vector<Merge>{{'b', 'c'}, {'a', 'b'}, {'a', 256}})).empty());
  CHECK(unreachable(Vocabulary::from_merges(listed(tokens), {})) == std::vector<TokenId>{256, 257, 258});
  // Of equal merges, the last one counts.
  CHECK(unreachable(Vocabulary::from_merges(
            listed(tokens), std::vector<Merge>{{'b', 'c'}, {'a', 'b'}, {257, 'c'}, {'b', 'c'}})) ==
        std::vector<TokenId>{});
}

TEST_CASE("build: a token may have a lower rank than its parts") {
  // The last merge of abc is that of a and bc.
  const auto vocabulary = Vocabulary::from_ranks(with_bytes({{"abc", 256, 256}, {"bc", 257, 257}, {"xy", 258, 258}}));
  CHECK(unreachable(vocabulary).empty());
  const bpe::Vocabulary& view = VocabularyAccess::data(*vocabulary).view;
  CHECK(view.merged('a', 257) == 256);
  REQUIRE(view.phases() != nullptr);
  CHECK(view.phases()[256] == 257);
  CHECK(view.phases()[257] == 257);
  CHECK(view.phases()[258] == 258);
  const std::vector<RankedToken> tokens = with_bytes({{"abc", 256, 256}, {"bc", 257, 257}, {"xy", 258, 258}});
  const auto from_list =
      Vocabulary::from_merges(listed(tokens), std::vector<Merge>{{'a', 257}, {'b', 'c'}, {'x', 'y'}}, WholePieces::tokens);
  REQUIRE(from_list);
  CHECK(VocabularyAccess::data(*from_list).image.bytes() == VocabularyAccess::data(*vocabulary).image.bytes());
}

TEST_CASE("build: errors have the position of the token") {
  const auto check = [](const std::vector<RankedToken>& others, ErrorCode code, std::size_t position) {
    const Error error = error_of(with_bytes(others));
    CAPTURE(error.message);
    CHECK(error.code == code);
    CHECK(error.position == position);
  };
  CHECK(error_of({}).code == ErrorCode::malformed_table);
  check({{"", 256, 256}}, ErrorCode::malformed_table, 257);
  check({{"ab", 256, 256}, {"ab", 257, 257}}, ErrorCode::malformed_table, 258);
  check({{"ab", 256, 256}, {"a", 257, 257}}, ErrorCode::malformed_table, 258);
  check({{"ab", 256, 256}, {"abc", 256, 257}}, ErrorCode::malformed_table, 258);
  check({{"ab", 256, 256}, {"abc", 257, 256}}, ErrorCode::malformed_table, 258);
  check({{"ab", 256, 1U << 22}}, ErrorCode::unsupported_vocabulary, 257);
  const std::string large(1'000'000, 'x');
  check({{large, 256, 256}}, ErrorCode::unsupported_vocabulary, 257);
  check({{std::string_view(large).substr(0, 2000), 256, 256}}, ErrorCode::unsupported_vocabulary, 0);

  const std::vector<ListedToken> tokens = listed(with_bytes({{"ab", 256, 256}, {"abc", 257, 257}, {"bc", 258, 258}}));
  const auto position = [&tokens](const std::vector<Merge>& merges, ErrorCode code) {
    const auto vocabulary = Vocabulary::from_merges(tokens, merges);
    REQUIRE_FALSE(vocabulary);
    CHECK(vocabulary.error().code == code);
    return vocabulary.error().position;
  };
  CHECK(position({{'a', 'b'}, {'a', 999}}, ErrorCode::malformed_table) == 2);
  CHECK(position({{'a', 'b'}, {'a', 'x'}}, ErrorCode::malformed_table) == 2);
}

TEST_CASE("build: many tokens and long ones take bounded time") {
  // Each token is the previous one and another letter.
  std::string text;
  for (std::uint32_t i = 0; i < 1000; ++i) text += static_cast<char>('a' + i * i % 26);
  std::vector<RankedToken> others;
  for (std::uint32_t i = 2; i < 1000; ++i) others.push_back({std::string_view(text).substr(0, i), 254 + i, 254 + i});
  const auto chain = Vocabulary::from_ranks(with_bytes(others));
  REQUIRE(chain);
  CHECK(chain->unreachable().empty());

  std::vector<std::string> words;
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    std::string word;
    for (std::uint32_t left = i; left > 0; left /= 16) word += static_cast<char>('a' + left % 16);
    words.push_back("__" + word);
  }
  others.clear();
  for (std::uint32_t i = 0; i < words.size(); ++i) others.push_back({words[i], 1000 + i, 1000 + i});
  const auto wide = Vocabulary::from_ranks(with_bytes(others));
  REQUIRE(wide);
  CHECK(wide->size() == 20'256);

  const std::vector<RankedToken> too_many(std::size_t{1} << 21, {"ab", 256, 256});
  CHECK(error_of(too_many).code == ErrorCode::unsupported_vocabulary);
}
