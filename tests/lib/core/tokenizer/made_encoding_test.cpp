#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "core/pretokenize/pre_tokenizer.hpp"
#include "lib/core/pretokenize/families/characters.hpp"
#include "lib/encoding.hpp"
#include "lib/random_vocabulary.hpp"
#include "reference/intervals.hpp"
#include "reference/tokenizer.hpp"
#include "reference/truncate.hpp"
#include "tokmill/tokmill.hpp"

namespace {

using namespace tokmill;
using test::RandomVocabulary;

constexpr std::array<const char*, 3> patterns = {"gpt2", "cl100k", "o200k"};

PreTokenizer named(const char* pattern) { return *PreTokenizer::named(pattern); }

// Encodes with the reference.
class Reference {
 public:
  Reference(const RandomVocabulary& vocabulary, std::size_t pattern)
      : vocabulary_(vocabulary.reference()), pre_tokenizer_(static_cast<reference::Pattern>(pattern)) {}

  [[nodiscard]] std::vector<TokenId> encode(std::string_view text) const {
    std::vector<TokenId> ids;
    for (const std::string_view piece : pre_tokenizer_.pieces(text)) {
      const std::vector<TokenId> merged = reference::merge(vocabulary_, piece);
      ids.insert(ids.end(), merged.begin(), merged.end());
    }
    return ids;
  }
  [[nodiscard]] std::size_t count(std::string_view text) const { return encode(text).size(); }

 private:
  reference::MadeVocabulary vocabulary_;
  reference::PreTokenizer pre_tokenizer_;
};

// The same with the pieces of a machine.
class PiecesReference {
 public:
  PiecesReference(const RandomVocabulary& vocabulary, pretokenize::SplitFunction machine)
      : vocabulary_(vocabulary.reference()), machine_(machine) {}

  [[nodiscard]] std::vector<TokenId> encode(std::string_view text) const {
    std::vector<TokenId> ids;
    std::size_t start = 0;
    for (const std::size_t end : tests::piece_ends(machine_, text)) {
      const std::vector<TokenId> merged = reference::merge(vocabulary_, text.substr(start, end - start));
      ids.insert(ids.end(), merged.begin(), merged.end());
      start = end;
    }
    return ids;
  }
  [[nodiscard]] std::size_t count(std::string_view text) const { return encode(text).size(); }

 private:
  reference::MadeVocabulary vocabulary_;
  pretokenize::SplitFunction machine_;
};

RandomVocabulary::Shape random_shape(std::mt19937& random) {
  RandomVocabulary::Shape shape;
  shape.has_list = random() % 2 == 0;
  shape.is_shuffled = random() % 4 == 0;
  shape.has_ids = random() % 2 == 0;
  shape.has_all_bytes = random() % 4 != 0;
  shape.whole_pieces = random() % 2 == 0 ? WholePieces::tokens : WholePieces::merged;
  return shape;
}

std::vector<TokenId> ids_of(const Encoding& encoding, std::string_view text) {
  std::vector<TokenId> ids;
  encoding.encode_ordinary(text, ids);
  return ids;
}

std::vector<TokenId> ids_in_parts(const Encoding& encoding, std::string_view text, std::size_t part,
                              std::vector<std::uint64_t>& ends) {
  StreamEncoder stream(encoding, SpecialPolicy::ordinary());
  std::vector<TokenId> ids;
  for (std::size_t at = 0; at < text.size(); at += part) {
    REQUIRE(stream.append(text.substr(at, part), ids, &ends));
  }
  REQUIRE(stream.finish(ids, &ends));
  return ids;
}

template <class AnyReference>
void check_text(const Encoding& encoding, const AnyReference& reference, const std::string& text, std::mt19937& random) {
  CAPTURE(text);
  const std::vector<TokenId> expected = reference.encode(text);
  REQUIRE(ids_of(encoding, text) == expected);
  REQUIRE(encoding.count(text) == expected.size());
  REQUIRE(*encoding.decode(expected) == text);

  std::vector<TokenId> start(expected.size() / 2);
  CHECK(encoding.encode_ordinary(text, std::span(start)) == expected.size());
  CHECK(std::equal(start.begin(), start.end(), expected.begin()));

  std::vector<std::uint64_t> ends;
  REQUIRE(*encoding.encode(text, SpecialPolicy::ordinary(), IllFormed::replacement, &ends) == expected);
  std::uint64_t end = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    end += encoding.token_bytes(expected[i])->size();
    REQUIRE(ends[i] == end);
  }
  std::vector<std::uint64_t> stream_ends;
  REQUIRE(ids_in_parts(encoding, text, 1 + random() % 9, stream_ends) == expected);
  REQUIRE(stream_ends == ends);

