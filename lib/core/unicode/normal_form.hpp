#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tokmill/normalizer.hpp"

// The normal forms of Unicode, as the normalizers NFC, NFD, NFKC and NFKD of Hugging Face tokenizers 0.23.3 compute them.
//
// The tables take 55 KB: properties of characters 16 KB, decompositions 34 KB, compositions 4 KB. The numbers of
// NormalForm are bit numbers in them.

namespace tokmill::unicode {

using tokmill::NormalForm;

// Precondition of all functions: the text is well-formed UTF-8, which is not checked.

/// The size of a prefix of `text` that is in this form, ends at a boundary (see next_boundary()) or at the end of the
/// text, and is followed by a character that may change or combine. It is text.size() if the text is in the form; for
/// rare texts that are in the form it is less. Linear time; ASCII is read eight bytes at a time.
[[nodiscard]] std::size_t normal_prefix(NormalForm form, std::string_view text) noexcept;

/// Appends the normal form of `text` to `out`. Memory beside the output: four bytes per character of the longest part
/// without a boundary. Time: linear, and O(n log n) for a run of n combining marks that are out of order.
void append_normal_form(NormalForm form, std::string_view text, std::string& out);

/// The normal form of `text`: `text` itself if it is in the form, otherwise a view of `buffer`, which is overwritten.
/// `text` must not be a view of `buffer`. Time as for append_normal_form(). Text in the form is not copied.
[[nodiscard]] std::string_view normalized(NormalForm form, std::string_view text, std::string& buffer);

/// The first boundary at or after `from`, or text.size() if there is none.
///
/// A boundary is the start of a character that never combines with, and is never reordered with, what precedes it.
/// At a boundary a text can be cut: the normal form of the whole is that of the part in front of it and that of the
/// rest, whatever they are. Preconditions: from <= text.size(), and it is the start of a character or the end.
[[nodiscard]] std::size_t next_boundary(NormalForm form, std::string_view text, std::size_t from) noexcept;

/// The last boundary of `text` at or after `from`, or 0 if there is none: a reader of a stream can normalize what is in
/// front of it, and must keep the rest, since the next part of the stream may change it. Reads the text from its end;
/// a reader that passes the number of bytes in which it has found no boundary reads each byte once. Preconditions:
/// from <= text.size(), and it is the start of a character or the end.
[[nodiscard]] std::size_t last_boundary(NormalForm form, std::string_view text, std::size_t from = 0) noexcept;

}  // namespace tokmill::unicode
