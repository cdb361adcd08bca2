#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "python/native/text.hpp"
#include "python/native/tokenizer.hpp"

namespace tokmill::python {

/// Texts that are tokenized together.
class Texts {
 public:
  void reserve(std::size_t count) { views_.reserve(count); }

  /// Adds a str. It must live as long as this object.
  void add(nanobind::handle text);

  /// Adds UTF-8, which must live as long as this object.
  void add(std::string_view utf8) { views_.push_back(utf8); }

  /// Adds a text that is missing, which has no tokens.
  void add_null() {
    nulls_.push_back(views_.size());
    views_.emplace_back();
  }

  /// Keeps the owner of texts alive.
  void keep(std::shared_ptr<const void> owner) { owners_.push_back(std::move(owner)); }

  [[nodiscard]] std::span<const std::string_view> views() const noexcept { return views_; }

  /// The indexes of the missing texts, in order.
  [[nodiscard]] std::span<const std::size_t> nulls() const noexcept { return nulls_; }

 private:
  std::vector<std::string_view> views_;
  std::vector<std::size_t> nulls_;
  std::deque<std::string> repaired_;  // texts with surrogates
  std::vector<std::shared_ptr<const void>> owners_;
};

/// The tokens of several texts: those of text i are ids[offsets[i]] to ids[offsets[i + 1] - 1].
struct EncodedTexts {
  std::vector<TokenId> ids;
  std::vector<std::int64_t> offsets;

  /// A list of ints for each text.
  [[nodiscard]] nanobind::object lists() const;
};

/// Encodes texts on up to `threads` threads, without the global lock. Special tokens are ordinary text if `policy`
/// is null. Raises ValueError for the first text in which it disallows one.
[[nodiscard]] EncodedTexts encode_all(const Encoding& encoding, std::span<const std::string_view> texts,
                                      const SpecialPolicy* policy, std::size_t threads);

/// The number of tokens of each text, in the same way.
[[nodiscard]] std::vector<std::int64_t> count_all(const Encoding& encoding,
                                                  std::span<const std::string_view> texts,
                                                  const SpecialPolicy* policy, std::size_t threads);

}  // namespace tokmill::python
