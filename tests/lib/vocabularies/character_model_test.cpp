#include "vocabularies/character_model.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tokmill/formats/json_writer.hpp"
#include "tokmill/vocabularies/read.hpp"

using namespace tokmill;
using namespace tokmill::vocabularies;

namespace {

constexpr std::string_view mark = "▁";

// A model as its file describes it.
struct Model {
  std::vector<std::string> tokens;  // by id
  std::vector<std::pair<std::string, std::string>> merges;
  bool byte_fallback = false;
  std::string unknown;
  bool fuse_unknown = false;
  bool ignore_merges = false;
};

std::vector<std::string> characters_of(std::string_view text) {
  std::vector<std::string> characters;
  for (const char byte : text) {
    if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80) characters.emplace_back();
    characters.back() += byte;
  }
  return characters;
}

// The tokens of a text without blanks, in the order of the steps of Hugging Face's BPE: characters, bytes or unknown
// tokens, then the merge of the lowest rank, again and again.
std::vector<TokenId> reference(const Model& model, const std::string& text) {
  const auto id_of = [&](const std::string& token) -> std::optional<TokenId> {
    const auto found = std::ranges::find(model.tokens, token);
    if (found == model.tokens.end()) return std::nullopt;
    return static_cast<TokenId>(found - model.tokens.begin());
  };
  if (text.empty()) return {};
  if (const auto whole = model.ignore_merges ? id_of(text) : std::nullopt) return {*whole};
  std::vector<TokenId> ids;
  bool is_after_unknown = false;
  for (const std::string& character : characters_of(text)) {
    const bool fuses = std::exchange(is_after_unknown, false) && model.fuse_unknown;
    if (const auto id = id_of(character)) {
      ids.push_back(*id);
    } else if (model.byte_fallback) {
      for (const char byte : character) {
        char name[8];
        std::snprintf(name, sizeof name, "<0x%02X>", static_cast<unsigned>(static_cast<unsigned char>(byte)));
        ids.push_back(*id_of(name));
      }
    } else if (!model.unknown.empty()) {
      if (!fuses) ids.push_back(*id_of(model.unknown));
      is_after_unknown = true;
    } else {
      is_after_unknown = fuses;
    }
  }
  for (;;) {
    std::size_t best = model.merges.size();
    std::size_t place = 0;
    for (std::size_t i = 0; i + 1 < ids.size(); ++i) {
      const auto pair = std::pair(model.tokens[ids[i]], model.tokens[ids[i + 1]]);
      const auto rank = static_cast<std::size_t>(std::ranges::find(model.merges, pair) - model.merges.begin());
      if (rank < best) {
        best = rank;
        place = i;
      }
    }
    if (best == model.merges.size()) return ids;
    ids[place] = *id_of(model.merges[best].first + model.merges[best].second);
    ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(place) + 1);
  }
}

std::string json_of(const Model& model, std::string_view more = "") {
  formats::JsonWriter json;
  json.begin_object();
  for (std::size_t id = 0; id < model.tokens.size(); ++id) json.member(model.tokens[id], static_cast<int>(id));
  json.end_object();
  std::string merges;
  for (const auto& [left, right] : model.merges) {
    if (!merges.empty()) merges += ',';
    merges += "[" + formats::json_string(left) + "," + formats::json_string(right) + "]";
  }
  const auto flag = [](bool value) { return std::string(value ? "true" : "false"); };
  return R"({"model":{"type":"BPE","byte_fallback":)" + flag(model.byte_fallback) + R"(,"fuse_unk":)" +
         flag(model.fuse_unknown) + R"(,"ignore_merges":)" + flag(model.ignore_merges) +
         (model.unknown.empty() ? "" : R"(,"unk_token":)" + formats::json_string(model.unknown)) + R"(,"vocab":)" +
         json.text() + R"(,"merges":[)" + merges + "]}" + std::string(more) + "}";
}

constexpr std::string_view to_marks =
    R"(,"normalizer":{"type":"Replace","pattern":{"String":" "},"content":"▁"})";

void add_bytes(Model& model) {
  model.byte_fallback = true;
  for (unsigned byte = 0; byte < 256; ++byte) {
    char name[8];
    std::snprintf(name, sizeof name, "<0x%02X>", byte);
    model.tokens.emplace_back(name);
  }
}

std::string with_marks(std::string_view text) {
  std::string marked;
  for (const char byte : text) byte == ' ' ? marked += mark : marked += byte;
  return marked;
}

Encoding encoding_of(const std::string& json) {
  Result<Encoding> encoding = read_encoding(json, {"mine", ""});
  REQUIRE_MESSAGE(encoding, (encoding ? "" : encoding.error().message));
  return *std::move(encoding);
}

