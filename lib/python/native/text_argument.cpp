#include "python/native/text_argument.hpp"

#include <memory>
#include <string>

#include "python/native/arrow.hpp"
#include "python/native/errors.hpp"

namespace tokmill::python {

namespace nb = nanobind;

TextArgument::TextArgument(nb::handle text) {
  if (PyUnicode_Check(text.ptr())) {
    text_.emplace(text);
  } else if (PyBytes_Check(text.ptr())) {
    bytes_ = view_of_bytes(text);
  } else {
    raise(PyExc_TypeError, "expected str or bytes, got " + name_of_type(text));
  }
}

nb::object TextArgument::part(std::string_view utf8) const {
  return is_str() ? make_str(utf8) : make_bytes(utf8);
}

nb::handle default_special() {
  static PyObject* const text = PyUnicode_InternFromString("text");
  return text;
}

const SpecialPolicy* special_of(nb::handle special) {
  if (special.is(default_special())) [[likely]] return nullptr;
  static const SpecialPolicy allow = SpecialPolicy::allow_all();
  static const SpecialPolicy error = SpecialPolicy::error();
  if (PyUnicode_Check(special.ptr())) {
    if (PyUnicode_CompareWithASCIIString(special.ptr(), "text") == 0) return nullptr;
    if (PyUnicode_CompareWithASCIIString(special.ptr(), "allow") == 0) return &allow;
    if (PyUnicode_CompareWithASCIIString(special.ptr(), "error") == 0) return &error;
  }
  raise(PyExc_ValueError,
        "expected 'text', 'allow' or 'error' for special, got " + utf8_with_surrogates(nb::repr(special)));
}

void add_texts(nb::handle iterable, Texts& texts) {
  if (PyUnicode_Check(iterable.ptr()) || PyBytes_Check(iterable.ptr())) {
    raise(PyExc_TypeError, "expected an iterable of texts, got " + name_of_type(iterable));
  }
  if (!PyList_Check(iterable.ptr()) && add_arrow(iterable, texts)) return;
  const auto list = std::make_shared<nb::object>(checked(PySequence_List(iterable.ptr())));
  texts.keep(list);
  texts.reserve(nb::len(*list));
  for (const nb::handle text : *list) {
    if (PyUnicode_Check(text.ptr())) [[likely]] {
      texts.add(text);
    } else if (PyBytes_Check(text.ptr())) {
      texts.add(view_of_bytes(text));
    } else if (text.is_none()) {
      texts.add_null();
    } else {
      raise(PyExc_TypeError, "text " + std::to_string(texts.views().size()) +
                                 ": expected str, bytes or None, got " + name_of_type(text));
    }
  }
}

std::size_t size_of(nb::handle number, const char* name) {
  const nb::object index = checked(PyNumber_Index(number.ptr()));
  const std::size_t size = PyLong_AsSize_t(index.ptr());
  if (PyErr_Occurred() == nullptr) return size;
  PyErr_Clear();
  raise(PyExc_ValueError, std::string("expected a number that is not negative for ") + name + ", got " +
                              utf8_with_surrogates(nb::repr(index)));
}

bool is_true(nb::handle object) {
  const int result = PyObject_IsTrue(object.ptr());
  if (result < 0) throw nb::python_error();
  return result != 0;
}

}  // namespace tokmill::python
