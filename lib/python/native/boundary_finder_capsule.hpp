#pragma once

namespace tokmill::python {

/// The name of a capsule that owns a BoundaryFinder. tokmill._analysis makes those that need ICU, so that
/// tokmill._native starts without loading it.
inline constexpr const char* boundary_finder_capsule = "tokmill.boundary_finder";

}  // namespace tokmill::python
