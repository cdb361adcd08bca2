#include "tokmill/chat/batch_requests.hpp"

#include <algorithm>
#include <utility>

#include "chat/request_values.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

constexpr std::string_view responses_url = "/v1/responses";

// Reads the input of an embeddings or completions request: a string, an array of ids, or an array of these.
Result<void> read_inputs(const formats::JsonValue& value, const formats::JsonPointer& at, BatchRequest& request) {
  std::vector<std::string>& texts = request.inputs.emplace();
  if (value.is_string()) {
    texts.push_back(value.text());
    return {};
  }
  if (!value.is_array()) return request_error(at, "expected a string or an array");
  const formats::JsonRange<formats::JsonValue> elements = value.elements();
  const auto is_text = [](const formats::JsonValue& element) { return element.is_string(); };
  texts.reserve(static_cast<std::size_t>(std::count_if(elements.begin(), elements.end(), is_text)));
  std::size_t i = 0;
  for (const formats::JsonValue& element : elements) {
    const formats::JsonPointer at_element = at.element(i++);
    if (element.is_string()) {
      texts.push_back(element.text());
    } else if (element.is_number()) {
      ++request.input_ids;
    } else if (element.is_array()) {
      std::size_t number = 0;
      for (const formats::JsonValue& id : element.elements()) {
        if (!id.is_number()) return request_error(at_element.element(number), "expected a token id");
        ++number;
      }
      request.input_ids += number;
    } else {
      return request_error(at_element, "expected a string, a token id or an array of token ids");
    }
  }
  return {};
}

bool is_of_responses(const formats::JsonValue& body, std::string_view url) {
  const std::optional<formats::JsonValue> input = body.find("input");
  return url == responses_url || body.find("instructions") ||
         (input && !input->elements().empty() && (*input->elements().begin()).is_object());
}

Result<void> read_body(const formats::JsonValue& body, std::string_view url, const formats::JsonPointer& at,
                       BatchRequest& request) {
  if (!body.is_object()) return request_error(at, "expected an object");
  const bool has_messages = body.find("messages").has_value();
  if (!has_messages && is_of_responses(body, url)) {
    Result<Request> chat = chat_of_responses(body, at);
    if (!chat) return std::move(chat).error();
    request.chat = std::move(*chat);
    return {};
  }
  for (const std::string_view name : {"input", "prompt"}) {
    const std::optional<formats::JsonValue> inputs = body.find(name);
    if (!inputs || has_messages) continue;
    Result<std::string> model = read_text(body, "model", at);
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
  const Result<formats::JsonDocument> parsed = formats::parse_json(line);
  if (!parsed) return parsed.error();
  const formats::JsonValue document = parsed->root();
  const formats::JsonPointer root;
  if (!document.is_object()) return request_error(root, "expected an object");
  BatchRequest request;
  const std::optional<formats::JsonValue> url = document.find("url");
  const std::string url_text = url && url->is_string() ? url->text() : std::string();
  for (const auto& [name, body] : document.members()) {
    if (name.text() != "body") continue;
    if (const Result<void> read = read_body(body, url_text, root.member("body"), request); !read) {
      return read.error();
    }
    return request;
  }
  request.kind = BatchRequest::Kind::example;
  if (!document.find("messages")) {
    return request_error(root, "expected a batch request with body or a fine-tuning example with messages");
  }
  Result<Request> chat = chat_of(document, root);
  if (!chat) return std::move(chat).error();
  request.chat = std::move(*chat);
  return request;
}

}  // namespace tokmill::chat
