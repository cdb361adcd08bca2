#include "tokmill/chat/request_json.hpp"

#include <limits>
#include <optional>
#include <utility>

#include "chat/functions_json.hpp"
#include "chat/image_header.hpp"
#include "chat/request_values.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

Result<std::optional<std::uint32_t>> read_pixels(const formats::JsonValue& image, std::string_view name,
                                                 const formats::JsonPointer& at) {
  const std::optional<formats::JsonValue> value = image.find(name);
  if (!value) return std::optional<std::uint32_t>();
  std::uint64_t pixels = 0;
  if (value->is_number()) {
    for (const char c : value->text()) {
      if (c < '0' || c > '9' || pixels > std::numeric_limits<std::uint32_t>::max()) {
        pixels = 0;
        break;
      }
      pixels = pixels * 10 + static_cast<std::uint64_t>(c - '0');
    }
  }
  if (pixels == 0 || pixels > std::numeric_limits<std::uint32_t>::max()) {
    return request_error(at.member(name), "expected a positive integer");
  }
  return std::optional<std::uint32_t>(static_cast<std::uint32_t>(pixels));
}

std::optional<ImageSize> size_of_data_url(std::string_view url) {
  if (!url.starts_with("data:")) return std::nullopt;
  constexpr std::string_view marker = ";base64,";
  const std::size_t comma = url.find(',');
  if (comma == std::string_view::npos || !url.substr(0, comma + 1).ends_with(marker)) return std::nullopt;
  return image_size_of_base64(url.substr(comma + 1));
}

Result<Image> read_image(const formats::JsonValue& image, const formats::JsonPointer& at) {
  std::string url;
  Image read;
  if (image.is_string()) {
    url = image.text();
  } else if (image.is_object()) {
    for (const std::string_view name : {"url", "image_url"}) {
      if (const std::optional<formats::JsonValue> value = image.find(name); value && value->is_string()) {
        url = value->text();
      }
    }
    if (const std::optional<formats::JsonValue> detail = image.find("detail"); detail) {
      const std::string text = detail->text();
      if (text != "low" && text != "high" && text != "auto") {
        return request_error(at.member("detail"), "expected 'low', 'high' or 'auto'");
      }
      read.detail = text == "low" ? ImageDetail::low : ImageDetail::high;
    }
    const Result<std::optional<std::uint32_t>> width = read_pixels(image, "width", at);
    if (!width) return width.error();
    const Result<std::optional<std::uint32_t>> height = read_pixels(image, "height", at);
    if (!height) return height.error();
    if (*width && *height) {
      read.width = **width;
      read.height = **height;
      return read;
    }
  } else {
    return request_error(at, "expected a string or an object");
  }
  if (const std::optional<ImageSize> size = size_of_data_url(url)) {
    read.width = size->width;
    read.height = size->height;
    return read;
  }
  return request_error(at, "unknown image size; add width and height in pixels");
}

Result<void> read_part(const formats::JsonValue& part, const formats::JsonPointer& at, Message& message) {
  if (part.is_string()) {
    message.texts.push_back(part.text());
    return {};
  }
  if (!part.is_object()) return request_error(at, "expected a string or an object");
  Result<std::string> type = read_text(part, "type", at);
  if (!type) return std::move(type).error();
  if (*type == "text" || *type == "input_text" || *type == "output_text") {
    if (!part.find("text")) return request_error(at.member("text"), "expected a string");
    Result<std::string> text = read_text(part, "text", at);
    if (!text) return std::move(text).error();
    message.texts.push_back(std::move(*text));
    return {};
  }
  if (*type == "refusal") {
    Result<std::string> text = read_text(part, "refusal", at);
    if (!text) return std::move(text).error();
    message.texts.push_back(std::move(*text));
    return {};
  }
  if (*type == "input_image") {  // of the Responses API, where the part itself is the image
    const Result<Image> read = read_image(part, at);
    if (!read) return read.error();
    message.images.push_back(*read);
    return {};
  }
  if (*type == "image_url") {
    const formats::JsonPointer at_image = at.member("image_url");
    const std::optional<formats::JsonValue> image = part.find("image_url");
    if (!image) return request_error(at_image, "expected a string or an object");
    const Result<Image> read = read_image(*image, at_image);
    if (!read) return read.error();
    message.images.push_back(*read);
    return {};
  }
  if (type->empty()) return request_error(at.member("type"), "expected a non-empty string");
  return request_error(at.member("type"), "cannot count content parts of type '" + type->substr(0, 40) + "'");
}

Result<void> read_content(const formats::JsonValue& content, const formats::JsonPointer& at, Message& message) {
  if (content.is_null()) return {};
  if (content.is_string()) {
    message.texts.push_back(content.text());
    return {};
  }
  if (!content.is_array()) return request_error(at, "expected a string or an array of content parts");
  message.texts.reserve(content.elements().size());
  std::size_t i = 0;
  for (const formats::JsonValue& part : content.elements()) {
    if (const Result<void> read = read_part(part, at.element(i++), message); !read) return read.error();
  }
  return {};
}

Result<ToolCall> read_call(const formats::JsonValue& call, const formats::JsonPointer& at) {
  Result<std::string> name = read_text(call, "name", at);
  if (!name) return std::move(name).error();
  Result<std::string> arguments = read_text(call, "arguments", at);
  if (!arguments) return std::move(arguments).error();
  return ToolCall{std::move(*name), std::move(*arguments)};
}

