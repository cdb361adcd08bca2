#include "core/truncate/ruled_reach.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/tokenizer/encoding_data.hpp"
#include "core/unicode/normal_form.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::truncate {
namespace {

constexpr std::size_t longest_character = 4;

// Whether a text can be normalized in parts (next_stable()): Replace sees what other normalizers make of the text.
bool are_divisible(const std::vector<Normalizer>& normalizers) {
  std::size_t replaced = 0;
  std::size_t others = 0;
  for (const Normalizer& normalizer : normalizers) {
    if (std::holds_alternative<Replace>(normalizer)) ++replaced;
    if (std::holds_alternative<NormalForm>(normalizer) || std::holds_alternative<Lowercase>(normalizer)) ++others;
  }
  return replaced == 0 || (replaced == 1 && others == 0);
}

bool is_always_cut_out(const Addition& token) { return !token.special; }

// Removes what may be in a text without adding to its tokens: what is dropped, and characters of which any number next
// to each other is one token.
std::string without_gaps(const bpe::Gaps& gaps, std::string_view text) {
  const bpe::CharacterGaps* const characters = gaps.characters.get();
  const bool has_free_characters = characters != nullptr && (characters->drops() || characters->fuses());
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = has_free_characters ? unicode::size_from_lead(text[at]) : 1;
    const bool is_free = has_free_characters ? characters->lacks(text.data() + at)
                                             : gaps.bytes[static_cast<unsigned char>(text[at])];
    if (!is_free) kept += text.substr(at, size);
    at += size;
  }
  return kept;
}

}  // namespace

// A part of a text as it is tokenized.
struct RuledReach::Tokenized {
  // The tokenized text of every part that ends at `text` or later starts with the `tokenized` bytes of this one.
  struct Stable {
    std::size_t text;
    std::size_t tokenized;
  };

  std::string bytes;
  std::vector<Stable> stable;  // in order
  NormalizeBuffers buffers;
};

RuledReach::RuledReach(const EncodingData& data) : data_(data), longest_(data.vocabulary.max_token_size()) {
  const TextRules& rules = *data.rules;
  if (rules.gaps.characters != nullptr) longest_ = std::max(longest_, longest_character);
  const auto raw = rules.raw_tokens.additions();
  tokens_cover_text_ = (!rules.splitter || rules.splitter->keeps_everything()) && are_divisible(rules.normalizers) &&
                       (rules.normalizers.empty() || std::ranges::none_of(raw, is_always_cut_out));
  for (const AddedTokens* const tokens : {&rules.raw_tokens, &rules.normalized_tokens}) {
    for (const Addition& token : tokens->additions()) {
      const std::string text = without_gaps(rules.gaps, token.text);
      if (!is_always_cut_out(token) || text.empty()) continue;
      std::size_t& longest = added_by_first_byte_[static_cast<unsigned char>(text.front())];
      longest = std::max(longest, text.size());
      longest_ = std::max(longest_, text.size());
    }
  }
}

RuledReach::Prefix RuledReach::prefix(std::string_view text, SegmentPart part, std::size_t tokens) const {
  if (!tokens_cover_text_) return {unknown, unknown};
  Tokenized tokenized;
  std::string_view bytes = text;
  const auto extend = [&](std::size_t size) {
    if (is_text_tokenized()) return;
    while (tokenized.bytes.size() < size && append(text, part, tokenized)) {
    }
    bytes = tokenized.bytes;
  };
  std::size_t reached = 0;
  std::size_t farthest = 0;
  std::size_t at = 0;
  for (; tokens > 0; --tokens) {
    extend(reached + longest_ + 1);
    for (; at <= reached && at < bytes.size(); ++at) farthest = std::max(farthest, at + longest_token_at(bytes, at));
    if (farthest >= bytes.size()) return {text.size(), unknown};
    reached = farthest;
  }
  if (is_text_tokenized()) return {reached, reached + longest_};
  extend(reached + 1);
  const auto beyond = std::ranges::upper_bound(tokenized.stable, reached, {}, &Tokenized::Stable::tokenized);
  if (beyond == tokenized.stable.end()) return {text.size(), unknown};
  const std::size_t read = tokenized.stable.back().text;
  return {beyond->text - 1, read == text.size() ? unknown : read + stable_margin()};
}