std::vector<TokenId> character_ids(const Encoding& encoding, std::string_view text) {
  std::vector<TokenId> ids;
  encoding.encode_ordinary(text, ids);
  return ids;
}

std::string character_error(const std::string& json) {
  const Result<Encoding> encoding = read_encoding(json, {"mine", ""});
  REQUIRE_FALSE(encoding);
  return encoding.error().message;
}

// A model of a few characters, with merges of any tokens made so far.
Model random_model(std::mt19937& random) {
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  Model model;
  model.tokens = {"<unk>", "a", "b", "é", "語", "😀", ">"};
  if (below(4) != 0) model.tokens.emplace_back(mark);
  if (below(2) == 0) model.tokens.emplace_back("\n");
  const std::size_t characters = model.tokens.size();
  switch (below(4)) {
    case 0: add_bytes(model); break;
    case 1: model.unknown = "<unk>"; break;
    case 2: model.unknown = "<unk>"; model.fuse_unknown = true; break;
    default: break;
  }
  model.ignore_merges = below(4) == 0;
  std::vector<std::string> parts(model.tokens.begin() + 1, model.tokens.begin() + static_cast<std::ptrdiff_t>(characters));
  for (std::size_t i = below(30); i > 0; --i) {
    const auto pair = std::pair(parts[below(parts.size())], parts[below(parts.size())]);
    const std::string both = pair.first + pair.second;
    if (std::ranges::find(model.merges, pair) != model.merges.end()) continue;
    // Rarely a token has a blank after another character, as in the vocabularies in use.
    if (both.find(mark, mark.size()) != std::string::npos && below(4) != 0) continue;
    model.merges.push_back(pair);
    if (std::ranges::find(model.tokens, both) != model.tokens.end()) continue;
    model.tokens.push_back(both);
    parts.push_back(both);
  }
  if (below(3) == 0) model.tokens.emplace_back("ax" + std::string(mark) + "x");
  return model;
}

}  // namespace

TEST_CASE("random models give the tokens of the reference") {
  std::mt19937 random(7);
  const std::vector<std::string> alphabet = {"a", "b", "é", "語", "😀", ">", " ", "\n", "x", "ü", "界"};
  for (int round = 0; round < 400; ++round) {
    const Model model = random_model(random);
    const std::string json = json_of(model, to_marks);
    const Encoding encoding = encoding_of(json);
    for (int i = 0; i < 20; ++i) {
      std::string text;
      for (std::size_t size = random() % 40; size > 0; --size) text += alphabet[random() % alphabet.size()];
      if (i == 0) text = "ax x";
      CAPTURE(json);
      CAPTURE(text);
      const std::vector<TokenId> expected = reference(model, with_marks(text));
      CHECK(character_ids(encoding, text) == expected);
      CHECK(character_ids(encoding, with_marks(text)) == expected);
      CHECK(encoding.count(text) == expected.size());
      const bool has_mark = std::ranges::find(model.tokens, mark) != model.tokens.end();
      if (model.byte_fallback && has_mark) CHECK(*encoding.decode(expected) == text);
    }
  }
}

TEST_CASE("runs of a character, with merges in any order") {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    Model model;
    model.unknown = "b";
    model.tokens = {"b"};
    std::vector<std::string> runs;
    const std::size_t longest = 2 + random() % 10;
    for (std::size_t size = 1; size <= longest; ++size) runs.emplace_back(size, 'a');
    model.tokens.insert(model.tokens.end(), runs.begin(), runs.end());
    // Longer ones first, as Gemma's list has them.
    for (std::size_t left = longest; left > 0; --left) {
      for (std::size_t right = longest - left; right > 0; --right) {
        if (round % 3 == 0 || random() % 4 != 0) model.merges.emplace_back(runs[left - 1], runs[right - 1]);
      }
    }
    if (round % 2 == 0) std::ranges::shuffle(model.merges, random);
    const Encoding encoding = encoding_of(json_of(model));
    for (std::size_t size = 1; size < 30; ++size) {
      const std::string text(size, 'a');
      CAPTURE(json_of(model));
      CAPTURE(text);
      CHECK(character_ids(encoding, text) == reference(model, text));
    }
  }
}

