#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tokmill::unicode {

/// Lower case as the normalizer Lowercase of Hugging Face tokenizers 0.23.3 computes it: each character by itself, with
/// the data of Unicode 17.0, independent of the language and of the text around it. So a capital sigma at the end of a
/// word becomes σ, and İ becomes i with a dot above. The tables take 3 KB.
///
/// Precondition of all functions: the text is well-formed UTF-8, which is not checked.

/// The size of the longest prefix of `text` that has no character with another lower case. Linear time.
[[nodiscard]] std::size_t lowercase_prefix(std::string_view text) noexcept;

/// Appends the lower case of `text` to `out`. Linear time.
void append_lowercase(std::string_view text, std::string& out);

/// The lower case of `text`: `text` itself if nothing changes, otherwise a view of `buffer`, which is overwritten.
/// `text` must not be a view of `buffer`. Linear time.
[[nodiscard]] std::string_view lowercased(std::string_view text, std::string& buffer);

}  // namespace tokmill::unicode
