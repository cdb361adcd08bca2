#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/pretokenize/pattern/splitter.hpp"
#include "core/pretokenize/pre_tokenizer.hpp"
#include "tokmill/pre_tokenizer.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// The data of a PreTokenizer. It splits by one of the two.
struct PreTokenizerData {
  std::string_view name;  // of pattern_names(), or empty
  std::vector<SplitStep> steps;
  std::optional<pretokenize::Pattern> pattern;               // there is a machine for it
  std::optional<pretokenize::pattern::Splitter> splitter;    // otherwise
};

/// The library's access to the private parts of PreTokenizer.
struct PreTokenizerAccess {
  [[nodiscard]] static PreTokenizer make(PreTokenizerData data) {
    return PreTokenizer(std::make_shared<const PreTokenizerData>(std::move(data)));
  }
  [[nodiscard]] static const PreTokenizerData& data(const PreTokenizer& pre_tokenizer) noexcept {
    return *pre_tokenizer.data_;
  }
};

}  // namespace tokmill
