#pragma once

// Methods of classes in C, which unlike those of nanobind can be pickled and inspected, are called faster,
// and raise TypeError with the messages of Python functions.

#include <nanobind/nanobind.h>

#include <array>
#include <cstddef>
#include <exception>
#include <new>
#include <span>
#include <utility>

#include "python/native/errors.hpp"

namespace tokmill::python {

/// A parameter of a method.
struct Parameter {
  const char* name;
  nanobind::handle (*fallback)() =
      nullptr;  ///< Returns the default, which must live forever; null: it is required.
  bool is_keyword_only = false;
};

/// The arguments of a call by the order of the parameters. Raises TypeError. `function`: with its class, for
/// messages.
void find_arguments(const char* function, std::span<const Parameter> parameters, PyObject* const* arguments,
                    std::size_t positional, PyObject* names, PyObject** found);

/// The parameters of a method. Keyword-only ones are last.
template <std::size_t count>
struct Signature {
  const char* function;
  std::array<Parameter, count> parameters;

  [[nodiscard]] std::array<PyObject*, count> arguments(PyObject* const* arguments, std::size_t positional,
                                                       PyObject* names) const {
    std::array<PyObject*, count> found{};
    if (names == nullptr && positional == 1 && count > 0) [[likely]] {
      // The usual call has one argument.
      found[0] = arguments[0];
      bool is_complete = true;
      for (std::size_t i = 1; i < count; ++i) {
        is_complete = is_complete && parameters[i].fallback != nullptr;
        if (is_complete) found[i] = parameters[i].fallback().ptr();
      }
      if (is_complete && !parameters[0].is_keyword_only) return found;
    }
    found.fill(nullptr);
    find_arguments(function, parameters, arguments, positional, names, found.data());
    return found;
  }
};

/// The C function of a method: calls function(self, handles…).
template <class Self, auto function, const auto& signature>
PyObject* call_method(PyObject* self, PyObject* const* arguments, Py_ssize_t positional,
                      PyObject* names) noexcept {
  namespace nb = nanobind;
  try {
    if (!nb::inst_ready(self)) [[unlikely]]
      raise(PyExc_TypeError, "__init__() was not called");
    const auto found = signature.arguments(arguments, static_cast<std::size_t>(positional), names);
    return [&]<std::size_t... i>(std::index_sequence<i...>) {
      return function(*nb::inst_ptr<const Self>(self), nb::handle(found[i])...).release().ptr();
    }
    (std::make_index_sequence<std::tuple_size_v<decltype(found)>>());
  } catch (nb::python_error& error) {
    error.restore();
  } catch (const std::bad_alloc&) {
    PyErr_NoMemory();
  } catch (const std::exception& error) {
    PyErr_SetString(PyExc_RuntimeError, error.what());
  }
  return nullptr;
}

/// The entry of a method in the table of a class. `documentation` starts with the signature as Python shows
/// it, and `--`.
template <class Self, auto function, const auto& signature>
PyMethodDef method(const char* name, const char* documentation) {
  PyObject* (*const call)(PyObject*, PyObject* const*, Py_ssize_t, PyObject*) =
      &call_method<Self, function, signature>;
  return {name, reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(call)),
          METH_FASTCALL | METH_KEYWORDS, documentation};
}

}  // namespace tokmill::python
