// Counting texts that grow, and parts of texts.

#include <nanobind/stl/string.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "python/native/encode.hpp"
#include "python/native/encoding_object.hpp"
#include "python/native/errors.hpp"
#include "python/native/module.hpp"
#include "python/native/text.hpp"
#include "python/native/text_argument.hpp"
#include "tokmill/appendable_counter.hpp"
#include "tokmill/interval_counter.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

// --- Texts that grow ---------------------------------------------------------------------------------

struct GrowingText {
  AppendableCounter counter;

  void append(nb::handle text) {
    const TextArgument part(text);
    without_lock_if_long(part.utf8().size(), [&] { counter.append(part.utf8()); });
  }

  void roll_back(nb::handle size) { counter.roll_back(size_of(size, "size")); }
};

// --- Parts of texts ----------------------------------------------------------------------------------

// Finds characters of a text by their numbers in constant time.
class CharacterOffsets {
 public:
  // `text` must outlive the object.
  explicit CharacterOffsets(std::string_view text) : text_(text), characters_(count_characters(text)) {
    if (is_ascii()) return;
    for (std::size_t at = 0, character = 0; at < text.size(); at += next_utf8_unit(text.substr(at)).size, ++character) {
      if (character % step == 0) offsets_.push_back(at);
    }
  }

  [[nodiscard]] std::size_t characters() const noexcept { return characters_; }

  // Where a character starts, in bytes; the end of the text for the one after the last.
  [[nodiscard]] std::size_t offset(std::size_t character) const noexcept {
    if (is_ascii()) return character;
    if (character >= characters_) return text_.size();
    std::size_t at = offsets_[character / step];
    for (std::size_t left = character % step; left > 0; --left) at += next_utf8_unit(text_.substr(at)).size;
    return at;
  }

 private:
  static constexpr std::size_t step = 64;

  [[nodiscard]] bool is_ascii() const noexcept { return characters_ == text_.size(); }

  std::string_view text_;
  std::size_t characters_;
  std::vector<std::size_t> offsets_;  // of every step-th character, unless the text is ASCII
};

std::string_view strict_text(nb::handle text) {
  if (PyUnicode_Check(text.ptr())) return strict_utf8(text);
  return TextArgument(text).utf8();
}

struct PreparedText {
  PreparedText(const EncodingObject& encoding, nb::object whole)
      : text(std::move(whole)),
        utf8(strict_text(text)),
        is_str(PyUnicode_Check(text.ptr()) != 0),
        offsets(is_str ? utf8 : std::string_view()),
        counter(without_lock_if_long(utf8.size(),
                                     [&] { return IntervalCounter(encoding.encoding(), std::string(utf8)); })) {}

  [[nodiscard]] std::size_t size() const noexcept { return is_str ? offsets.characters() : utf8.size(); }

  // The number of tokens of text[start:end], with the rules of Python for numbers that are negative or too large.
  [[nodiscard]] std::size_t count(nb::handle start, nb::handle end) const {
    const nb::object slice = checked(PySlice_New(start.ptr(), end.ptr(), nullptr));
    Py_ssize_t first = 0;
    Py_ssize_t last = 0;
    Py_ssize_t step = 0;
    if (PySlice_Unpack(slice.ptr(), &first, &last, &step) < 0) throw nb::python_error();
    PySlice_AdjustIndices(static_cast<Py_ssize_t>(size()), &first, &last, step);
    const auto from = static_cast<std::size_t>(first);
    const auto to = static_cast<std::size_t>(std::max(first, last));
    return is_str ? counter.count(offsets.offset(from), offsets.offset(to)) : counter.count(from, to);
  }

  nb::object text;  // owns utf8
  std::string_view utf8;
  bool is_str;
  CharacterOffsets offsets;
  IntervalCounter counter;
};

}  // namespace

void bind_counters(nb::module_& module) {
  nb::class_<GrowingText>(module, "AppendableCounter",
                          "Counts the tokens of a text that grows at its end and shrinks again.")
      .def(
          "__init__",
          [](GrowingText* self, const EncodingObject& encoding) {
            new (self) GrowingText{AppendableCounter(encoding.encoding())};
          },
          nb::arg("encoding"))
      .def("append", &GrowingText::append, nb::arg("text"), nb::lock_self(),
           "Continue the text with a str, or with bytes, which may end inside a character.")
      .def(
          "count", [](GrowingText& self) { return self.counter.count(); }, nb::lock_self(),
          "Return the number of tokens of the text so far. Special tokens are ordinary text.")
      .def_prop_ro(
          "size", [](GrowingText& self) { return self.counter.size(); }, nb::lock_self(),
          "The size of the text so far in bytes of UTF-8.")
      .def("roll_back", &GrowingText::roll_back, nb::arg("size"), nb::lock_self(),
           "Remove all but the first `size` bytes of the text.");

  nb::class_<PreparedText>(module, "IntervalCounter",
                           "Counts the tokens of parts of a text without reading them: in a time that does not "
                           "depend on their size, special cases aside. Immutable.")
      .def(
          "__init__",
          [](PreparedText* self, const EncodingObject& encoding, nb::object text) {
            new (self) PreparedText(encoding, std::move(text));
          },
          nb::arg("encoding"), nb::arg("text"),
          "text: A str, or bytes that should be UTF-8. Raises UnicodeEncodeError for a str with surrogates.")
      .def("count", &PreparedText::count, nb::arg("start").none() = nb::none(), nb::arg("end").none() = nb::none(),
           "Return the number of tokens of text[start:end], counted alone. Special tokens are ordinary text.")
      .def("__len__", &PreparedText::size);
}

}  // namespace tokmill::python