Result<void> read_calls(const formats::JsonValue& value, const formats::JsonPointer& at, Message& message) {
  if (const std::optional<formats::JsonValue> single = value.find("function_call"); single) {
    const formats::JsonPointer at_call = at.member("function_call");
    if (!single->is_object()) return request_error(at_call, "expected an object");
    Result<ToolCall> call = read_call(*single, at_call);
    if (!call) return std::move(call).error();
    message.tool_calls.push_back(std::move(*call));
  }
  const std::optional<formats::JsonValue> calls = value.find("tool_calls");
  if (!calls) return {};
  const formats::JsonPointer at_calls = at.member("tool_calls");
  if (!calls->is_array()) return request_error(at_calls, "expected an array");
  message.tool_calls.reserve(message.tool_calls.size() + calls->elements().size());
  std::size_t i = 0;
  for (const formats::JsonValue& entry : calls->elements()) {
    const formats::JsonPointer at_call = at_calls.element(i++);
    const formats::JsonPointer at_function = at_call.member("function");
    const std::optional<formats::JsonValue> function = entry.find("function");
    if (!function || !function->is_object()) return request_error(at_function, "expected an object");
    Result<ToolCall> call = read_call(*function, at_function);
    if (!call) return std::move(call).error();
    message.tool_calls.push_back(std::move(*call));
  }
  return {};
}

Result<Message> read_message(const formats::JsonValue& value, const formats::JsonPointer& at) {
  if (!value.is_object()) return request_error(at, "expected an object");
  Message message;
  Result<std::string> role = read_text(value, "role", at);
  if (!role) return std::move(role).error();
  if (role->empty()) return request_error(at.member("role"), "expected a non-empty string");
  message.role = std::move(*role);
  if (value.find("name")) {
    Result<std::string> name = read_text(value, "name", at);
    if (!name) return std::move(name).error();
    message.name = std::move(*name);
  }
  Result<std::string> tool_call_id = read_text(value, "tool_call_id", at);
  if (!tool_call_id) return std::move(tool_call_id).error();
  message.tool_call_id = std::move(*tool_call_id);
  if (const std::optional<formats::JsonValue> content = value.find("content"); content) {
    const Result<void> read = read_content(*content, at.member("content"), message);
    if (!read) return read.error();
  }
  if (const Result<void> read = read_calls(value, at, message); !read) return read.error();
  return message;
}

Result<void> read_messages(const formats::JsonValue& list, const formats::JsonPointer& at, Request& request) {
  request.messages.reserve(list.elements().size());
  std::size_t i = 0;
  for (const formats::JsonValue& value : list.elements()) {
    Result<Message> message = read_message(value, at.element(i++));
    if (!message) return std::move(message).error();
    request.messages.push_back(std::move(*message));
  }
  return {};
}

}  // namespace

Error request_error(const formats::JsonPointer& at, const std::string& what) {
  return Error{ErrorCode::malformed_request, at.text() + ": " + what};
}

Result<std::string> read_text(const formats::JsonValue& object, std::string_view name, const formats::JsonPointer& at) {
  const std::optional<formats::JsonValue> value = object.find(name);
  if (!value) return std::string();
  if (!value->is_string()) return request_error(at.member(name), "expected a string");
  return value->text();
}

Result<Request> chat_of_responses(const formats::JsonValue& value, const formats::JsonPointer& at) {
  Request request;
  request.is_of_responses = true;
  Result<std::string> model = read_text(value, "model", at);
  if (!model) return std::move(model).error();
  request.model = std::move(*model);
  const std::optional<formats::JsonValue> input = value.find("input");
  const formats::JsonPointer at_input = at.member("input");
  if (input && input->is_string()) {
    Message& message = request.messages.emplace_back();
    message.role = "user";
    message.texts.push_back(input->text());
  } else if (input && input->is_array()) {
    if (const Result<void> read = read_messages(*input, at_input, request); !read) return read.error();
  } else {
    return request_error(at_input, "expected a string or an array of messages");
  }
  Result<std::string> instructions = read_text(value, "instructions", at);
  if (!instructions) return std::move(instructions).error();
  if (!instructions->empty()) {
    Message& message = request.messages.emplace_back();
    message.role = "system";
    message.texts.push_back(std::move(*instructions));
  }
  if (const Result<void> read = read_functions(value, at, request); !read) return read.error();
  return request;
}

Result<Request> chat_of(const formats::JsonValue& value, const formats::JsonPointer& at) {
  Request request;
  formats::JsonValue messages = value;
  const formats::JsonPointer at_member = at.member("messages");
  const formats::JsonPointer& at_messages = value.is_array() ? at : at_member;
  if (!value.is_array()) {
    if (!value.is_object()) return request_error(at, "expected an object with messages, or an array of messages");
    Result<std::string> model = read_text(value, "model", at);
    if (!model) return std::move(model).error();
    request.model = std::move(*model);
    const std::optional<formats::JsonValue> member = value.find("messages");
    if (!member || !member->is_array()) return request_error(at_member, "expected an array of messages");
    messages = *member;
  }
  if (const Result<void> read = read_messages(messages, at_messages, request); !read) return read.error();
  if (value.is_object()) {
    if (const Result<void> read = read_functions(value, at, request); !read) return read.error();
  }
  return request;
}

Result<Request> read_request(std::string_view json) {
  const Result<formats::JsonDocument> document = formats::parse_json(json);
  if (!document) return document.error();
  return chat_of(document->root(), formats::JsonPointer());
}

}  // namespace tokmill::chat