  const auto count = [&](std::string_view part) { return reference.count(part); };
  const std::size_t limit = random() % (expected.size() + 2);
  CHECK(*longest_prefix(encoding, text, limit) == reference::longest_prefix(text, limit, count));
  CHECK(*longest_suffix(encoding, text, limit) == reference::longest_suffix(text, limit, count));

  const IntervalCounter intervals(encoding, text);
  AppendableCounter appendable(encoding);
  appendable.append(text);
  CHECK(appendable.count() == expected.size());
  for (int i = 0; i < 4; ++i) {
    std::size_t from = random() % (text.size() + 1);
    while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) ++from;
    CHECK(intervals.count(from, text.size()) == reference.count(std::string_view(text).substr(from)));
    appendable.roll_back(from);
    CHECK(appendable.count() == reference.count(std::string_view(text).substr(0, from)));
    appendable.append(std::string_view(text).substr(from));
  }
}

}  // namespace

TEST_CASE("made encoding: random vocabularies and texts, against the reference") {
  std::mt19937 random(20261126);
  int with_late_parts = 0;
  int with_unreachable = 0;
  for (int i = 0; i < 100; ++i) {
    CAPTURE(i);
    const RandomVocabulary source(random, random_shape(random));
    const Result<Vocabulary> vocabulary = source.make();
    REQUIRE(vocabulary);
    with_late_parts += reference::has_late_parts(source.reference()) ? 1 : 0;
    with_unreachable += vocabulary->unreachable().empty() ? 0 : 1;
    const std::size_t pattern = random() % patterns.size();
    const Result<Encoding> encoding = Encoding::make(*vocabulary, {"made", named(patterns[pattern]), {}});
    REQUIRE(encoding);
    const Reference reference(source, pattern);
    for (int text = 0; text < 6; ++text) {
      const std::size_t size = text < 5 ? 1 + random() % 30 : 80 + random() % 120;
      check_text(*encoding, reference, test::text_of_tokens(random, size), random);
    }
    // One long piece.
    std::string run;
    while (run.size() < 150) run += "abc"[random() % 3];
    CHECK(ids_of(*encoding, run) == reference.encode(run));
    for (const auto& [bytes, id] : source.ids()) {
      REQUIRE(encoding->token_id(bytes) == id);
      REQUIRE(encoding->token_bytes(id) == bytes);
    }
    for (const TokenId id : vocabulary->unreachable()) {
      const std::string bytes(*encoding->token_bytes(id));
      REQUIRE(reference::merge_bytes(source.reference(), bytes).size() > 1);
    }
  }
  CHECK(with_late_parts > 25);
  CHECK(with_unreachable > 25);
}

