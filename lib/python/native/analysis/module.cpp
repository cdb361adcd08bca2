// The extension module tokmill._analysis: what is above the tokenizer. It is loaded at the first use, because loading
// ICU takes longer than loading all of tokmill._native.

#include "python/native/analysis/module.hpp"

NB_MODULE(_analysis, module) {
  nanobind::set_leak_warnings(false);
  // The class Encoding, which the functions take, is that of tokmill._native.
  nanobind::module_::import_("tokmill._native");
  tokmill::python::bind_boundaries(module);
  tokmill::python::bind_languages(module);
  tokmill::python::bind_models(module);
}
