#pragma once

// Tokenizing a text that arrives in parts with the rules of an encoding.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/tokenizer/ruled_tokenizer.hpp"
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
    const std::size_t cut = last_cut();
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

  // The number of bytes at the end of the held text in which to look for a cut first.
  static constexpr std::size_t min_reach = 256;

  // A safe cut near the end of the held text; 0 if there is none.
  [[nodiscard]] std::size_t last_cut() const {
    std::size_t end = held_.size();  // no cut is at or after it
    for (std::size_t reach = min_reach; end > 0; reach *= 2) {
      std::size_t start = end > reach ? end - reach : 0;
      while (start > 0 && unicode::is_continuation(held_[start])) --start;
      const std::size_t cut = safe_cut_by_rules(data_, held_, start, end - start);
      if (cut < end) return cut;
      end = start;
    }
    return 0;
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
