#pragma once

// Counting and encoding many texts, on several threads.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"
#include "tokmill/token_id.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// How to count or encode many texts. `policy` must be valid during the call.
struct BatchOptions {
  const SpecialPolicy& policy;
  IllFormed ill_formed = IllFormed::replacement;
  std::size_t threads = 1;  ///< Up to this many, the caller's included; 0 means 1. The result does not depend on it.
};

/// Writes the number of tokens of each text to `counts`, which has the size of `texts`.
///
/// Errors: those of Encoding::encode for the first text that has one, whose index is written to `failed` unless it is
/// null; `counts` is then unspecified. invalid_argument if the sizes differ.
[[nodiscard]] TOKMILL_EXPORT Result<void> count_batch(const Encoding& encoding, std::span<const std::string_view> texts,
                                                      std::span<std::uint64_t> counts, const BatchOptions& options,
                                                      std::size_t* failed = nullptr);

/// Encodes each text. Calls allocate(n) once, with the number of all tokens, and writes them to the memory that it
/// returns: those of text i start at offsets[i] and end at offsets[i + 1]. So `offsets` has one element more than there
/// are texts, the layout of a list array of Apache Arrow. Until it returns, holds all tokens a second time.
///
/// Errors: as count_batch(); allocate() is then not called. Passes on what allocate() throws.
[[nodiscard]] TOKMILL_EXPORT Result<void> encode_batch(const Encoding& encoding,
                                                       std::span<const std::string_view> texts,
                                                       std::span<std::uint64_t> offsets,
                                                       const std::function<TokenId*(std::size_t)>& allocate,
                                                       const BatchOptions& options, std::size_t* failed = nullptr);

}  // namespace tokmill