TEST_CASE("made encoding: every pattern that has a machine, against its pieces") {
  std::mt19937 random(20261129);
  for (const pretokenize::Pattern pattern : tests::all_patterns()) {
    const auto machine = pretokenize::scalar_pre_tokenizer_for(pattern);
    CAPTURE(pretokenize::machine_names()[static_cast<std::size_t>(pattern)]);
    for (int i = 0; i < 5; ++i) {
      const RandomVocabulary source(random, random_shape(random));
      const Encoding encoding = *Encoding::make(
          *source.make(), {"made", *PreTokenizer::named(pretokenize::machine_names()[static_cast<std::size_t>(pattern)])});
      const PiecesReference reference(source, machine);
      for (int text = 0; text < 12; ++text) {
        const std::size_t size = text < 9 ? 1 + random() % 20 : 40 + random() % 60;
        check_text(encoding, reference, tests::text_of_all_kinds(random, size, 6), random);
      }
      // Runs in which chunks and suffixes start in the middle of pieces of a certain number of characters.
      std::string run;
      const std::string_view kind = tests::all_kinds[random() % std::size(tests::all_kinds)];
      for (auto left = 20 + random() % 40; left > 0; --left) {
        run += random() % 6 == 0 ? tests::all_kinds[random() % std::size(tests::all_kinds)] : kind;
      }
      check_text(encoding, reference, run, random);
    }
  }
}

TEST_CASE("made encoding: a token that merging does not make is a whole piece only") {
  // " abc" is merged from " a" and "bc", so that "abc" is never made.
  std::vector<std::string> tokens;
  for (unsigned byte = 0; byte < 256; ++byte) tokens.emplace_back(1, static_cast<char>(byte));
  for (const char* const token : {"bc", "ab", "abc", "cab", "bab"}) tokens.emplace_back(token);
  std::vector<ListedToken> listed;
  for (TokenId id = 0; id < tokens.size(); ++id) listed.push_back({tokens[id], id});
  const std::vector<Merge> merges = {{'b', 'c'}, {'a', 'b'}, {'c', 257}};  // cab
  for (const WholePieces whole : {WholePieces::tokens, WholePieces::merged}) {
    const auto vocabulary = Vocabulary::from_merges(listed, merges, whole);
    REQUIRE(vocabulary);
    CHECK(std::vector<TokenId>(vocabulary->unreachable().begin(), vocabulary->unreachable().end()) ==
          std::vector<TokenId>{258, 260});
    const auto encoding = Encoding::make(*vocabulary, {"made", named("gpt2"), {}});
    REQUIRE(encoding);
    for (int i = 0; i < 3; ++i) {  // the piece cache knows it as a part, and as a piece
      CHECK(ids_of(*encoding, "abc") == (whole == WholePieces::tokens ? std::vector<TokenId>{258}
                                                                      : std::vector<TokenId>{'a', 256}));
      CHECK(ids_of(*encoding, "abc\u4E2Dabc").size() == 7);
      CHECK(ids_of(*encoding, "cabc") == std::vector<TokenId>{'c', 'a', 256});
    }
    CHECK(encoding->token_id("abc") == 258);
    CHECK(*encoding->decode(std::vector<TokenId>{258}) == "abc");
  }
}

TEST_CASE("made encoding: ill-formed text without tokens for its bytes is replaced") {
  std::mt19937 random(3);
  for (const bool has_all_bytes : {true, false}) {
    RandomVocabulary::Shape shape;
    shape.has_all_bytes = has_all_bytes;
    const RandomVocabulary source = RandomVocabulary(random, shape);
    const auto encoding = Encoding::make(*source.make(), {"made", named("gpt2"), {}});
    REQUIRE(encoding);
    std::vector<TokenId> ids;
    encoding->encode_ordinary("ab\xFF" "c", ids, IllFormed::byte_fallback);
    CHECK(*encoding->decode(ids) == (has_all_bytes ? "ab\xFF" "c" : "ab\uFFFD" "c"));
    CHECK(encoding->count("ab\xFF" "c", IllFormed::byte_fallback) == ids.size());
    CHECK(encoding->encode("ab\xFF" "c", SpecialPolicy::ordinary(), IllFormed::byte_fallback)->size() == ids.size());
    CHECK(encoding->pieces("ab\xFF" "c", IllFormed::byte_fallback).back().end == (has_all_bytes ? 4 : 6));
    StreamEncoder stream(*encoding, SpecialPolicy::ordinary(), IllFormed::byte_fallback);
    std::vector<TokenId> streamed_ids;
    REQUIRE(stream.append("ab\xFF" "c", streamed_ids));
    REQUIRE(stream.finish(streamed_ids));
    CHECK(streamed_ids == ids);
  }
}

