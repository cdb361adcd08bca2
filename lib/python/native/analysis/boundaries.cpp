// The ends of sentences, words and graphemes, for chunks of texts.

#include "tokmill/icu/boundaries.hpp"

#include <nanobind/stl/string_view.h>

#include <memory>
#include <string_view>

#include "python/native/analysis/module.hpp"
#include "python/native/boundary_finder_capsule.hpp"
#include "python/native/errors.hpp"
#include "tokmill/boundary_finder.hpp"
#include "tokmill/icu/available.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

// `kind`: sentence, word or grapheme.
nb::object boundary_finder(std::string_view kind) {
  if (!icu::available()) {
    raise(PyExc_NotImplementedError, "tokmill was built without ICU: only 'paragraph' is available as a boundary");
  }
  auto finder = std::make_unique<BoundaryFinder>(kind == "sentence" ? icu::sentence_finder()
                                                 : kind == "word"   ? icu::word_finder()
                                                                    : icu::grapheme_finder());
  nb::capsule owner(finder.get(), boundary_finder_capsule,
                    [](void* pointer) noexcept { delete static_cast<BoundaryFinder*>(pointer); });
  finder.release();
  return std::move(owner);
}

}  // namespace

void bind_boundaries(nb::module_& module) {
  module.def("boundary_finder", &boundary_finder);
}

}  // namespace tokmill::python
