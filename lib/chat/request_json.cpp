#include "tokmill/chat/request_json.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "chat/shapes.hpp"
#include "chat/usage.hpp"
#include "chat/values.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

using formats::JsonPointer;
using formats::JsonValue;

constexpr std::uint64_t completions_limit = 16;  // the default of the Completions API

constexpr std::string_view numbers_of_answers[] = {"n", "best_of"};

// The member that limits the output of each answer; the first one that is there counts.
std::span<const std::string_view> limit_members(Shape shape) {
  static constexpr std::string_view of_chat[] = {"max_completion_tokens", "max_tokens"};
  static constexpr std::string_view of_responses[] = {"max_output_tokens"};
  static constexpr std::string_view of_others[] = {"max_tokens"};
  if (shape == Shape::chat || shape == Shape::messages) return of_chat;
  return shape == Shape::responses ? std::span<const std::string_view>(of_responses) : of_others;
}

// The prompts of a request to Completions, each of which is answered.
std::uint64_t number_of_prompts(const JsonValue& body) {
  const std::optional<JsonValue> prompt = body.find("prompt");
  if (!prompt || prompt->elements().empty() || (*prompt->elements().begin()).is_number()) return 1;
  return prompt->elements().size();
}

Result<void> read_answers(const JsonValue& body, const JsonPointer& at, Request& request) {
  for (const std::string_view name : numbers_of_answers) {
    const Result<std::optional<std::uint64_t>> number = read_number(body, name, at);
    if (!number) return number.error();
    if (*number == std::uint64_t{0}) return request_error(at.member(name), "expected a positive integer");
    request.answers = std::max(request.answers, number->value_or(1));
  }
  if (request.shape == Shape::completions) request.answers *= number_of_prompts(body);
  return {};
}

Result<void> read_settings(const JsonValue& body, const JsonPointer& at, Request& request) {
  if (!body.is_object() || request.shape == Shape::failure) return {};
  Result<std::string> model = read_text(body, "model", at);
  if (!model) return std::move(model).error();
  request.model = std::move(*model);
  if (request.shape == Shape::answer) return read_usage(body, at, request);

  Result<std::string> tier = read_text(body, "service_tier", at);
  if (!tier) return std::move(tier).error();
  request.service_tier = std::move(*tier);
  if (const Result<void> read = read_answers(body, at, request); !read) return read.error();
  for (const std::string_view name : limit_members(request.shape)) {
    const Result<std::optional<std::uint64_t>> limit = read_number(body, name, at);
    if (!limit) return limit.error();
    if (!request.max_output) request.max_output = *limit;
  }
  if (request.shape == Shape::completions && !request.max_output) request.max_output = completions_limit;
  return {};
}

}  // namespace

Result<Request> read_request(std::string_view json) {
  Result<formats::JsonDocument> document = formats::parse_json(json);
  if (!document) return std::move(document).error();
  const Result<Recognized> recognized = recognize(document->root());
  if (!recognized) return recognized.error();
  Request request(std::move(*document), recognized->body);
  request.shape = recognized->shape;
  request.outer_ = recognized->outer;
  request.inner_ = recognized->inner;

  const JsonPointer root;
  const JsonPointer at_outer = root.member(request.outer_);
  const JsonPointer at_inner = at_outer.member(request.inner_);
  const JsonPointer& at = request.outer_.empty() ? root : request.inner_.empty() ? at_outer : at_inner;
  if (const Result<void> read = read_settings(request.body(), at, request); !read) return read.error();
  return request;
}

}  // namespace tokmill::chat
