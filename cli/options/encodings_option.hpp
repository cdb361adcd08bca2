#pragma once

#include <string>
#include <vector>

#include "options/tokenizers_option.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli {

/// `-e` or `-m`, repeatable: the encodings that a command compares. Two models with the same encoding count as one, and
/// models whose tokenizer is not public are rejected, since a proxy would show nothing about them.
struct EncodingsOption {
  TokenizersOption tokenizers;

  /// `default_names`: the default, for the help.
  void declare(Arguments& arguments, const std::string& default_names) { tokenizers.declare(arguments, default_names); }

  /// The encodings in the order of their names, each once; those of `defaults` if none was given. Adds to `name_notes`
  /// what rules resolved names of models to.
  /// Errors: those of TokenizersOption::find; unknown_model if a model's tokenizer is not public.
  [[nodiscard]] Result<std::vector<const Encoding*>> find(const std::vector<std::string>& defaults,
                                                          std::vector<std::string>& name_notes) const;
};

}  // namespace tokmill::cli
