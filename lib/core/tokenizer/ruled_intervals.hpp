#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/tokenizer/replacements.hpp"
#include "core/tokenizer/ruled_cuts.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// What IntervalCounter does for an encoding with rules: counts the tokens before each of many cuts (RuledCuts) once, and
/// at each count the text between the ends of the part and the nearest cuts inside it.
class RuledIntervals {
 public:
  /// Precondition: the encoding has rules.
  RuledIntervals(const Encoding& encoding, std::string text);

  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  /// See IntervalCounter::count().
  [[nodiscard]] std::size_t count(std::size_t start, std::size_t end) const;

 private:
  struct Cut {
    std::size_t at;
    std::size_t tokens_before;
  };

  [[nodiscard]] std::size_t longest_context() const noexcept;

  const Encoding encoding_;
  const EncodingData& data_;
  RuledCuts cut_finder_;
  std::size_t size_;  // of the original text
  std::string text_;  // with U+FFFD for ill-formed parts
  Replacements replacements_;
  std::vector<Cut> cuts_;  // in order, at some distance from each other
};

}  // namespace tokmill
