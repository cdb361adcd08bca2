#pragma once

#include <cstddef>
#include <string_view>

#include "core/tokenizer/outputs.hpp"
#include "core/tokenizer/ruled_tokenizer.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Counts parts of a text with the rules of an encoding. Special tokens are ordinary text. Must be used by the thread
/// that constructs it only.
class RuledCounter {
 public:
  static constexpr std::size_t no_maximum = static_cast<std::size_t>(-1);

  /// Precondition: the encoding has rules.
  explicit RuledCounter(const EncodingData& data) : tokenizer_(data, output_) {}
  RuledCounter(const RuledCounter&) = delete;
  RuledCounter& operator=(const RuledCounter&) = delete;

  /// The number of tokens of `text`, which starts a text or continues one at a safe cut. If it exceeds `maximum`, any
  /// number greater than that. Precondition: `text` is UTF-8.
  [[nodiscard]] std::size_t count(std::string_view text, SegmentPart part, std::size_t maximum = no_maximum) {
    const std::size_t before = output_.sink.tokens();
    const auto proceed = [&] { return output_.sink.tokens() - before <= maximum; };
    static_cast<void>(tokenizer_.tokenize(text, part, policy_, proceed));  // no special token is disallowed
    return output_.sink.tokens() - before;
  }

 private:
  const SpecialPolicy policy_ = SpecialPolicy::ordinary();
  CountOutput output_;
  RuledTokenizer<CountOutput> tokenizer_;
};

}  // namespace tokmill
