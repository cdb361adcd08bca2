#pragma once

#include <nanobind/nanobind.h>

#include <array>
#include <cstddef>
#include <span>
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

/// A policy; special tokens are ordinary text if it is null.
[[nodiscard]] const SpecialPolicy& policy_or_ordinary(const SpecialPolicy* policy);

/// Calls on_ids(ids) with the ids of a text, in which special tokens are ordinary text. Those of a short text are not
/// allocated: it has at most as many tokens as bytes, unless a normalizer makes it longer.
template <class OnIds>
void encode_ordinary(const Encoding& encoding, std::string_view text, const OnIds& on_ids) {
  std::array<TokenId, 1024> few;
  if (text.size() <= few.size()) {
    const std::size_t count = encoding.encode_ordinary(text, std::span(few));
    if (count <= few.size()) return on_ids(std::span<const TokenId>(few).first(count));
  }
  std::vector<TokenId> ids;
  encoding.encode_ordinary(text, ids);
  on_ids(std::span<const TokenId>(ids));
}

/// The ids of a text as a list of ints. Special tokens are ordinary text.
[[nodiscard]] nanobind::object encode_ordinary_to_list(const Encoding& encoding, std::string_view text);

/// The ids of a text. Special tokens are ordinary text if `policy` is null. Raises ValueError if it disallows
/// one.
[[nodiscard]] std::vector<TokenId> encode_to_vector(const Encoding& encoding, std::string_view text,
                                                    const SpecialPolicy* policy);

}  // namespace tokmill::python
