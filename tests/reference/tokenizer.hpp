#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "reference/merge.hpp"
#include "reference/pre_tokenizer.hpp"

namespace tokmill::reference {

/// What tiktoken's `encode_ordinary` does, the obvious way. It shares no code and no table with the library:
/// ICU's regular expressions cut the text, a map made from vocab/*.tiktoken merges the pieces.
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

/// The tokenizer of this encoding, made when first asked for. Throws std::out_of_range for another name.
[[nodiscard]] const Tokenizer& tokenizer(std::string_view encoding_name);

}  // namespace tokmill::reference