TEST_CASE("made encoding: special tokens of any form, and none") {
  std::mt19937 random(4);
  RandomVocabulary::Shape shape;
  shape.has_ids = true;
  const Vocabulary vocabulary = *RandomVocabulary(random, shape).make();

  const Encoding none = *Encoding::make(vocabulary, {"none", named("cl100k"), {}});
  CHECK(none.special_tokens().empty());
  CHECK(none.vocabulary_size() > 1255);
  CHECK(none.encode("a<|endoftext|>b")->size() == none.count("a<|endoftext|>b"));
  CHECK(none.encode("a", SpecialPolicy::allow({"<|x|>"})).error().code == ErrorCode::unknown_special_token);

  const std::vector<AddedToken> tokens = {
      {"<s>", 1}, {"</s>", 2}, {"<s>a", 3}, {"a", 4}, {"\u4E2D", 5}, {"<tool_call>", 5000}, {"<s>ab<s>", 7}};
  const Encoding several = *Encoding::make(vocabulary, {"several", named("cl100k"), tokens});
  CHECK(several.vocabulary_size() == 5001);
  CHECK(several.token_bytes(7) == "<s>ab<s>");
  CHECK(several.token_id("<tool_call>") == 5000);
  const auto all = [&several](std::string_view text) {
    const auto ids = several.encode(text, SpecialPolicy::allow_all());
    std::vector<TokenId> specials;
    for (const TokenId id : *ids) {
      if (id < 1000 || id == 5000) specials.push_back(id);
    }
    return specials;
  };
  CHECK(all("<s>ab<s>ab<s>") == std::vector<TokenId>{7, 4, 1});
  CHECK(all("<s>abb<s>") == std::vector<TokenId>{3, 1});
  CHECK(all("<s<s></s>\u4E2Da") == std::vector<TokenId>{1, 2, 5, 4});
  CHECK(several.encode("bb</s>").error().position == 2);

  // Streams find them wherever the text is cut.
  const std::vector<std::string> atoms = {"<s>", "</s>", "<", "s>", "a", "b", "ab", "\u4E2D", "<tool_", "call>"};
  for (int i = 0; i < 400; ++i) {
    std::string text;
    for (std::size_t left = random() % 12; left > 0; --left) text += atoms[random() % atoms.size()];
    CAPTURE(text);
    const SpecialPolicy policy = i % 2 == 0 ? SpecialPolicy::allow_all()
                                            : SpecialPolicy::of({"<s>", "a", "<tool_call>"}, {});
    std::vector<std::uint64_t> ends;
    const auto expected = several.encode(text, policy, IllFormed::replacement, &ends);
    StreamEncoder stream(several, policy);
    std::vector<TokenId> ids;
    std::vector<std::uint64_t> stream_ends;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t part = 1 + random() % 5;
      REQUIRE(stream.append(text.substr(at, part), ids, &stream_ends));
      at += part;
    }
    REQUIRE(stream.finish(ids, &stream_ends));
    REQUIRE(ids == *expected);
    REQUIRE(stream_ends == ends);
  }
}

