#include "chat/shapes.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>

#include "chat/values.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

using formats::JsonPointer;
using formats::JsonValue;

struct Endpoint {
  std::string_view url;  // its end
  Shape shape;
};

constexpr Endpoint endpoints[] = {
    {"/chat/completions", Shape::chat}, {"/completions", Shape::completions}, {"/responses", Shape::responses},
    {"/embeddings", Shape::embeddings}, {"/messages", Shape::anthropic},
};

// One of these members tells the APIs apart whose requests have the same main member.
constexpr std::string_view only_in_anthropic[] = {
    "system",    "anthropic_version",  "anthropic_beta", "stop_sequences", "thinking", "mcp_servers",
    "container", "context_management", "output_config",  "inference_geo",  "speed",
};
constexpr std::string_view not_in_examples[] = {
    "model",       "max_tokens",   "max_completion_tokens", "temperature", "top_p", "n", "stream",
    "tool_choice", "service_tier", "response_format",
};
constexpr std::string_view only_in_responses[] = {
    "instructions", "previous_response_id", "conversation", "max_output_tokens", "tools",  "reasoning", "text",
    "store",        "temperature",          "stream",       "include",           "prompt", "truncation", "background",
};
constexpr std::string_view only_in_embeddings[] = {"encoding_format", "dimensions"};
constexpr std::string_view in_answers[] = {"choices", "output", "content", "data", "object"};

// What a document with an unknown form looks like, by a member that it has.
struct Likeness {
  std::string_view member;
  std::string_view what;
};

constexpr Likeness likenesses[] = {
    {"contents", "a request to the Gemini API"},
    {"chat_history", "a request to the Cohere API"},
    {"inputText", "a request to Amazon Titan"},
    {"inputs", "a request to the Hugging Face API"},
    {"conversations", "a conversation in the ShareGPT form"},
    {"instruction", "an example in the Alpaca form"},
    {"input_file_id", "a batch object; expected the file that it names"},
    {"choices", "an answer without usage"},
    {"error", "an error of an API"},
    {"candidates", "an answer of the Gemini API"},
    {"text", "a line of text; use tokmill count --jsonl"},
};

bool has_any(const JsonValue& object, std::span<const std::string_view> names) {
  return std::any_of(names.begin(), names.end(), [&object](std::string_view name) { return object.find(name); });
}

bool has_object(const JsonValue& object, std::string_view name) {
  const std::optional<JsonValue> value = object.find(name);
  return value && value->is_object();
}

bool defines_anthropic_tools(const JsonValue& body) {
  const std::optional<JsonValue> tools = body.find("tools");
  return tools && !tools->elements().empty() && (*tools->elements().begin()).find("input_schema");
}

Shape shape_of_messages(const JsonValue& body) {
  if (has_any(body, only_in_anthropic) || defines_anthropic_tools(body)) return Shape::anthropic;
  return has_any(body, not_in_examples) ? Shape::chat : Shape::messages;
}

Shape shape_of_input(const JsonValue& body, const JsonValue& input) {
  if (has_any(body, only_in_embeddings)) return Shape::embeddings;
  if (has_any(body, only_in_responses)) return Shape::responses;
  if (input.is_array()) {
    const bool has_items = !input.elements().empty() && (*input.elements().begin()).is_object();
    return has_items ? Shape::responses : Shape::embeddings;
  }
  const std::optional<JsonValue> model = body.find("model");
  return model && model->text().find("embed") != std::string::npos ? Shape::embeddings : Shape::responses;
}

Error unrecognized(const JsonValue& body, const JsonPointer& at) {
  std::string what = "expected an array of messages";
  for (const Likeness& likeness : likenesses) {
    if (!body.find(likeness.member)) continue;
    what.append("; this looks like ").append(likeness.what);
    break;
  }
  return request_error(at.member("messages"), what);
}

Error unknown_endpoint(std::string_view url) {
  constexpr std::size_t longest = 80;  // in the message, in bytes
  const JsonPointer root;
  return request_error(root.member("url"), "unknown endpoint '" + std::string(url.substr(0, longest)) + "'");
}

