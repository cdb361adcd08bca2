#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "tokmill/export.hpp"

// What an encoding changes in a text before it splits it: the normalizers of Hugging Face tokenizers 0.23.3.

namespace tokmill::inline TOKMILL_ABI {

/// The normal forms of Unicode (UAX #15), with the data of Unicode 9.0. Characters that were assigned later stay as they
/// are and block composition and reordering, like any starter.
enum class NormalForm : std::uint8_t { nfc = 0, nfd = 1, nfkc = 2, nfkd = 3 };

/// Replaces each character by its lower case, with the data of Unicode 17.0.
struct Lowercase {
  friend bool operator==(const Lowercase&, const Lowercase&) = default;
};

/// Replaces each occurrence of a text.
struct Replace {
  std::string pattern;  ///< UTF-8, not empty.
  std::string content;  ///< UTF-8.

  friend bool operator==(const Replace&, const Replace&) = default;
};

/// Inserts a text before a text that is not empty.
struct Prepend {
  std::string content;  ///< UTF-8.

  friend bool operator==(const Prepend&, const Prepend&) = default;
};

using Normalizer = std::variant<NormalForm, Lowercase, Replace, Prepend>;

}  // namespace tokmill
