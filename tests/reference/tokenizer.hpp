#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "reference/merge.hpp"
#include "reference/pre_tokenizer.hpp"

namespace tokmill::reference {

/// A straightforward implementation of tiktoken's `encode_ordinary`. It shares no code and no tables with the library:
/// ICU's regular expressions split the text, and a map read from vocab/*.tiktoken drives the merges.
class Tokenizer {
 public:
  Tokenizer(Pattern pattern, const Ranks& ranks) : pre_tokenizer_(pattern), ranks_(&ranks) {}

  [[nodiscard]] std::vector<std::string_view> pieces(std::string_view text) const {
    return pre_tokenizer_.pieces(text);
  }
  [[nodiscard]] std::vector<std::uint32_t> merge(std::string_view piece) const {
    return reference::merge(*ranks_, piece);
  }
  [[nodiscard]] std::vector<std::uint32_t> encode_ordinary(std::string_view text) const;

 private:
  PreTokenizer pre_tokenizer_;
  const Ranks* ranks_;
};

/// The names of the seven encodings.
[[nodiscard]] const std::vector<std::string_view>& encoding_names();

/// The tokenizer of this encoding, created on first use. Throws std::out_of_range for an unknown name.
[[nodiscard]] const Tokenizer& tokenizer(std::string_view encoding_name);

}  // namespace tokmill::reference
