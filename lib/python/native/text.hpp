#pragma once

#include <nanobind/nanobind.h>

#include <string>
#include <string_view>

namespace tokmill::python {

/// The UTF-8 of a Python str. Reads the memory of the str where it can: valid as long as the str.
///
/// A str with surrogates has no UTF-8. tiktoken joins pairs of them and replaces others by U+FFFD, and so
/// does this.
class Text {
 public:
  /// Precondition: PyUnicode_Check(text).
  explicit Text(nanobind::handle text) {
    Py_ssize_t size = 0;
    const char* const bytes = PyUnicode_AsUTF8AndSize(text.ptr(), &size);
    if (bytes != nullptr) [[likely]] {
      utf8_ = {bytes, static_cast<std::size_t>(size)};
    } else {
      repair(text);
    }
  }
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;

  /// The text, without surrogates.
  [[nodiscard]] std::string_view utf8() const noexcept { return utf8_; }

  /// The text as it was given, in UTF-8 in which a surrogate has three bytes.
  [[nodiscard]] std::string_view unrepaired() const noexcept { return is_repaired_ ? unrepaired_ : utf8_; }

 private:
  void repair(nanobind::handle text);

  std::string_view utf8_;
  bool is_repaired_ = false;
  std::string repaired_;
  std::string unrepaired_;
};

/// The UTF-8 of a str without surrogates. Raises UnicodeEncodeError if there are any. Precondition:
/// PyUnicode_Check(text).
[[nodiscard]] std::string_view strict_utf8(nanobind::handle text);

/// The UTF-8 of a str, in which a surrogate has three bytes. Precondition: PyUnicode_Check(text).
[[nodiscard]] std::string utf8_with_surrogates(nanobind::handle text);

/// The bytes of a bytes object. Precondition: PyBytes_Check(bytes).
[[nodiscard]] std::string_view view_of_bytes(nanobind::handle bytes);

/// A str of UTF-8. `errors` as in bytes.decode(): raises UnicodeDecodeError if it is "strict" and the text is
/// not UTF-8.
[[nodiscard]] nanobind::object make_str(std::string_view utf8, const char* errors = "strict");

[[nodiscard]] nanobind::object make_bytes(std::string_view bytes);

}  // namespace tokmill::python
