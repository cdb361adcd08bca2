#include "core/tokenizer/settled_cut.hpp"

#include <algorithm>
#include <cstddef>
#include <variant>
#include <vector>

#include "core/bpe/merge.hpp"
#include "core/bpe/settled_tokens.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// Whether no text changes what the normalizers make of a text before it.
bool are_local(const TextRules& rules) {
  return rules.normalized_tokens.empty() && std::ranges::all_of(rules.normalizers, [](const Normalizer& normalizer) {
           const auto* const replace = std::get_if<Replace>(&normalizer);
           return std::holds_alternative<Prepend>(normalizer) ||
                  (replace != nullptr && replace->pattern.size() == unicode::size_from_lead(replace->pattern[0]));
         });
}

// The size of `text` up to the end of the last character that the vocabulary lacks.
std::size_t end_of_last_lacking(const TextRules& rules, std::string_view text) {
  if (rules.gaps.characters == nullptr) return 0;
  const char* const end = text.data() + text.size();
  const char* after = text.data();
  for (const char* at = after; (at = rules.gaps.characters->find(at, end)) != end;) {
    at += unicode::size_from_lead(*at);
    after = at;
  }
  return static_cast<std::size_t>(after - text.data());
}

// The size of the settled tokens of a piece.
std::size_t settled_size(const bpe::Vocabulary& vocabulary, std::string_view piece) {
  if (piece.empty()) return 0;
  std::vector<TokenId> tokens;
  bpe::LongMergeMemory memory;
  bpe::merge_long(vocabulary, piece, tokens, memory);
  tokens.resize(bpe::settled_tokens(vocabulary, piece, tokens));
  std::size_t size = 0;
  for (const TokenId token : tokens) size += vocabulary.token_size(token);
  return size;
}

}  // namespace

std::size_t settled_cut(const EncodingData& data, std::string_view text, SegmentPart part,
                        const SpecialPolicy& policy) {
  const TextRules& rules = *data.rules;
  if (!rules.merges_alone || !are_local(rules)) return 0;
  const AddedTokens::Tail tail = rules.raw_tokens.tail(text, policy);
  const std::string_view segment = text.substr(tail.segment, tail.end - tail.segment);
  NormalizeBuffers buffers;
  const std::string_view normalized =
      normalize(rules.normalizers, segment, tail.segment == 0 ? part : SegmentPart::start, buffers);
  const std::size_t inserted = normalized.size() - std::min(normalized.size(), segment.size());
  if (!normalized.ends_with(segment)) return 0;
  const std::size_t lacking = end_of_last_lacking(rules, normalized);
  const std::size_t settled = lacking + settled_size(data.vocabulary, normalized.substr(lacking));
  if (settled == lacking || settled <= inserted) return 0;
  const std::size_t cut = tail.segment + (settled - inserted);
  return cut > tail.start ? cut : 0;
}

}  // namespace tokmill
