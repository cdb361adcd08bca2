#include "tokmill/import/batch_requests.hpp"

#include <utility>

#include "chat_json.hpp"

namespace tokmill::import {
namespace {

// What an embeddings or completions request sends: a text, or a list of texts.
Result<void> read_inputs(const JsonValue& value, const JsonPointer& at, std::vector<std::string>& inputs) {
  if (value.is_string()) {
    inputs.push_back(value.text);
    return {};
  }
  if (!value.is_array()) return request_error(at, "a text or a list of texts is wanted");
  for (std::size_t i = 0; i < value.elements.size(); ++i) {
    if (!value.elements[i].is_string()) return request_error(at.element(i), "a text is wanted");
    inputs.push_back(value.elements[i].text);
  }
  return {};
}

Result<void> read_body(JsonValue& body, const JsonPointer& at, BatchRequest& request) {
  if (!body.is_object()) return request_error(at, "the body of a request is an object");
  for (const std::string_view name : {"input", "prompt"}) {
    const JsonValue* inputs = body.find(name);
    if (inputs == nullptr || body.find("messages") != nullptr) continue;
    if (const JsonValue* model = body.find("model"); model != nullptr) request.chat.model = model->text;
    return read_inputs(*inputs, at.member(name), request.inputs.emplace());
  }
  Result<ChatRequest> chat = chat_of(body, at);
  if (!chat) return std::move(chat).error();
  request.chat = std::move(*chat);
  return {};
}

}  // namespace

Result<BatchRequest> read_batch_request(std::string_view line) {
  Result<JsonValue> document = parse_json(line);
  if (!document) return std::move(document).error();
  const JsonPointer root;
  if (!document->is_object()) return request_error(root, "a request is an object");
  BatchRequest request;
  for (auto& [name, body] : document->members) {
    if (name != "body") continue;
    if (const Result<void> read = read_body(body, root.member("body"), request); !read) return read.error();
    return request;
  }
  request.kind = BatchRequest::Kind::example;
  if (document->find("messages") == nullptr) {
    return request_error(root, "neither a batch request with a body nor a fine-tuning example with messages");
  }
  Result<ChatRequest> chat = chat_of(*document, root);
  if (!chat) return std::move(chat).error();
  request.chat = std::move(*chat);
  return request;
}

}  // namespace tokmill::import
