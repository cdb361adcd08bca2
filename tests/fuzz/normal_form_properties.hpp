#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/unicode/normal_form.hpp"
#include "core/unicode/utf8.hpp"
#include "reference/normal_form.hpp"

namespace tokmill::fuzz {

/// The normal form of `text` by the reference.
[[nodiscard]] inline std::string expected_normal_form(unicode::NormalForm form, std::string_view text) {
  using unicode::NormalForm;
  const bool is_composed = form == NormalForm::nfc || form == NormalForm::nfkc;
  return reference::normal_form(is_composed, form == NormalForm::nfkc || form == NormalForm::nfkd, text);
}

[[nodiscard]] inline std::string appended_normal_form(unicode::NormalForm form, std::string_view text) {
  std::string result;
  unicode::append_normal_form(form, text, result);
  return result;
}

/// The property of the normal forms that does not hold for `text`, or null if all of them hold. Precondition: `text` is
/// valid UTF-8.
[[nodiscard]] inline const char* broken_property(unicode::NormalForm form, std::string_view text) {
  const std::string expected = expected_normal_form(form, text);
  if (appended_normal_form(form, text) != expected) return "append_normal_form() equals the reference";

  std::string buffer = "overwritten";
  const std::string_view view = unicode::normalized(form, text, buffer);
  if (view != expected) return "normalized() equals the reference";
  if ((view.data() == text.data()) != (expected == text)) return "normalized() copies if the text changes";
  if (unicode::normalized(form, expected, buffer).data() != expected.data()) return "a normal form is not changed";

  const std::size_t prefix = unicode::normal_prefix(form, text);
  if (appended_normal_form(form, text.substr(0, prefix)) != text.substr(0, prefix)) return "normal_prefix() is normal";
  if (prefix != 0 && unicode::next_boundary(form, text, prefix) != prefix) return "normal_prefix() is a boundary";

  std::size_t last = 0;
  for (std::size_t at = 0; at < text.size(); at += unicode::size_from_lead(text[at])) {
    if (unicode::last_boundary(form, text.substr(0, at), last) != last) return "last_boundary() is the last boundary";
    const bool is_boundary = unicode::next_boundary(form, text, at) == at;
    if (is_boundary) last = at;
    if (static_cast<unsigned char>(text[at]) < 0x80 && !is_boundary) return "there is a boundary in front of ASCII";
    if (is_boundary && appended_normal_form(form, text.substr(0, at)) + appended_normal_form(form, text.substr(at)) !=
                           expected) {
      return "a text can be cut at a boundary";
    }
  }
  if (unicode::last_boundary(form, text) != last) return "last_boundary() finds the boundary from the end";
  return nullptr;
}

}  // namespace tokmill::fuzz
