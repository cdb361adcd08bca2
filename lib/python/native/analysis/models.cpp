// Models: their tokenizers, their requests and their prices.

#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "python/native/analysis/module.hpp"
#include "python/native/analysis/values.hpp"
#include "python/native/encoding_object.hpp"
#include "python/native/errors.hpp"
#include "python/native/text.hpp"
#include "python/native/threads_argument.hpp"
#include "tokmill/analysis/chat_count.hpp"
#include "tokmill/analysis/model_tokenizer.hpp"
#include "tokmill/analysis/tally.hpp"
#include "tokmill/chat/request_json.hpp"
#include "tokmill/pricing/bill.hpp"
#include "tokmill/pricing/price_book.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

nb::object model_tokenizer(std::string_view name) {
  const analysis::ModelTokenizer tokenizer = value_of(analysis::tokenizer_of_model(built_in_prices(), name));
  return nb::make_tuple(make_str(tokenizer.encoding->name()), tokenizer.exact, make_str(tokenizer.model.id),
                        make_str(tokenizer.model.provider));
}

std::string_view name_of(chat::Omission::Kind kind) noexcept {
  switch (kind) {
    case chat::Omission::Kind::uncounted: return "uncounted";
    case chat::Omission::Kind::chat_template: return "chat_template";
    case chat::Omission::Kind::unknown: return "unknown";
    case chat::Omission::Kind::range: return "range";
    case chat::Omission::Kind::fee: return "fee";
    case chat::Omission::Kind::price: break;
  }
  return "price";
}

// The total, its upper bound, whether it is exact, whether a part is unknown, the items and the omissions.
nb::object count_request(std::string_view json, std::string_view model, const EncodingObject& encoding) {
  const chat::Request request = value_of(chat::read_request(json));
  const std::string_view named = model.empty() ? std::string_view(request.model) : model;
  const chat::Count count = value_of(analysis::count_chat(request, named, encoding.encoding()));
  nb::list items;
  for (const chat::Item& item : count.items) {
    items.append(nb::make_tuple(make_str(item.what, "replace"), item.tokens, item.exact, optional_int(item.most),
                                item.unknown));
  }
  nb::list omissions;
  for (const chat::Omission& omission : count.omissions) {
    omissions.append(nb::make_tuple(make_str(name_of(omission.kind)), make_str(omission.what, "replace"),
                                    make_str(omission.hint, "replace")));
  }
  return nb::make_tuple(count.total, count.most, count.exact, count.unknown, items, omissions);
}

pricing::Service service_named(std::string_view name) {
  if (const auto service = pricing::find_service(name)) return *service;
  raise(PyExc_ValueError, "there is no service '" + std::string(name) + "'");
}

// The model and its provider, and the amounts of the bill and the day on which its prices were read, as str or None.
nb::object price_calls(std::string_view name, std::uint64_t input, std::uint64_t cached, std::uint64_t written,
                       std::uint64_t written_long, std::uint64_t output, std::uint64_t calls,
                       std::string_view service, std::string_view day) {
  const pricing::PricedModel model = value_of(built_in_prices().find(name));
  const pricing::Usage usage{.input_tokens = input,
                             .cached_tokens = cached,
                             .cache_write_tokens = written,
                             .cache_write_long_tokens = written_long,
                             .output_tokens = output,
                             .calls = calls};
  const pricing::Terms terms{service_named(service), value_of(pricing::parse_date(day))};
  const pricing::Bill bill = value_of(pricing::bill(model, usage, terms));
  return nb::make_tuple(make_str(model.id), make_str(model.provider), optional_amount(bill.input),
                        optional_amount(bill.cached), optional_amount(bill.cache_write), optional_amount(bill.output),
                        optional_amount(bill.total),
                        bill.as_of ? make_str(pricing::to_string(*bill.as_of)) : nb::none());
}

// How an encoding splits the integers of a range: how many are one token, the first that is not, and how many have each
// shape.
nb::object tally(const EncodingObject& encoding, std::uint64_t from, std::uint64_t to, nb::handle threads) {
  const std::size_t most_threads = threads_of(threads);
  if (from > to) raise(PyExc_ValueError, "expected a first number that is at most the last one");
  const analysis::Tally result = [&] {
    const nb::gil_scoped_release unlocked;
    return analysis::tally(encoding.encoding(), {from, to}, most_threads);
  }();
  nb::dict shapes;
  for (const auto& [shape, count] : result.by_frequency()) shapes[make_str(shape)] = nb::int_(count);
  return nb::make_tuple(result.whole, optional_int(result.first_split), shapes);
}

}  // namespace

void bind_models(nb::module_& module) {
  module.def("model_tokenizer", &model_tokenizer);
  module.def("count_request", &count_request);
  module.def("price_calls", &price_calls);
  module.def("tally", &tally, nb::arg("encoding"), nb::arg("first"), nb::arg("last"), nb::arg("threads").none());
}

}  // namespace tokmill::python