std::size_t RuledReach::suffix(std::string_view text, std::size_t tokens) const {
  if (!tokens_cover_text_) return 0;
  if (is_text_tokenized()) return first_in_reach(text, tokens);
  // Try longer and longer ends of the text.
  for (std::size_t size = longest_ + 1024;; size *= 2) {
    const std::size_t start = size < text.size() ? next_stable(text, text.size() - size) : 0;
    Tokenized tokenized;
    tokenized.stable.push_back({start, 0});
    while (append(text, SegmentPart::rest, tokenized)) {
    }
    std::size_t first = first_in_reach(tokenized.bytes, tokens);
    // The first token can include what is inserted before the text.
    if (data_.rules->changes_starts()) first -= std::min(first, longest_);
    if (first > 0) {
      const auto after = std::ranges::lower_bound(tokenized.stable, first, {}, &Tokenized::Stable::tokenized);
      return std::prev(after)->text + 1;
    }
    if (start == 0) return 0;
  }
}

// Appends the next part of `text`. Returns false if there is none.
bool RuledReach::append(std::string_view text, SegmentPart part, Tokenized& to) const {
  constexpr std::size_t least = 64;
  const std::size_t start = to.stable.empty() ? 0 : to.stable.back().text;
  if (start == text.size()) return false;
  const std::size_t next = next_stable(text, std::min(text.size(), start + least));
  if (start > 0) part = SegmentPart::rest;
  to.bytes += without_gaps(data_.rules->gaps,
                           normalize(data_.rules->normalizers, text.substr(start, next - start), part, to.buffers));
  to.stable.push_back({next, to.bytes.size()});
  return true;
}

// The first position at or after `from` at which the text can be normalized in two parts.
std::size_t RuledReach::next_stable(std::string_view text, std::size_t from) const {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (!unicode::is_character_boundary(text, at)) continue;
    if (std::ranges::all_of(data_.rules->normalizers,
                            [&](const Normalizer& normalizer) { return is_stable(normalizer, text, at); })) {
      return at;
    }
  }
  return text.size();
}

bool RuledReach::is_stable(const Normalizer& normalizer, std::string_view text, std::size_t at) {
  if (const auto* const form = std::get_if<NormalForm>(&normalizer)) {
    const std::size_t size = unicode::size_from_lead(text[at]);
    return unicode::next_boundary(*form, text.substr(at, size), 0) == 0;
  }
  if (const auto* const replace = std::get_if<Replace>(&normalizer)) {
    const std::size_t beside = replace->pattern.size() - 1;
    const std::size_t first = at - std::min(at, beside);
    return text.substr(first, at + beside - first).find(replace->pattern) == std::string_view::npos;
  }
  return true;
}

// What decides whether a position is stable, after it.
std::size_t RuledReach::stable_margin() const noexcept {
  std::size_t margin = longest_character;
  for (const Normalizer& normalizer : data_.rules->normalizers) {
    if (const auto* const replace = std::get_if<Replace>(&normalizer)) margin += replace->pattern.size();
  }
  return margin;
}

// The start of the longest end of a tokenized text that a number of tokens may cover.
std::size_t RuledReach::first_in_reach(std::string_view tokenized, std::size_t tokens) const noexcept {
  std::size_t first = tokenized.size();
  for (; tokens > 0 && first > 0; --tokens) {
    std::size_t at = first - std::min(first, longest_);
    while (at + longest_token_at(tokenized, at) < first) ++at;
    first = at;
  }
  return first;
}

// At least the size of any token that starts at `at`.
std::size_t RuledReach::longest_token_at(std::string_view tokenized, std::size_t at) const noexcept {
  const char* const end = tokenized.data() + tokenized.size();
  const bpe::TokenId token = data_.vocabulary.longest_match(tokenized.data() + at, end);
  std::size_t size = token == bpe::no_token ? 1 : data_.vocabulary.token_size(token);
  // A character that the vocabulary lacks can be one token.
  if (data_.rules->gaps.characters != nullptr && !unicode::is_continuation(tokenized[at])) {
    size = std::max(size, unicode::size_from_lead(tokenized[at]));
  }
  return std::max({size, data_.vocabulary.max_whole_piece_size(),
                   added_by_first_byte_[static_cast<unsigned char>(tokenized[at])]});
}

std::size_t RuledReach::max_text_size(std::size_t tokens) const noexcept {
  const TextRules& rules = *data_.rules;
  if (!tokens_cover_text_ || !rules.gaps.empty()) return unknown;
  std::size_t shrinks = 1;
  for (const Normalizer& normalizer : rules.normalizers) {
    if (std::holds_alternative<NormalForm>(normalizer)) return unknown;
    if (std::holds_alternative<Lowercase>(normalizer)) shrinks *= 3;  // the Kelvin sign becomes a `k`
    if (const auto* const replace = std::get_if<Replace>(&normalizer)) {
      if (replace->content.size() < replace->pattern.size()) return unknown;
    }
  }
  const std::size_t most = longest_ * shrinks;
  return tokens > unknown / most ? unknown : tokens * most;
}

}  // namespace tokmill::truncate
