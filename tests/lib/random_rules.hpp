#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/random_vocabulary.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::test {

/// Pre-tokenizers of which some are families and others splitters; some drop parts of the text.
[[nodiscard]] inline PreTokenizer random_pre_tokenizer(std::mt19937& random) {
  static constexpr std::array names = {"gpt2", "cl100k", "o200k", "deepseek-coder", "starcoder", "falcon"};
  static constexpr std::array patterns = {
      "[a-z]+",                            // drops the rest
      "[a-c]{1,3}| +|[^ ]",                // counts from the start of a word
      "\\s+(?!\\S)|\\s+|\\S+",             // looks ahead
      "\\p{L}+|\\p{N}{1,3}| ?[^\\s\\w]+",  // drops white space
      "a(?=bbc)|[\\s\\S]",                    // looks far ahead
      "[\\s\\S]+",
  };
  if (random() % 2 == 0) return *PreTokenizer::named(names[random() % names.size()]);
  return *PreTokenizer::of_pattern(patterns[random() % patterns.size()]);
}

[[nodiscard]] inline std::vector<Normalizer> random_normalizers(std::mt19937& random) {
  const std::vector<std::vector<Normalizer>> all = {
      {},
      {},
      {},
      {NormalForm::nfc},
      {NormalForm::nfd},
      {NormalForm::nfkc, Lowercase{}},
      {Lowercase{}},
      {Replace{"b", "  "}},
      {Replace{"ab", "c"}},
      {Replace{" ", ""}},
      {Prepend{"a"}},
      {Prepend{" "}, Replace{" ", "cc"}},
  };
  return all[random() % all.size()];
}

/// Parts of an encoding that do not all go into its fast paths.
[[nodiscard]] inline EncodingParts random_rules(std::mt19937& random) {
  EncodingParts parts{"made", random_pre_tokenizer(random)};
  parts.normalizers = random_normalizers(random);
  TokenId id = 50'000;
  if (random() % 2 == 0) {
    for (const std::string_view name : {"<a>", "<aa>", "a>b", "<s>", "<s>a", "ab", "bc", "b<", "\u00E9 "}) {
      if (random() % 2 == 0) parts.added_tokens.push_back({std::string(name), id++, random() % 3 == 0, random() % 3 == 0});
    }
  }
  return parts;
}

/// A random encoding of characters, of which merging alone decides (EncodingParts::merges_alone): there is no
/// pre-tokenizer. Characters that it lacks become bytes, unknown tokens, or nothing. `merges_alone` does not change its
/// tokens.
[[nodiscard]] inline Encoding random_merged_encoding(std::mt19937& random, bool merges_alone = true) {
  static constexpr std::array characters = {"a", "b", "c", " ", "<", ">", "s", "A", "1", "\u00E9", "\u4F60", "\uFFFD"};
  std::vector<std::string> texts = {"a"};  // by id
  for (const std::string_view character : characters) {
    if (character != "a" && random() % 6 != 0) texts.emplace_back(character);
  }
  std::vector<Merge> merges;
  for (std::size_t left = random() % 40; left > 0; --left) {
    const Merge merge{static_cast<TokenId>(random() % texts.size()), static_cast<TokenId>(random() % texts.size())};
    const std::string both = texts[merge.left] + texts[merge.right];
    const auto is_same = [&](const Merge& other) { return other.left == merge.left && other.right == merge.right; };
    if (both.size() > 12 || std::ranges::any_of(merges, is_same)) continue;
    merges.push_back(merge);
    if (std::ranges::find(texts, both) == texts.end()) texts.push_back(both);
  }
  std::vector<ListedToken> tokens;
  for (const std::string& text : texts) tokens.push_back({text, static_cast<TokenId>(tokens.size())});
  MissingCharacters missing;
  std::string bytes;
  for (unsigned byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  const auto kind = random() % 8;
  if (kind < 4) {
    for (TokenId byte = 0; byte < 256; ++byte) {
      missing.byte_tokens.push_back({std::string_view(bytes).substr(byte, 1), 1000 + byte});
    }
  } else if (kind < 7) {
    missing.unknown = 0;
    missing.fuse_unknown = kind > 4;
  }
  const std::vector<std::vector<Normalizer>> normalizers = {
      {},
      {},
      {Replace{"\u2581", " "}},
      {Replace{"\u2581", " "}},
      {Prepend{" "}, Replace{"\u2581", " "}},
      {Prepend{" "}, Replace{"\u2581", " "}},
      {Prepend{"ab"}},
      {NormalForm::nfc},
      {Replace{"ab", "c"}},
  };
  EncodingParts parts{"merged", *PreTokenizer::of_steps({})};
  parts.normalizers = normalizers[random() % normalizers.size()];
  parts.merges_alone = merges_alone;
  TokenId id = 50'000;
  if (random() % 2 == 0) {
    for (const std::string_view name : {"<a>", "<aa>", "a>b", "<s>", "<s>a", "bc"}) {
      if (random() % 3 == 0) parts.added_tokens.push_back({std::string(name), id++, random() % 3 == 0, random() % 8 == 0});
    }
  }
  return *Encoding::make(*Vocabulary::from_characters(tokens, merges, missing), std::move(parts));
}

/// What an encoding with rules is made of.
struct RuledSource {
  RandomVocabulary vocabulary;
  EncodingParts parts;

  [[nodiscard]] Encoding make() const { return *Encoding::make(*vocabulary.make(), parts); }
};

/// A random vocabulary with such rules. It lacks tokens of bytes that texts have, or not.
[[nodiscard]] inline RuledSource random_ruled_source(std::mt19937& random) {
  RandomVocabulary::Shape shape;
  shape.has_list = random() % 2 == 0;
  shape.has_ids = random() % 2 == 0;
  shape.has_all_bytes = random() % 2 == 0;
  shape.whole_pieces = random() % 2 == 0 ? WholePieces::tokens : WholePieces::merged;
  RandomVocabulary vocabulary(random, shape);
  return {std::move(vocabulary), random_rules(random)};
}

/// A random encoding with rules, of bytes or of characters.
[[nodiscard]] inline Encoding random_ruled_encoding(std::mt19937& random) {
  return random() % 3 == 0 ? random_merged_encoding(random) : random_ruled_source(random).make();
}

/// Parts of texts that have what these rules are about.
inline constexpr std::array parts_for_rules = {
    "a", "b", "c", "a", "b", " ", " ", "A", "B", "<", ">", "\n", "1", "2", ".", "'s", "\u00E9", "e\u0301", "\u0301",
    "\u4F60", "\uFF0C", "\uFF41", "\u212A", "\uFFFD", "<a>", "<aa>", "a>b", "<s>", "<s>a", "bc", "\u2581",
    "\u2581"};

/// A text that has what these rules are about.
[[nodiscard]] inline std::string text_for_rules(std::mt19937& random, std::size_t parts) {
  std::string text;
  if (random() % 8 == 0) {  // few kinds of parts
    const std::array few = {parts_for_rules[random() % parts_for_rules.size()],
                            parts_for_rules[random() % parts_for_rules.size()]};
    for (; parts > 0; --parts) text += few[random() % 2];
    return text;
  }
  for (; parts > 0; --parts) text += parts_for_rules[random() % parts_for_rules.size()];
  return text;
}

}  // namespace tokmill::test
