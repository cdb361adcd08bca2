#include "python/native/text.hpp"

#include "python/native/errors.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

std::string copy_of(nb::handle text) {
  return std::string(strict_utf8(text));
}

}  // namespace

void Text::repair(nb::handle text) {
  if (PyErr_ExceptionMatches(PyExc_UnicodeEncodeError) == 0) throw nb::python_error();
  PyErr_Clear();
  unrepaired_ = utf8_with_surrogates(text);
  // UTF-16 joins pairs.
  const nb::object utf16 = checked(PyUnicode_AsEncodedString(text.ptr(), "utf-16", "surrogatepass"));
  repaired_ = copy_of(checked(PyUnicode_FromEncodedObject(utf16.ptr(), "utf-16", "replace")));
  utf8_ = repaired_;
  is_repaired_ = true;
}

std::string_view strict_utf8(nb::handle text) {
  Py_ssize_t size = 0;
  const char* const bytes = PyUnicode_AsUTF8AndSize(text.ptr(), &size);
  if (bytes == nullptr) throw nb::python_error();
  return {bytes, static_cast<std::size_t>(size)};
}

std::string utf8_with_surrogates(nb::handle text) {
  return std::string(view_of_bytes(checked(PyUnicode_AsEncodedString(text.ptr(), "utf-8", "surrogatepass"))));
}

std::string_view view_of_bytes(nb::handle bytes) {
  char* start = nullptr;
  Py_ssize_t size = 0;
  if (PyBytes_AsStringAndSize(bytes.ptr(), &start, &size) != 0) throw nb::python_error();
  return {start, static_cast<std::size_t>(size)};
}

nb::object make_str(std::string_view utf8, const char* errors) {
  return checked(PyUnicode_DecodeUTF8(utf8.data(), static_cast<Py_ssize_t>(utf8.size()), errors));
}

nb::object make_bytes(std::string_view bytes) {
  return checked(PyBytes_FromStringAndSize(bytes.data(), static_cast<Py_ssize_t>(bytes.size())));
}

}  // namespace tokmill::python
