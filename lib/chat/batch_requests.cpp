#include "tokmill/chat/batch_requests.hpp"

#include <utility>

#include "chat/request_values.hpp"

namespace tokmill::chat {
namespace {

constexpr std::string_view responses_url = "/v1/responses";

// What an embeddings or completions request sends: a text or a list of ids, or a list of either.
Result<void> read_inputs(const formats::JsonValue& value, const formats::JsonPointer& at, BatchRequest& request) {
  std::vector<std::string>& texts = request.inputs.emplace();
  if (value.is_string()) {
    texts.push_back(value.text);
    return {};
  }
  if (!value.is_array()) return request_error(at, "a text or a list of texts is wanted");
  for (std::size_t i = 0; i < value.elements.size(); ++i) {
    const formats::JsonValue& element = value.elements[i];
    if (element.is_string()) {
      texts.push_back(element.text);
    } else if (element.is_number()) {
      ++request.input_ids;
    } else if (element.is_array()) {
      const formats::JsonPointer at_element = at.element(i);
      for (std::size_t id = 0; id < element.elements.size(); ++id) {
        if (element.elements[id].is_number()) continue;
        return request_error(at_element.element(id), "an id is wanted");
      }
      request.input_ids += element.elements.size();
    } else {
      return request_error(at.element(i), "a text or a list of ids is wanted");
    }
  }
  return {};
}

bool is_of_responses(const formats::JsonValue& body, std::string_view url) {
  const formats::JsonValue* input = body.find("input");
  return url == responses_url || body.find("instructions") != nullptr ||
         (input != nullptr && !input->elements.empty() && input->elements.front().is_object());
}

Result<void> read_body(formats::JsonValue& body, std::string_view url, const formats::JsonPointer& at, BatchRequest& request) {
  if (!body.is_object()) return request_error(at, "the body of a request is an object");
  const bool has_messages = body.find("messages") != nullptr;
  if (!has_messages && is_of_responses(body, url)) {
    Result<Request> chat = chat_of_responses(body, at);
    if (!chat) return std::move(chat).error();
    request.chat = std::move(*chat);
    return {};
  }
  for (const std::string_view name : {"input", "prompt"}) {
    const formats::JsonValue* inputs = body.find(name);
    if (inputs == nullptr || has_messages) continue;
    if (const formats::JsonValue* model = body.find("model"); model != nullptr) request.chat.model = model->text;
    return read_inputs(*inputs, at.member(name), request);
  }
  Result<Request> chat = chat_of(body, at);
  if (!chat) return std::move(chat).error();
  request.chat = std::move(*chat);
  return {};
}

}  // namespace

Result<BatchRequest> read_batch_request(std::string_view line) {
  Result<formats::JsonValue> document = formats::parse_json(line);
  if (!document) return std::move(document).error();
  const formats::JsonPointer root;
  if (!document->is_object()) return request_error(root, "a request is an object");
  BatchRequest request;
  const formats::JsonValue* const url = document->find("url");
  const std::string_view address = url != nullptr && url->is_string() ? std::string_view(url->text) : "";
  for (auto& [name, body] : document->members) {
    if (name != "body") continue;
    if (const Result<void> read = read_body(body, address, root.member("body"), request); !read) {
      return read.error();
    }
    return request;
  }
  request.kind = BatchRequest::Kind::example;
  if (document->find("messages") == nullptr) {
    return request_error(root, "neither a batch request with a body nor a fine-tuning example with messages");
  }
  Result<Request> chat = chat_of(*document, root);
  if (!chat) return std::move(chat).error();
  request.chat = std::move(*chat);
  return request;
}

}  // namespace tokmill::chat
