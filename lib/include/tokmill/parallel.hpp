#pragma once

// Counting and encoding one large text on several threads.

#include <cstddef>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Returns encoding.count(text, ill_formed), computed on up to `threads` threads including the caller's; 0 means 1.
/// The text is only cut at positions where a cut cannot change its pieces, so the result never depends on `threads`.
///
/// Uses the caller's thread only if the text is shorter than 1 MiB, has no such positions, or is not UTF-8. Otherwise
/// starts threads and joins them before it returns. If the system cannot start a thread, fewer threads do the work;
/// this is not an error. Throws only std::bad_alloc.
[[nodiscard]] TOKMILL_EXPORT std::size_t count_in_parallel(const Encoding& encoding, std::string_view text,
                                                           std::size_t threads,
                                                           IllFormed ill_formed = IllFormed::replacement);

/// Appends the tokens of `text` to `out`, as Encoding::encode_ordinary does; the threads are those of
/// count_in_parallel. Besides the memory of `out`, holds the tokens of parts that were encoded before their turn.
TOKMILL_EXPORT void encode_in_parallel(const Encoding& encoding, std::string_view text, std::vector<TokenId>& out,
                                       std::size_t threads, IllFormed ill_formed = IllFormed::replacement);

}  // namespace tokmill
