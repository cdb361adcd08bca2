#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "c/arguments.hpp"
#include "c/error.hpp"
#include "c/objects.hpp"
#include "tokmill/analysis/cost.hpp"
#include "tokmill/analysis/json.hpp"
#include "tokmill/analysis/model_tokenizer.hpp"
#include "tokmill/chat/request_json.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "tokmill/pricing/price_book.hpp"

namespace tokmill::inline TOKMILL_ABI::c {
namespace {

/// What the calls of one question share.
struct Question {
  pricing::Terms terms;
  pricing::Usage usage;
};

Result<Question> read_question(const tokmill_usage& usage, std::string_view service, std::string_view date) {
  const Result<pricing::Date> day = pricing::parse_date(date);
  if (!day) return day.error();
  Question question;
  question.terms.at = *day;
  if (!service.empty()) {
    const std::optional<pricing::Service> found = pricing::find_service(service);
    if (!found) {
      return Error{ErrorCode::invalid_argument, "expected the name of a service, got " + std::string(service), 0};
    }
    question.terms.service = *found;
  }
  question.usage.input_tokens = usage.input_tokens;
  question.usage.cached_tokens = usage.cached_tokens;
  question.usage.cache_write_tokens = usage.cache_write_tokens;
  question.usage.cache_write_long_tokens = usage.cache_write_long_tokens;
  question.usage.output_tokens = usage.output_tokens;
  question.usage.calls = std::max<std::uint64_t>(usage.calls, 1);
  return question;
}

Result<analysis::CostRow> price_tokens(const pricing::PriceBook& book, std::string_view model,
                                       const Question& question) {
  Result<analysis::ModelTokenizer> tokenizer = analysis::tokenizer_of_model(book, model);
  if (!tokenizer) return std::move(tokenizer).error();
  const analysis::InputCount input{question.usage.input_tokens, tokenizer->exact, true};
  return analysis::price_calls({std::string(model), *std::move(tokenizer)}, input, question.usage, question.terms);
}

Result<analysis::CostRow> price_json(const pricing::PriceBook& book, std::string_view json, std::string_view model,
                                     const Question& question) {
  const Result<chat::Request> request = chat::read_request(json);
  if (!request) return request.error();
  const std::string name = model.empty() ? request->model : std::string(model);
  if (name.empty()) return Error{ErrorCode::malformed_request, "the request names no model", 0};
  Result<analysis::ModelTokenizer> tokenizer = analysis::tokenizer_of_model(book, name);
  if (!tokenizer) return std::move(tokenizer).error();
  analysis::RequestTerms terms;
  terms.terms = question.terms;
  terms.each = question.usage;
  return analysis::price_request(*request, {name, *std::move(tokenizer)}, terms);
}

/// Writes the JSON of a row.
tokmill_status give_cost(const Result<analysis::CostRow>& row, char** json, std::size_t* json_size,
                         tokmill_error** error) {
  if (!row) return fail(error, row.error());
  formats::JsonWriter writer;
  write_cost(writer, *row);
  store_text(writer.text(), json, json_size);
  return TOKMILL_OK;
}

}  // namespace
}  // namespace tokmill::c

using namespace tokmill;

extern "C" {

tokmill_status tokmill_model_json(const char* model, size_t model_size, const char* date, size_t date_size,
                                  char** json, size_t* json_size, tokmill_error** error) {
  return c::guarded(error, [&] {
    const Result<pricing::Date> day = pricing::parse_date(c::view(date, date_size));
    if (!day) return c::fail(error, day.error());
    const pricing::PriceBook book;
    const Result<pricing::PricedModel> found = book.find(c::view(model, model_size));
    if (!found) return c::fail(error, found.error());
    formats::JsonWriter writer;
    write_model(writer, analysis::tokenizer_of_model(*found), *day);
    c::store_text(writer.text(), json, json_size);
    return TOKMILL_OK;
  });
}

tokmill_status tokmill_models_json(const char* date, size_t date_size, char** json, size_t* json_size,
                                   tokmill_error** error) {
  return c::guarded(error, [&] {
    const Result<pricing::Date> day = pricing::parse_date(c::view(date, date_size));
    if (!day) return c::fail(error, day.error());
    const pricing::PriceBook book;
    formats::JsonWriter writer;
    writer.begin_array();
    for (const pricing::PricedModel& model : book.models()) {
      write_model(writer, analysis::tokenizer_of_model(model), *day);
    }
    writer.end_array();
    c::store_text(writer.text(), json, json_size);
    return TOKMILL_OK;
  });
}

tokmill_status tokmill_cost_json(const char* model, size_t model_size, const tokmill_usage* usage,
                                 const char* service, size_t service_size, const char* date, size_t date_size,
                                 char** json, size_t* json_size, tokmill_error** error) {
  return c::guarded(error, [&] {
    const Result<c::Question> question =
        c::read_question(*usage, c::view(service, service_size), c::view(date, date_size));
    if (!question) return c::fail(error, question.error());
    const pricing::PriceBook book;
    return c::give_cost(c::price_tokens(book, c::view(model, model_size), *question), json, json_size, error);
  });
}

tokmill_status tokmill_request_cost_json(const char* request, size_t request_size, const char* model,
                                         size_t model_size, const tokmill_usage* usage, const char* service,
                                         size_t service_size, const char* date, size_t date_size, char** json,
                                         size_t* json_size, tokmill_error** error) {
  return c::guarded(error, [&] {
    const Result<c::Question> question =
        c::read_question(*usage, c::view(service, service_size), c::view(date, date_size));
    if (!question) return c::fail(error, question.error());
    const pricing::PriceBook book;
    return c::give_cost(c::price_json(book, c::view(request, request_size), c::view(model, model_size), *question),
                        json, json_size, error);
  });
}

}  // extern "C"
