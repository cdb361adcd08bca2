#pragma once

#include <nanobind/nanobind.h>

namespace tokmill::python {

// Each adds the functions of one subject to the module tokmill._analysis.

void bind_boundaries(nanobind::module_& module);
void bind_languages(nanobind::module_& module);
void bind_models(nanobind::module_& module);

}  // namespace tokmill::python
