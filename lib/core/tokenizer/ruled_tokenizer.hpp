#pragma once

// Tokenizing with the rules of an encoding (text_rules.hpp).

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "core/pretokenize/pattern/splitter.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/gap_encoder.hpp"
#include "core/tokenizer/normalize.hpp"
#include "core/tokenizer/outputs.hpp"
#include "core/tokenizer/piece_encoder.hpp"
#include "core/tokenizer/tokenize.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Memory that is used again for every segment of a text.
class RuledMemory {
 public:
  NormalizeBuffers buffers;

  /// The pieces of a segment.
  pretokenize::pattern::SplitRun& run_of(const pretokenize::pattern::Splitter& splitter, std::string_view segment) {
    if (!run_) run_.emplace(splitter);
    run_->reset(segment);
    return *run_;
  }

 private:
  std::optional<pretokenize::pattern::SplitRun> run_;
};

/// Calls on_pieces(start, ends, count, readable) for the pieces of `segment`, which the rules of the encoding give, as
/// for_each_batch() (tokenize.hpp) does, and on_gap(size) for parts of the segment that are not in a piece. Stops when
/// on_pieces returns false, and then returns false. Precondition: `segment` is UTF-8.
template <class OnPieces, class OnGap>
bool for_each_batch_by_rules(const EncodingData& data, std::string_view segment, RuledMemory& memory,
                             const OnPieces& on_pieces, const OnGap& on_gap) {
  if (!data.rules->splitter) return for_each_batch(data.pre_tokenizer, segment, on_pieces);
  pretokenize::pattern::SplitRun& run = memory.run_of(*data.rules->splitter, segment);
  const char* at = segment.data();  // the end of the last piece
  const char* const end = at + segment.size();
  while (true) {
    const auto [start, ends, count] = run.next();
    if (count == 0) break;
    if (start != at) on_gap(static_cast<std::size_t>(start - at));
    if (!on_pieces(start, ends, count, end)) return false;
    at = ends[count - 1];
  }
  if (at != end) on_gap(static_cast<std::size_t>(end - at));
  return true;
}

/// A special token that the policy disallows.
struct DisallowedByRules {
  const Addition* token;
  std::size_t offset;  // in the text; for a token of the normalized text, that of its segment
};

/// Calls on_pieces() and on_gap(), as for_each_batch_by_rules() does, for the parts of `text` between added tokens, and
/// on_token(addition) for each added token that is cut out. `text` starts a text or continues it at a safe cut. Stops if
/// on_pieces() returns false or if the policy disallows a special token, which it returns. Precondition: `text` is UTF-8.
template <class OnPieces, class OnToken, class OnGap>
std::optional<DisallowedByRules> for_each_part_by_rules(const EncodingData& data, std::string_view text,
                                                        SegmentPart part, const SpecialPolicy& policy,
                                                        RuledMemory& memory, const OnPieces& on_pieces,
                                                        const OnToken& on_token, const OnGap& on_gap) {
  const TextRules& rules = *data.rules;
  std::optional<DisallowedByRules> disallowed;
  bool proceeds = true;
  const auto put_token = [&](const Addition& token, std::size_t) {
    part = SegmentPart::start;
    if (proceeds) on_token(token);
  };
  const auto split = [&](std::string_view segment) {
    proceeds = proceeds && for_each_batch_by_rules(data, segment, memory, on_pieces, on_gap);
  };
  const auto on_segment = [&](std::string_view segment) {
    if (!proceeds) return;
    const std::string_view normalized = normalize(rules.normalizers, segment, part, memory.buffers);
    if (const auto found = rules.normalized_tokens.walk(normalized, policy, split, put_token)) {
      disallowed = DisallowedByRules{found->first, static_cast<std::size_t>(segment.data() - text.data())};
      proceeds = false;
    }
  };
  const auto found = rules.raw_tokens.walk(text, policy, on_segment, put_token);
  if (found && !disallowed) disallowed = DisallowedByRules{found->first, found->second};
  return disallowed;
}

/// Tokenizes the parts of a text. An `Output` (outputs.hpp) receives the tokens.
template <class Output>
class RuledTokenizer {
 public:
  /// Precondition: the encoding has rules.
  RuledTokenizer(const EncodingData& data, Output& output)
      : data_(data), output_(output), encoder_(data, output.sink), gap_encoder_(data.vocabulary, data.rules->gaps, encoder_, output) {}

  /// Tokenizes `text`, which starts a text or continues it at a safe cut. Returns a special token that the policy
  /// disallows; the output may have tokens then. Stops if proceed(), which is called after some pieces, returns false.
  /// Precondition: `text` is UTF-8.
  template <class Proceed>
  std::optional<DisallowedByRules> tokenize(std::string_view text, SegmentPart part, const SpecialPolicy& policy,
                                            const Proceed& proceed) {
    return for_each_part_by_rules(
        data_, text, part, policy, memory_,
        [&](const char* start, const char* const* ends, std::size_t count, const char* readable) {
          encode(start, ends, count, readable);
          return proceed();
        },
        [&](const Addition& token) { output_.put_token(token.id, token.text.size()); },
        [&](std::size_t size) { output_.skip(size); });
  }

 private:
  void encode(const char* start, const char* const* ends, std::size_t count, const char* readable) {
    if (data_.rules->gaps.empty()) {
      encoder_.encode(start, ends, count, readable);
    } else {
      gap_encoder_.encode(start, ends, count, readable);
    }
  }

  const EncodingData& data_;
  Output& output_;
  PieceEncoder<decltype(Output::sink)> encoder_;
  GapEncoder<Output> gap_encoder_;
  RuledMemory memory_;
};

}  // namespace tokmill