TEST_CASE("errors of from_characters have positions in the lists of the caller") {
  const std::vector<ListedToken> tokens = {{"é", 0}, {"a", 1}, {"éa", 2}};
  const auto list_error = [](std::span<const ListedToken> list, std::span<const Merge> merges,
                           const MissingCharacters& missing) {
    const Result<Vocabulary> vocabulary = Vocabulary::from_characters(list, merges, missing);
    REQUIRE_FALSE(vocabulary);
    return vocabulary.error();
  };
  const std::vector<Merge> merges = {{0, 1}, {1, 0}};
  CHECK(list_error(tokens, merges, {}).position == 2);  // "aé" is not a token
  const std::vector<ListedToken> ill_formed = {{"a", 0}, {"\xC3", 1}};
  CHECK(list_error(ill_formed, {}, {}).message == "token 1 is not UTF-8");
  CHECK(list_error(ill_formed, {}, {}).position == 2);
  CHECK(list_error(tokens, {}, {{{"ab", 7}}, std::nullopt, false}).message == "the token of a byte is not a byte");
  CHECK(list_error(tokens, {}, {{{"a", 7}, {"a", 8}}, std::nullopt, false}).message == "a byte has two tokens");
  CHECK(list_error(tokens, {}, {{{"a", 7}}, std::nullopt, false}).message == "byte 0 has no token");

  const std::vector<Merge> good = {{0, 1}};
  const Result<Vocabulary> vocabulary = Vocabulary::from_characters(tokens, good, {});
  REQUIRE(vocabulary);
  CHECK(vocabulary->size() == 3);
  CHECK(vocabulary->unreachable().empty());
}

TEST_CASE("tokens have their natural bytes") {
  Model model;
  model.tokens = {"<unk>", "a", std::string(mark), "é", std::string(mark) + "a"};
  add_bytes(model);
  model.merges = {{std::string(mark), "a"}};
  const Encoding encoding = encoding_of(json_of(
      model, std::string(R"(,"normalizer":{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},)")
                 .append(R"({"type":"Replace","pattern":{"String":" "},"content":"▁"}]},"decoder":{"type":"Sequence",)")
                 .append(R"("decoders":[{"type":"Strip","content":" ","start":1,"stop":0}]})")));
  CHECK(character_ids(encoding, "a aü") == std::vector<TokenId>{4, 4, 5 + 0xC3, 5 + 0xBC});
  CHECK(character_ids(encoding, "").empty());
  CHECK(encoding.token_bytes(4) == " a");
  CHECK(encoding.token_bytes(5 + 'a') == "a");
  CHECK(encoding.token_bytes(5 + 0xC3) == "\xC3");
  CHECK(encoding.token_id("a") == 1);
  CHECK(encoding.token_id("b") == 5 + 'b');
  CHECK(encoding.token_id("\xC3") == 5 + 0xC3);
  CHECK(*encoding.decode(std::vector<TokenId>{4, 5 + 'a', 3}) == "aaé");
  CHECK(encoding.vocabulary_size() == 261);
  std::vector<std::uint64_t> ends;
  REQUIRE(encoding.encode("a ü", SpecialPolicy::ordinary(), IllFormed::replacement, &ends));
  CHECK(ends == std::vector<std::uint64_t>{2, 3, 4, 5});  // of " a ü"
}

TEST_CASE("what is not supported is named") {
  Model model;
  model.tokens = {"a", "<0x0A>", "a<0x0A>"};
  model.byte_fallback = true;
  CHECK(character_error(json_of(model)) ==
        "/model/byte_fallback: a vocabulary with tokens of only some bytes is not supported");
  model.tokens = {"a", "a<0x0A>"};
  add_bytes(model);
  model.merges = {{"a", "<0x0A>"}};
  CHECK(character_error(json_of(model)) == "/model/merges/0: merging tokens of unknown characters is not supported");
  model.tokens = {"a", "u", "au"};
  model.byte_fallback = false;
  model.unknown = "u";
  model.merges = {{"a", "u"}};
  CHECK(character_error(json_of(model)) == "/model/merges/0: merging tokens of unknown characters is not supported");
}

TEST_CASE("with ignore_merges, only a whole text is a token that merging does not make") {
  Model model;
  model.tokens = {"a", "b", std::string(mark), "ab", "u"};
  model.unknown = "u";
  model.ignore_merges = true;
  const Encoding encoding = encoding_of(json_of(model, to_marks));
  CHECK(character_ids(encoding, "ab") == std::vector<TokenId>{3});
  CHECK(character_ids(encoding, "ab a") == std::vector<TokenId>{0, 1, 2, 0});
}

TEST_CASE("long texts without blanks take linear time") {
  Model model;
  model.tokens = {"語", "界", "語界", "語語"};
  add_bytes(model);
  model.merges = {{"語", "界"}, {"語", "語"}};
  const Encoding encoding = encoding_of(json_of(model, to_marks));
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += i % 3 == 0 ? "界" : i % 7 == 0 ? "ü" : "語";
  CHECK(encoding.count(text) == character_ids(encoding, text).size());
  CHECK(*encoding.decode(character_ids(encoding, text)) == text);
}
