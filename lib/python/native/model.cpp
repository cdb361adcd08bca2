// The tokenizers of models.

#include <nanobind/stl/string_view.h>

#include <string_view>

#include "python/native/errors.hpp"
#include "python/native/module.hpp"
#include "python/native/text.hpp"
#include "tokmill/analysis/model_tokenizer.hpp"
#include "tokmill/pricing/price_book.hpp"

namespace tokmill::python {

namespace nb = nanobind;

void bind_model(nb::module_& module) {
  // The name of the encoding, whether it is the model's own, the model and its provider.
  module.def("model_tokenizer", [](std::string_view name) {
    static const pricing::PriceBook book;
    const analysis::ModelTokenizer tokenizer = value_of(analysis::tokenizer_of_model(book, name));
    return nb::make_tuple(make_str(tokenizer.encoding->name()), tokenizer.exact, make_str(tokenizer.model.id),
                          make_str(tokenizer.model.provider));
  });
}

}  // namespace tokmill::python
