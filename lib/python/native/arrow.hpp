#pragma once

#include <nanobind/nanobind.h>

#include "python/native/batch.hpp"

namespace tokmill::python {

/// Adds the strings of an Arrow array or of a stream of them, which `column` gives by the Arrow PyCapsule
/// interface: the types utf8, large_utf8, utf8_view, binary, large_binary and binary_view. Their memory is
/// not copied. Returns whether the object has the interface. Raises TypeError for other types.
bool add_arrow(nanobind::handle column, Texts& texts);

}  // namespace tokmill::python