Result<Shape> shape_of(const JsonValue& body, std::string_view url, const JsonPointer& at) {
  if (!body.is_object()) return request_error(at, "expected an object");
  for (const Endpoint& endpoint : endpoints) {
    if (url.ends_with(endpoint.url)) return endpoint.shape;
  }
  if (!url.empty()) return unknown_endpoint(url);
  if (has_object(body, "usage") && has_any(body, in_answers)) return Shape::answer;
  if (body.find("messages")) return shape_of_messages(body);
  if (body.find("preferred_output") || body.find("non_preferred_output")) return Shape::preference;
  if (const std::optional<JsonValue> input = body.find("input"); input) return shape_of_input(body, *input);
  if (const std::optional<JsonValue> prompt = body.find("prompt"); prompt) {
    if (body.find("completion")) return Shape::completion;
    return prompt->is_object() ? Shape::responses : Shape::completions;
  }
  if (body.find("previous_response_id") || body.find("conversation")) return Shape::responses;
  return unrecognized(body, at);
}

// A line of a batch: the request is in a member.
Result<Recognized> recognize_request(const JsonValue& body, std::string_view member, std::string_view url) {
  const JsonPointer root;
  const Result<Shape> shape = shape_of(body, url, root.member(member));
  if (!shape) return shape.error();
  return Recognized{*shape == Shape::messages ? Shape::chat : *shape, body, member, {}};
}

// A line of the output of a batch of OpenAI's.
Result<Recognized> recognize_response(const JsonValue& line, const JsonValue& response) {
  const std::optional<JsonValue> status = response.find("status_code");
  const std::optional<JsonValue> body = response.find("body");
  if (line.find("error") || (status && status->text() != "200")) return Recognized{Shape::failure, line, {}, {}};
  const JsonPointer root;
  const JsonPointer at_response = root.member("response");
  if (!body || !has_object(*body, "usage")) {
    return request_error(at_response.member("body"), "expected an answer with usage");
  }
  return Recognized{Shape::answer, *body, "response", "body"};
}

// A line of the output of a batch of Anthropic's.
Result<Recognized> recognize_result(const JsonValue& line, const JsonValue& result) {
  const std::optional<JsonValue> type = result.find("type");
  if (type && !type->is_text("succeeded")) return Recognized{Shape::failure, line, {}, {}};
  const std::optional<JsonValue> message = result.find("message");
  const JsonPointer root;
  const JsonPointer at_result = root.member("result");
  if (!message || !has_object(*message, "usage")) {
    return request_error(at_result.member("message"), "expected an answer with usage");
  }
  return Recognized{Shape::answer, *message, "result", "message"};
}

}  // namespace

Result<Recognized> recognize(const JsonValue& document) {
  const JsonPointer root;
  if (document.is_array()) return Recognized{Shape::messages, document, {}, {}};
  if (!document.is_object()) return request_error(root, "expected an object with messages, or an array of messages");
  if (const std::optional<JsonValue> body = document.find("body"); body) {
    const std::optional<JsonValue> url = document.find("url");
    std::string buffer;
    const std::string_view path = url ? url->text(buffer) : std::string_view();
    return recognize_request(*body, "body", path.substr(0, path.find('?')));
  }
  if (const std::optional<JsonValue> params = document.find("params"); params && !document.find("messages")) {
    return recognize_request(*params, "params", "/messages");
  }
  if (const std::optional<JsonValue> response = document.find("response"); response) {
    return recognize_response(document, *response);
  }
  if (const std::optional<JsonValue> result = document.find("result"); result) {
    return recognize_result(document, *result);
  }
  if (document.find("custom_id") && document.find("error")) return Recognized{Shape::failure, document, {}, {}};
  const Result<Shape> shape = shape_of(document, {}, root);
  if (!shape) return shape.error();
  return Recognized{*shape, document, {}, {}};
}

}  // namespace tokmill::chat
