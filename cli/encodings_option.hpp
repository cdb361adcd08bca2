#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "arguments.hpp"
#include "prices.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// Which encodings, for a command that compares them: `-e` or `-m`, each as often as wanted.
struct EncodingsOption {
  std::vector<std::string> encodings;
  std::vector<std::string> models;
  PriceOptions prices;  // a table may name a model's encoding

  /// `default_names` is what the help says is used where none is named.
  void declare(Arguments& arguments, const std::string& default_names);

  /// The encodings in the order in which they were named, each once; those of `defaults` where none was.
  /// Errors: unknown_encoding, unknown_model (also where the model's tokenizer is not public),
  /// invalid_argument where both `-e` and `-m` were given, malformed_price_table.
  [[nodiscard]] Result<std::vector<const Encoding*>> find(const std::vector<std::string>& defaults) const;
};

}  // namespace tokmill::cli
