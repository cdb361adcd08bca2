#include "python/native/method.hpp"

#include <algorithm>
#include <string>

#include "python/native/text.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

[[noreturn]] void raise_too_many(const std::string& function, std::span<const Parameter> parameters,
                                 std::size_t given) {
  // As Python does, with the object itself.
  const auto most = static_cast<std::size_t>(
      std::ranges::count_if(parameters,
                            [](const Parameter& parameter) { return !parameter.is_keyword_only; }) +
      1);
  const auto least = static_cast<std::size_t>(std::ranges::count_if(parameters,
                                                                    [](const Parameter& parameter) {
                                                                      return !parameter.is_keyword_only &&
                                                                             parameter.fallback == nullptr;
                                                                    }) +
                                              1);
  const std::string accepted =
      least == most ? std::to_string(most) : "from " + std::to_string(least) + " to " + std::to_string(most);
  raise(PyExc_TypeError, function + "() takes " + accepted + " positional argument" + (most == 1 ? "" : "s") +
                             " but " + std::to_string(given + 1) + " were given");
}

[[noreturn]] void raise_missing(const std::string& function, std::span<const Parameter> parameters,
                                PyObject* const* found) {
  for (std::size_t i = 0;; ++i) {
    if (found[i] != nullptr || parameters[i].fallback != nullptr) continue;
    const char* const kind = parameters[i].is_keyword_only ? "keyword-only" : "positional";
    raise(PyExc_TypeError,
          function + "() missing 1 required " + kind + " argument: '" + parameters[i].name + "'");
  }
}

}  // namespace

void find_arguments(const char* function, std::span<const Parameter> parameters, PyObject* const* arguments,
                    std::size_t positional, PyObject* names, PyObject** found) {
  const auto accepts = [&](std::size_t i) { return i < parameters.size() && !parameters[i].is_keyword_only; };
  if (positional > 0 && !accepts(positional - 1)) raise_too_many(function, parameters, positional);
  std::copy_n(arguments, positional, found);
  const Py_ssize_t named = names == nullptr ? 0 : PyTuple_Size(names);
  for (Py_ssize_t i = 0; i < named; ++i) {
    const nb::handle name = PyTuple_GetItem(names, i);
    const auto parameter = std::ranges::find_if(parameters, [name](const Parameter& candidate) {
      return PyUnicode_CompareWithASCIIString(name.ptr(), candidate.name) == 0;
    });
    if (parameter == parameters.end()) {
      raise(PyExc_TypeError, std::string(function) + "() got an unexpected keyword argument '" +
                                 utf8_with_surrogates(name) + "'");
    }
    PyObject*& value = found[parameter - parameters.begin()];
    if (value != nullptr) {
      raise(PyExc_TypeError,
            std::string(function) + "() got multiple values for argument '" + parameter->name + "'");
    }
    value = arguments[positional + static_cast<std::size_t>(i)];
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (found[i] != nullptr) continue;
    if (parameters[i].fallback == nullptr) raise_missing(function, parameters, found);
    found[i] = parameters[i].fallback().ptr();
  }
}

}  // namespace tokmill::python
