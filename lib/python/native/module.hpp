#pragma once

#include <nanobind/nanobind.h>

namespace tokmill::python {

// Each adds the classes and functions of one subject to the module tokmill._native.

void bind_counters(nanobind::module_& module);
void bind_encoding(nanobind::module_& module);
void bind_registry(nanobind::module_& module);
void bind_stream(nanobind::module_& module);
void bind_tiktoken(nanobind::module_& module);

}  // namespace tokmill::python
