#pragma once

#include <cstddef>
#include <string_view>

#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/normalize.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Returns a position, near the end of `text`, at which the text can be cut in two without changing a token, whatever
/// text follows; 0 if none is found. For texts without a safe cut (safe_cut_by_rules()), which depends only on the text
/// near it: this cut depends on the text from the start on. The second part continues the segment (SegmentPart::rest).
///
/// Finds cuts for an encoding of which merging alone decides (TextRules::merges_alone), if normalizers change none of the
/// characters: a boundary between settled tokens (bpe::settled_tokens()) after the last added token. Preconditions: `text`
/// is UTF-8, and starts a text or continues it at a cut. Time: linear.
[[nodiscard]] std::size_t settled_cut(const EncodingData& data, std::string_view text, SegmentPart part,
                                      const SpecialPolicy& policy);

}  // namespace tokmill
