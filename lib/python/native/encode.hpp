#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <string_view>
#include <vector>

#include "python/native/tokenizer.hpp"

namespace tokmill::python {

/// Texts of at least this size in bytes are tokenized without the global lock. Releasing it costs more than
/// tokenizing shorter ones.
inline constexpr std::size_t long_text = 16384;

/// Calls work() without the global lock if the text is long.
template <class Work>
decltype(auto) without_lock_if_long(std::size_t size, const Work& work) {
  if (size < long_text) return work();
  const nanobind::gil_scoped_release unlocked;
  return work();
}

/// The ids of a text as a list of ints. Special tokens are ordinary text.
[[nodiscard]] nanobind::object encode_ordinary_to_list(const Encoding& encoding, std::string_view text);

/// The ids of a text. Special tokens are ordinary text if `policy` is null. Raises ValueError if it disallows
/// one.
[[nodiscard]] std::vector<TokenId> encode_to_vector(const Encoding& encoding, std::string_view text,
                                                    const SpecialPolicy* policy);

}  // namespace tokmill::python
