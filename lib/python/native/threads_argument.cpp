#include "python/native/threads_argument.hpp"

#include <algorithm>

#include "python/native/errors.hpp"
#include "tokmill/threads.hpp"

namespace tokmill::python {

namespace nb = nanobind;

std::size_t threads_of(nb::handle argument) {
  const std::size_t most = default_threads();
  if (argument.is_none()) return most;
  const int is_too_small = PyObject_RichCompareBool(argument.ptr(), nb::int_(0).ptr(), Py_LE);
  if (is_too_small < 0) throw nb::python_error();
  if (is_too_small > 0) raise(PyExc_ValueError, "max_workers must be greater than 0");
  const int is_most = PyObject_RichCompareBool(argument.ptr(), nb::int_(most).ptr(), Py_GE);
  if (is_most < 0) throw nb::python_error();
  if (is_most > 0) return most;
  const std::size_t threads = PyLong_AsSize_t(checked(PyNumber_Long(argument.ptr())).ptr());
  if (PyErr_Occurred() != nullptr) throw nb::python_error();
  return std::max(threads, std::size_t{1});
}

}  // namespace tokmill::python
