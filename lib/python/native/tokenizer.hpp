#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "python/native/name_search.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::python {

/// An encoding with what the Python classes need besides it. Shared by all objects that are the same
/// encoding.
class Tokenizer {
 public:
  /// `ordinary_ids`: the ids of the tokens that are not special, if they are known; otherwise all ids are
  /// tried.
  explicit Tokenizer(Encoding encoding, std::optional<std::vector<TokenId>> ordinary_ids = std::nullopt);

  [[nodiscard]] const Encoding& encoding() const noexcept { return encoding_; }
  [[nodiscard]] const NameSearch& special_names() const noexcept { return special_names_; }

  struct OrdinaryToken {
    std::string_view bytes;
    TokenId id;
  };

  /// The tokens that are not special, in order of id.
  [[nodiscard]] std::vector<OrdinaryToken> ordinary_tokens() const;

  /// The same in order of their bytes. Made at the first call. Thread-safe.
  [[nodiscard]] const std::vector<OrdinaryToken>& sorted_tokens() const;

 private:
  Encoding encoding_;
  NameSearch special_names_;
  std::optional<std::vector<TokenId>> ordinary_ids_;
  mutable std::once_flag is_sorted_;
  mutable std::vector<OrdinaryToken> sorted_;
};

using SharedTokenizer = std::shared_ptr<const Tokenizer>;

/// The tokenizer of a built-in encoding: always the same one. Thread-safe. Raises ValueError if there is
/// none.
[[nodiscard]] SharedTokenizer built_in_tokenizer(std::string_view name);

/// The special tokens of an encoding and their ids, in order of id.
[[nodiscard]] nanobind::dict special_tokens_of(const Encoding& encoding);

}  // namespace tokmill::python