TEST_CASE("made encoding: errors") {
  std::mt19937 random(5);
  const Vocabulary vocabulary = *RandomVocabulary(random, {}).make();
  const auto error_of = [&vocabulary](EncodingParts parts) {
    const auto encoding = Encoding::make(vocabulary, std::move(parts));
    REQUIRE_FALSE(encoding);
    return encoding.error();
  };
  for (const AddedToken& wrong :
       {AddedToken{"", 5000}, {"<s>", 5000}, {std::string(1025, 'x'), 5002}, {"\xFF", 5003}, {"<t>", 97}}) {
    const Error error = error_of({"made", named("cl100k"), {{"<s>", 5001}, wrong}});
    CHECK(error.code == ErrorCode::invalid_argument);
    CHECK(error.position == 2);
  }
  for (const Normalizer& wrong : std::vector<Normalizer>{Replace{"", "x"}, Replace{"x", "\xFF"}, Prepend{"\xFF"}}) {
    const Error error = error_of({"made", named("cl100k"), {}, {NormalForm::nfc, wrong}});
    CHECK(error.code == ErrorCode::invalid_argument);
    CHECK(error.position == 2);
  }
}

TEST_CASE("made encoding: normalizers can make a text 4096 times as long, and no longer") {
  std::mt19937 random(5);
  const Vocabulary vocabulary = *RandomVocabulary(random, {}).make();
  const Replace longer{"ab", std::string(128, 'a')};
  const auto make = [&](std::vector<Normalizer> normalizers) {
    return Encoding::make(vocabulary, {"made", named("cl100k"), {}, std::move(normalizers)});
  };
  REQUIRE(make({longer, longer, Replace{"aaa", "a"}, Prepend{"aaa"}}));
  CHECK(make({longer, longer})->tokenized_text("ab").size() == 128);
  const auto refused = make({longer, longer, NormalForm::nfc, Replace{"aaa", "aaaa"}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::invalid_argument);
  CHECK(refused.error().position == 4);
  CHECK_FALSE(make({Replace{"a", std::string(1 << 20, 'b')}}));
}

TEST_CASE("made encoding: forty vocabularies share the piece cache of a thread") {
  std::mt19937 random(6);
  std::vector<RandomVocabulary> sources;
  std::vector<Encoding> encodings;
  while (encodings.size() < 40) {
    RandomVocabulary::Shape shape;
    shape.has_ids = random() % 2 == 0;
    shape.has_list = random() % 2 == 0;
    sources.push_back(RandomVocabulary(random, shape));
    encodings.push_back(*Encoding::make(*sources.back().make(), {"made", named("cl100k"), {}}));
  }
  std::string text;
  while (text.size() < 3000) text += test::text_of_tokens(random, 1 + random() % 6) + " ";
  std::vector<std::vector<TokenId>> expected;
  set_piece_cache_limit(0);
  for (const Encoding& encoding : encodings) expected.push_back(ids_of(encoding, text));
  set_piece_cache_limit(default_piece_cache_limit);
  for (int pass = 0; pass < 3; ++pass) {
    for (std::size_t i = 0; i < encodings.size(); ++i) {
      REQUIRE(ids_of(encodings[i], text) == expected[i]);
      REQUIRE(encodings[i].count(text) == expected[i].size());
    }
  }
  // Encodings that end make place for others; a new one never sees their entries.
  for (int pass = 0; pass < 20; ++pass) {
    const std::size_t i = random() % sources.size();
    const Encoding encoding = *Encoding::make(*sources[i].make(), {"made", named("cl100k"), {}});
    REQUIRE(ids_of(encoding, text) == expected[i]);
  }
}

TEST_CASE("made encoding: other encodings may be used, and the cache released, while one passes on its tokens") {
  std::mt19937 random(7);
  std::vector<Encoding> encodings;
  while (encodings.size() < 16) {
    encodings.push_back(*Encoding::make(*RandomVocabulary(random, {}).make(), {"made", named("cl100k"), {}}));
  }
  std::string text;
  while (text.size() < 20000) text += test::text_of_tokens(random, 1 + random() % 6) + " ";
  for (const Encoding& encoding : encodings) {
    std::vector<TokenId> ids;
    std::size_t calls = 0;
    encoding.encode_ordinary(text, [&](std::span<const TokenId> block) {
      ids.insert(ids.end(), block.begin(), block.end());
      for (const Encoding& other : encodings) static_cast<void>(other.count(std::string_view(text).substr(0, 2000)));
      if (++calls % 3 == 0) release_piece_cache();
      return true;
    });
    REQUIRE(calls > 2);
    REQUIRE(ids == ids_of(encoding, text));
  }
}

TEST_CASE("made encoding: threads may drop their handles while others use theirs") {
  std::mt19937 random(8);
  const RandomVocabulary source = RandomVocabulary(random, {});
  std::string text;
  while (text.size() < 2000) text += test::text_of_tokens(random, 1 + random() % 6) + " ";
  std::optional<Vocabulary> vocabulary = *source.make();
  std::optional<Encoding> encoding = *Encoding::make(*vocabulary, {"made", named("o200k"), {{"<s>", 9000}}});
  vocabulary.reset();
  const std::size_t expected = encoding->count(text);
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&wrong, &text, expected, i, mine = std::optional<Encoding>(*encoding)]() mutable {
      StreamCounter counter(*mine);
      AppendableCounter appendable(*mine);
      const IntervalCounter intervals(*mine, text);
      StreamDecoder decoder(*mine);
      StreamChunker chunker(*mine, {.max_tokens = 20});
      for (int round = 0; round < 20; ++round) {
        const Encoding copy = *mine;
        if (copy.count(text) != expected) ++wrong;
      }
      if (i % 2 == 0) mine.reset();
      static_cast<void>(counter.append(text));
      if (*counter.finish() != expected) ++wrong;
      appendable.append(text);
      if (appendable.count() != expected || intervals.count(0, text.size()) != expected) ++wrong;
      std::string covered;
      const auto on_chunk = [&covered](const Chunk&, std::string_view part) { covered += part; };
      if (!chunker.append(text, on_chunk) || !chunker.finish(on_chunk) || covered != text) ++wrong;
      std::string decoded;
      if (!decoder.append(std::vector<TokenId>{9000}, decoded) || decoded != "<s>") ++wrong;
    });
  }
  encoding.reset();
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
}

