#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tokmill/normalizer.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Memory that normalize() uses again for every text.
struct NormalizeBuffers {
  std::string first;
  std::string second;
};

/// Whether a text starts a segment or continues one that was normalized up to here.
enum class SegmentPart { start, rest };

/// Applies normalizers in order. Returns `text` itself if nothing changes, otherwise a view of a buffer. A Prepend
/// changes only the start of a segment. Precondition: `text` is UTF-8 and not a view of a buffer. Time: linear, except
/// for runs of combining marks (core/unicode/normal_form.hpp).
[[nodiscard]] std::string_view normalize(std::span<const Normalizer> normalizers, std::string_view text,
                                         SegmentPart part, NormalizeBuffers& buffers);

/// Whether `text` can be cut at `at` without changing its normalized form, and without changing the characters beside
/// the cut: then both are the same in the normalized text. Preconditions: there is a whole character before and after
/// `at`, and the text continues after it.
[[nodiscard]] bool is_normal_around(std::span<const Normalizer> normalizers, std::string_view text, std::size_t at);

}  // namespace tokmill
