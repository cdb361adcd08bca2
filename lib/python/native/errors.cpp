#include "python/native/errors.hpp"

#include <nanobind/stl/string.h>

#include "python/native/text.hpp"

namespace tokmill::python {

namespace nb = nanobind;

void raise(PyObject* type, std::string_view message) {
  PyErr_SetObject(type, make_str(message, "replace").ptr());
  throw nb::python_error();
}

void raise(const Error& error) {
  switch (error.code) {
    case ErrorCode::unreadable_file:
    case ErrorCode::io_error:
      raise(PyExc_OSError, error.message);
    case ErrorCode::overflow:
      raise(PyExc_OverflowError, error.message);
    case ErrorCode::token_out_of_range:
      raise(PyExc_KeyError, error.message);
    default:
      raise(PyExc_ValueError, error.message);
  }
}

nb::object checked(PyObject* object) {
  if (object == nullptr) throw nb::python_error();
  return nb::steal(object);
}

std::string name_of_type(nb::handle object) {
  return nb::cast<std::string>(nb::handle(object.type()).attr("__name__"));
}

void raise_not_instance(nb::handle object, std::string_view expected) {
  std::string message = "'" + (object.is_none() ? "None'" : name_of_type(object) + "' object");
  message += " is not an instance of '";
  message += expected;
  raise(PyExc_TypeError, message + "'");
}

}  // namespace tokmill::python
