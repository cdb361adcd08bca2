#include "tokmill/chat/batch_requests.hpp"

#include <utility>

#include "chat/request_values.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

constexpr std::string_view responses_url = "/v1/responses";

// Reads the input of an embeddings or completions request: a string, an array of ids, or an array of these.
Result<void> read_inputs(const formats::JsonValue& value, const formats::JsonPointer& at, BatchRequest& request) {
  std::vector<std::string>& texts = request.inputs.emplace();
  if (value.is_string()) {
    texts.push_back(value.text);
    return {};
  }
  if (!value.is_array()) return request_error(at, "expected a string or an array");
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
        return request_error(at_element.element(id), "expected a token id");
      }
      request.input_ids += element.elements.size();
    } else {
      return request_error(at.element(i), "expected a string, a token id or an array of token ids");
    }
  }
  return {};
}

bool is_of_responses(const formats::JsonValue& body, std::string_view url) {
  const formats::JsonValue* input = body.find("input");
  return url == responses_url || body.find("instructions") != nullptr ||
         (input != nullptr && !input->elements.empty() && input->elements.front().is_object());
}

Result<void> read_body(formats::JsonValue& body, std::string_view url, const formats::JsonPointer& at,
                       BatchRequest& request) {
  if (!body.is_object()) return request_error(at, "expected an object");
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
    Result<std::string> model = take_text(body, "model", at);
    if (!model) return std::move(model).error();
    request.chat.model = std::move(*model);
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
  if (!document->is_object()) return request_error(root, "expected an object");
  BatchRequest request;
  const formats::JsonValue* const url = document->find("url");
  const std::string_view url_text = url != nullptr && url->is_string() ? std::string_view(url->text) : "";
  for (auto& [name, body] : document->members) {
    if (name != "body") continue;
    if (const Result<void> read = read_body(body, url_text, root.member("body"), request); !read) {
      return read.error();
    }
    return request;
  }
  request.kind = BatchRequest::Kind::example;
  if (document->find("messages") == nullptr) {
    return request_error(root, "expected a batch request with body or a fine-tuning example with messages");
  }
  Result<Request> chat = chat_of(*document, root);
  if (!chat) return std::move(chat).error();
  request.chat = std::move(*chat);
  return request;
}

}  // namespace tokmill::chat
