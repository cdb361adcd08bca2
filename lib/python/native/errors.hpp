#pragma once

#include <nanobind/nanobind.h>

#include <string>
#include <string_view>
#include <utility>

#include "tokmill/error.hpp"
#include "tokmill/result.hpp"

namespace tokmill::python {

/// Sets the Python exception and throws nanobind::python_error.
[[noreturn]] void raise(PyObject* type, std::string_view message);

/// The exception of an error of the library: OSError if a file cannot be read, OverflowError if a result does
/// not fit, KeyError if an id has no token, otherwise ValueError.
[[noreturn]] void raise(const Error& error);

/// The value of a result, or the exception of its error.
template <class T>
[[nodiscard]] T value_of(Result<T> result) {
  if (!result) raise(result.error());
  return *std::move(result);
}

/// The object of a call of the C API that returns a new reference, or null if it has set an exception.
[[nodiscard]] nanobind::object checked(PyObject* object);

/// TypeError as tiktoken has it: `'int' object is not an instance of 'str'`.
[[noreturn]] void raise_not_instance(nanobind::handle object, std::string_view expected);

/// The name of the type of an object.
[[nodiscard]] std::string name_of_type(nanobind::handle object);

}  // namespace tokmill::python
