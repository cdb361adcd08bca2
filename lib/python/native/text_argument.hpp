#pragma once

#include <nanobind/nanobind.h>

#include <optional>
#include <string_view>

#include "python/native/batch.hpp"
#include "python/native/text.hpp"
#include "tokmill/encoding.hpp"

// Arguments of the functions of tokmill itself.

namespace tokmill::python {

/// A text: a str, or bytes that should be UTF-8. Raises TypeError for other objects.
class TextArgument {
 public:
  explicit TextArgument(nanobind::handle text);

  [[nodiscard]] std::string_view utf8() const noexcept { return text_ ? text_->utf8() : bytes_; }
  [[nodiscard]] bool is_str() const noexcept { return text_.has_value(); }

  /// A part of the text as an object of the same type.
  [[nodiscard]] nanobind::object part(std::string_view utf8) const;

 private:
  std::optional<Text> text_;
  std::string_view bytes_;
};

/// The default of `special`: "text". It is never destroyed.
[[nodiscard]] nanobind::handle default_special();

/// The policy of `special`, which is "text", "allow" or "error"; null for "text". Raises ValueError for
/// another value.
[[nodiscard]] const SpecialPolicy* special_of(nanobind::handle special);

/// Adds the texts of an iterable of str, bytes and None, or of an Arrow column. Raises TypeError for other
/// objects.
void add_texts(nanobind::handle iterable, Texts& texts);

/// A number that is not negative. Raises TypeError, or ValueError with the name of the argument.
[[nodiscard]] std::size_t size_of(nanobind::handle number, const char* name);

/// Whether the object is true, as `if` sees it.
[[nodiscard]] bool is_true(nanobind::handle object);

}  // namespace tokmill::python
