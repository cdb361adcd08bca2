#pragma once

// Tokenizing a text that arrives in parts with the rules of an encoding.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/tokenizer/ruled_tokenizer.hpp"
#include "core/tokenizer/settled_cut.hpp"
#include "core/tokenizer/special_tokens.hpp"
#include "core/tokenizer/text_rules.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Tokenizes a stream up to its last safe cut, and holds back the rest. An `Output` (outputs.hpp) receives the tokens.
class RuledStream {
 public:
  /// Precondition: the encoding has rules.
  RuledStream(const EncodingData& data, const SpecialPolicy& policy) : data_(data), policy_(policy) {}

  /// Continues the text. Returns the error of a special token that the policy disallows. Precondition: `part` consists
  /// of whole characters.
  template <class Output>
  std::optional<Error> append(std::string_view part, Output& output) {
    held_ += part;
    if (held_.size() < enough_) return std::nullopt;
    const std::size_t cut = find_cut();
    if (cut == 0) {
      enough_ = 2 * held_.size();  // do not look at the same text again and again
      return std::nullopt;
    }
    std::optional<Error> error = tokenize(cut, output);
    held_.erase(0, cut);
    enough_ = min_enough + held_.size();
    return error;
  }

  /// Tokenizes what is held back. Afterwards, the text ends or continues with a part that a safe cut separates from it.
  template <class Output>
  std::optional<Error> finish(Output& output) {
    std::optional<Error> error = tokenize(held_.size(), output);
    held_.clear();
    enough_ = min_enough;
    return error;
  }

  /// Skips bytes that are not passed to append(), after finish().
  void skip(std::size_t bytes) noexcept {
    offset_ += bytes;
    if (bytes > 0) part_ = SegmentPart::rest;
  }

 private:
  // Small parts are collected until this many bytes are held.
  static constexpr std::size_t min_enough = 4096;

  // If the held text has no safe cut and more bytes, it is merged to find one. So many that little time is spent on the
  // end of the text that is not settled.
  static constexpr std::size_t min_block = std::size_t{1} << 18;

  // A cut near the end of the held text; 0 if there is none.
  [[nodiscard]] std::size_t find_cut() const {
    const std::size_t cut = last_safe_cut_by_rules(data_, held_, 0, held_.size());
    if (cut != std::string_view::npos) return cut;
    return held_.size() < min_block ? 0 : settled_cut(data_, held_, part_, policy_);
  }

  template <class Output>
  std::optional<Error> tokenize(std::size_t size, Output& output) {
    if (size == 0) return std::nullopt;
    const auto disallowed = RuledTokenizer<Output>(data_, output)
                                .tokenize(std::string_view(held_).substr(0, size), part_, policy_, [] { return true; });
    const std::uint64_t start = offset_;
    offset_ += size;
    part_ = SegmentPart::rest;
    if (!disallowed) return std::nullopt;
    return disallowed_special_token({disallowed->token->name, disallowed->token->id},
                                    static_cast<std::size_t>(start) + disallowed->offset);
  }

  const EncodingData& data_;
  const SpecialPolicy& policy_;
  std::string held_;                       // starts at a safe cut
  SegmentPart part_ = SegmentPart::start;  // of held_
  std::uint64_t offset_ = 0;               // of held_ in the stream
  std::size_t enough_ = min_enough;        // the number of bytes to hold before looking for a cut
};

}  // namespace tokmill
