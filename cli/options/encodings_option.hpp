#pragma once

#include <string>
#include <vector>

#include "options/tokenizers_option.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli {

/// Which encodings, for a command that compares what the encodings themselves do: as TokenizersOption, but two models
/// of one encoding are one, and a stand-in would tell nothing of the model that was named.
struct EncodingsOption {
  TokenizersOption tokenizers;

  /// `default_names` is what the help says is used where none is named.
  void declare(Arguments& arguments, const std::string& default_names) { tokenizers.declare(arguments, default_names); }

  /// The encodings in the order in which they were named, each once; those of `defaults` where none was.
  /// Errors: as TokenizersOption::find, and unknown_model where the model's tokenizer is not public.
  [[nodiscard]] Result<std::vector<const Encoding*>> find(const std::vector<std::string>& defaults) const;
};

}  // namespace tokmill::cli
