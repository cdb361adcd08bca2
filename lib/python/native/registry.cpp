// The names of encodings and models.

#include "tokmill/registry.hpp"

#include <span>
#include <string_view>

#include "python/native/module.hpp"
#include "python/native/text.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

nb::dict encodings_of(std::span<const std::string_view> models) {
  nb::dict encodings;
  for (const std::string_view model : models)
    encodings[make_str(model)] = make_str(*encoding_name_for_model(model));
  return encodings;
}

}  // namespace

void bind_registry(nb::module_& module) {
  module.def("encoding_names", [] {
    nb::list names;
    for (const std::string_view name : encoding_names()) names.append(make_str(name));
    return names;
  });

  // tiktoken's MODEL_TO_ENCODING and MODEL_PREFIX_TO_ENCODING.
  module.def("model_encodings", [] { return encodings_of(tokenizer_model_names()); });
  module.def("model_prefix_encodings", [] { return encodings_of(tokenizer_model_prefixes()); });
}

}  // namespace tokmill::python
