#pragma once

// One large text on several threads.

#include <cstddef>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// As Encoding::count, on up to `threads` threads, the caller's among them; 0 is taken for 1. The text is cut where a
/// cut cannot change its pieces, so the result is that of one thread, always. A text of less than a megabyte, one without
/// such places, or one that is not UTF-8 is counted on the caller's thread alone.
///
/// Starts its threads and ends them. Throws std::bad_alloc, and std::system_error where no thread can be started.
[[nodiscard]] TOKMILL_EXPORT std::size_t count_in_parallel(const Encoding& encoding, std::string_view text, std::size_t threads,
                                            IllFormed ill_formed = IllFormed::replacement);

/// As Encoding::encode_ordinary, likewise. Takes memory for the tokens of what was encoded ahead of its turn beside
/// that of `out`.
TOKMILL_EXPORT void encode_in_parallel(const Encoding& encoding, std::string_view text, std::vector<TokenId>& out,
                        std::size_t threads, IllFormed ill_formed = IllFormed::replacement);

}  // namespace tokmill
