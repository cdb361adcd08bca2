// The extension module tokmill._native. The Python files of the package document what users see of it.

#include "python/native/module.hpp"

#include "tokmill/version.hpp"

NB_MODULE(_native, module) {
  // Encodings live until the interpreter ends.
  nanobind::set_leak_warnings(false);
  module.attr("version") = TOKMILL_VERSION;
  tokmill::python::bind_registry(module);
  tokmill::python::bind_tiktoken(module);
  tokmill::python::bind_encoding(module);
  tokmill::python::bind_stream(module);
  tokmill::python::bind_counters(module);
}