TEST_CASE("made encoding: a stream chunker may move to another thread") {
  const std::string text = [] {
    std::string all;
    while (all.size() < 20000) all += "It rained. We left early. ";
    return all;
  }();
  std::optional<StreamChunker> chunker;
  std::thread([&] { chunker.emplace(encoding("o200k_base"), ChunkOptions{.max_tokens = 50, .overlap = 10}); }).join();
  std::string last;
  const auto on_chunk = [&last](const Chunk&, std::string_view part) { last = part; };
  for (int i = 0; i < 4; ++i) {
    std::thread([&] { REQUIRE(chunker->append(std::string_view(text).substr(5000U * static_cast<unsigned>(i), 5000), on_chunk)); }).join();
  }
  REQUIRE(chunker->finish(on_chunk));
  CHECK(text.find(last) != std::string::npos);
}

TEST_CASE("made encoding: the tokens to put around a text") {
  std::mt19937 random(1);
  const Vocabulary vocabulary = *RandomVocabulary(random, {}).make();
  EncodingParts parts{"mine", named("gpt2"), {{"<s>", 9000}}};
  parts.prefix_tokens = {9000, 0};
  parts.suffix_tokens = {1};
  const auto made = Encoding::make(vocabulary, parts);
  REQUIRE(made);
  CHECK(std::ranges::equal(made->prefix_tokens(), parts.prefix_tokens));
  CHECK(std::ranges::equal(made->suffix_tokens(), parts.suffix_tokens));
  CHECK(made->count("") == 0);
  CHECK(encoding("o200k_base").prefix_tokens().empty());

  parts.suffix_tokens = {9001};
  const auto refused = Encoding::make(vocabulary, parts);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::invalid_argument);
  CHECK(refused.error().message == "there is no token 9001 to add to texts");
}
