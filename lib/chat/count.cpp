#include "tokmill/chat/count.hpp"

#include <optional>
#include <utility>

#include "chat/chat_rules.hpp"
#include "chat/compact_json.hpp"
#include "chat/image_tokens.hpp"
#include "chat/parts.hpp"
#include "chat/tally.hpp"
#include "chat/tools.hpp"
#include "chat/values.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

using formats::JsonPointer;
using formats::JsonValue;

constexpr std::uint64_t reply_tokens = 3;  // every reply is primed with three tokens

class RequestCounter {
 public:
  explicit RequestCounter(Tally& tally) : tally_(tally) {}

  Result<void> add(const Request& request, const JsonPointer& at) {
    const JsonValue& body = request.body();
    if (request.shape != Shape::answer) tally_.omit_members(body, members_of(request.shape));
    switch (request.shape) {
      case Shape::chat:
      case Shape::messages:
        return add_chat(body, at);
      case Shape::responses:
        return add_responses(body, at);
      case Shape::anthropic:
        return add_anthropic(body, at);
      case Shape::embeddings:
        return add_texts(body, "input", at);
      case Shape::completions:
        return add_texts(body, "prompt", at);
      case Shape::preference:
        return add_preference(body, at);
      case Shape::completion:
        return add_completion(body, at);
      case Shape::answer:
        add_answer(request, body);
        return {};
      case Shape::failure:
        break;
    }
    return {};
  }

 private:
  Result<void> add_chat(const JsonValue& body, const JsonPointer& at) {
    if (body.is_array()) {
      if (const Result<void> added = add_messages(body, at); !added) return added;
      add_reply();
      return {};
    }
    const std::optional<JsonValue> messages = body.find("messages");
    const JsonPointer at_messages = at.member("messages");
    if (!messages || !messages->is_array()) return request_error(at_messages, "expected an array of messages");
    if (const Result<void> added = add_messages(*messages, at_messages); !added) return added;
    return add_end(body, at);
  }

  // What follows the messages.
  Result<void> add_end(const JsonValue& body, const JsonPointer& at) {
    add_reply();
    if (const Result<void> added = add_tools(tally_, body, at); !added) return added;
    add_response_format(tally_, body);
    return {};
  }

  Result<void> add_responses(const JsonValue& body, const JsonPointer& at) {
    tally_.expect_estimates();
    if (const Result<void> added = add_instructions(body, "instructions", at); !added) return added;
    const std::optional<JsonValue> input = body.find("input");
    if (input && input->is_string()) {
      const std::size_t item = tally_.add(framing_tokens("user"), false,
                                          [this] { return message_name("user"); });
      ++messages_;
      tally_.grow(item, tally_.tokens_of(*input));
    } else if (input && input->is_array()) {
      if (const Result<void> added = add_messages(*input, at.member("input")); !added) return added;
    } else if (input || !(body.find("prompt") || body.find("previous_response_id") || body.find("conversation"))) {
      return request_error(at.member("input"), "expected a string or an array of messages");
    }
    return add_end(body, at);
  }

  Result<void> add_anthropic(const JsonValue& body, const JsonPointer& at) {
    tally_.expect_estimates();
    if (const std::optional<JsonValue> thread = body.find("thread"); thread && thread->find("previous_message_id")) {
      tally_.add_unknown([] { return "thread"; });
      tally_.omit(Omission::Kind::unknown, "thread");
    }
    if (const Result<void> added = add_instructions(body, "system", at); !added) return added;
    return add_chat(body, at);
  }

  // Text that counts as a system message: `instructions` of Responses, `system` of Anthropic's Messages.
  Result<void> add_instructions(const JsonValue& body, std::string_view member, const JsonPointer& at) {
    const std::optional<JsonValue> instructions = body.find(member);
    const JsonPointer at_member = at.member(member);
    if (!instructions || instructions->is_text("")) return {};
    if (!instructions->is_string() && !instructions->is_array()) {
      return request_error(at_member, "expected a string or an array of content parts");
    }
    const auto name = [member] { return std::string(member); };
    const std::size_t item = tally_.add(framing_tokens("system"), false, name);
    return add_content(tally_, *instructions, at_member, item, name);
  }

  // The texts of a request to Embeddings or Completions: a string, an array of ids, or an array of these.
  Result<void> add_texts(const JsonValue& body, std::string_view member, const JsonPointer& at) {
    const std::optional<JsonValue> input = body.find(member);
    const JsonPointer at_input = at.member(member);
    const std::size_t item = tally_.add(0, true, [member] { return std::string(member); });
    if (input && input->is_string()) {
      tally_.grow(item, tally_.tokens_of(*input));
      return {};
    }
    if (!input || !input->is_array()) return request_error(at_input, "expected a string or an array");
    std::size_t i = 0;
    for (const JsonValue& element : input->elements()) {
      const JsonPointer at_element = at_input.element(i++);
      if (element.is_string()) {
        tally_.grow(item, tally_.tokens_of(element));
      } else if (element.is_number()) {
        tally_.grow(item, 1);
      } else if (element.is_array()) {
        std::size_t number = 0;
        for (const JsonValue& id : element.elements()) {
          if (!id.is_number()) return request_error(at_element.element(number), "expected a token id");
          ++number;
        }
        tally_.grow(item, number);
      } else {
        return request_error(at_element, "expected a string, a token id or an array of token ids");
      }
    }
    return {};
  }

  // What a training on preferences counts is not published: here it is all messages.
  Result<void> add_preference(const JsonValue& body, const JsonPointer& at) {
    tally_.expect_estimates();
    const std::optional<JsonValue> input = body.find("input");
    if (!input || !input->is_object()) return request_error(at.member("input"), "expected an object with messages");
    tally_.omit_members(*input, members_of(Shape::chat));
    if (const Result<void> added = add_chat(*input, at.member("input")); !added) return added;
    for (const std::string_view member : {"preferred_output", "non_preferred_output"}) {
      const std::optional<JsonValue> output = body.find(member);
      const JsonPointer at_output = at.member(member);
      if (!output || !output->is_array()) return request_error(at_output, "expected an array of messages");
      if (const Result<void> added = add_messages(*output, at_output); !added) return added;
    }
    return {};
  }

  Result<void> add_completion(const JsonValue& body, const JsonPointer& at) {
    for (const std::string_view member : {"prompt", "completion"}) {
      const std::optional<JsonValue> text = body.find(member);
      if (!text || !text->is_string()) return request_error(at.member(member), "expected a string");
      // The two are joined, so that a token may span them.
      tally_.add(tally_.tokens_of(*text), false, [member] { return std::string(member); });
    }
    return {};
  }

  void add_answer(const Request& request, const JsonValue& body) {
    tally_.add(request.usage->input_tokens, true, [] { return "input as reported"; });
    if (request.audio_tokens > 0) tally_.omit(Omission::Kind::fee, "the price of audio tokens");
    add_fees(body);
  }

  // The calls of tools for which the provider charges: in Anthropic's usage, and the items of an answer.
  void add_fees(const JsonValue& answer) {
    const std::optional<JsonValue> usage = answer.find("usage");
    const std::optional<JsonValue> calls = usage ? usage->find("server_tool_use") : std::nullopt;
    if (calls) {
      for (const auto& [key, value] : calls->members()) {
        if (whole_number(value).value_or(0) > 0) tally_.omit(Omission::Kind::fee, key.text());
      }
    }
    const std::optional<JsonValue> speed = usage ? usage->find("speed") : std::nullopt;
    if (speed && !speed->is_text("standard")) tally_.omit(Omission::Kind::fee, "speed");
    const std::optional<JsonValue> place = usage ? usage->find("inference_geo") : std::nullopt;
    if (place && place->is_text("us")) tally_.omit(Omission::Kind::fee, "inference_geo");
    const std::optional<JsonValue> output = answer.find("output");
    if (!output) return;
    for (const JsonValue& item : output->elements()) {
      const std::optional<JsonValue> type = item.find("type");
      if (!type || type->is_text("message") || type->is_text("reasoning")) continue;
      const std::string_view fee = fee_of_tool(type->text());
      if (!fee.empty()) tally_.omit(Omission::Kind::fee, fee);
    }
  }

  void add_reply() {
    if (tally_.rules().has_own_template) {
      tally_.omit(Omission::Kind::chat_template, "chat template");
      return;
    }
    tally_.add(reply_tokens, tally_.rules().messages_are_exact, [] { return "priming of the reply"; });
  }

  // Of a message, besides its contents.
  [[nodiscard]] std::uint64_t framing_tokens(std::string_view role) const {
    return tally_.rules().has_own_template ? 0 : message_tokens() + tally_.tokens_of(role);
  }

  [[nodiscard]] std::uint64_t message_tokens() const {
    return static_cast<std::uint64_t>(tally_.rules().tokens_per_message);
  }

  [[nodiscard]] std::string message_name(std::string_view role) const {
    return std::string("message ").append(std::to_string(messages_ + 1)).append(" (").append(role).append(")");
  }

  Result<void> add_messages(const JsonValue& messages, const JsonPointer& at) {
    std::size_t i = 0;
    for (const JsonValue& message : messages.elements()) {
      const JsonPointer at_message = at.element(i++);
      if (!message.is_object()) return request_error(at_message, "expected an object");
      const std::optional<JsonValue> type = message.find("type");
      const bool is_item = type && !message.find("role");  // of the Responses API
      const Result<void> added = is_item ? add_item(message, at_message) : add_message(message, at_message);
      if (!added) return added;
      ++messages_;
    }
    return {};
  }

  // An input item of the Responses API that is not a message.
  Result<void> add_item(const JsonValue& item, const JsonPointer& at) {
    const Label label = [this] { return "item " + std::to_string(messages_ + 1); };
    return add_part(tally_, item, at, 0, label);
  }

  Result<void> add_message(const JsonValue& message, const JsonPointer& at) {
    tally_.omit_members(message, message_members());
    const std::optional<JsonValue> role = message.find("role");
    if (!role || !role->is_string() || role->is_text("")) {
      return request_error(at.member("role"), "expected a non-empty string");
    }
    const Label label = [this, &role] { return message_name(role->text()); };
    std::uint64_t tokens =
        tally_.rules().has_own_template ? 0 : message_tokens() + tally_.tokens_of_role(*role);
    bool is_exact = tally_.rules().messages_are_exact;
    if (const std::optional<JsonValue> name = message.find("name"); name) {
      if (!name->is_string()) return request_error(at.member("name"), "expected a string");
      tokens += tally_.tokens_of(*name);
      tokens = static_cast<std::uint64_t>(static_cast<std::int64_t>(tokens) + tally_.rules().tokens_per_name);
    }
    if (const std::optional<JsonValue> id = message.find("tool_call_id"); id) {
      if (!id->is_string()) return request_error(at.member("tool_call_id"), "expected a string");
      tokens += tally_.tokens_of(*id);
      is_exact = is_exact && id->is_text("");  // how the API counts a tool's result is not published
    }
    const std::size_t item = tally_.add(tokens, is_exact, label);
    if (const std::optional<JsonValue> content = message.find("content"); content) {
      const Result<void> added = add_content(tally_, *content, at.member("content"), item, label);
      if (!added) return added;
    }
    if (const std::optional<JsonValue> refusal = message.find("refusal"); refusal) {
      if (!refusal->is_string()) return request_error(at.member("refusal"), "expected a string");
      tally_.add(tally_.tokens_of(*refusal), false, [&label] { return label() + ": refusal"; });
    }
    return add_calls(message, at, label);
  }

  Result<void> add_calls(const JsonValue& message, const JsonPointer& at, const Label& label) {
    if (const std::optional<JsonValue> call = message.find("function_call"); call) {
      if (!call->is_object()) return request_error(at.member("function_call"), "expected an object");
      add_call(tally_, *call, "arguments", label);
    }
    const std::optional<JsonValue> calls = message.find("tool_calls");
    if (!calls) return {};
    const JsonPointer at_calls = at.member("tool_calls");
    if (!calls->is_array()) return request_error(at_calls, "expected an array");
    std::size_t i = 0;
    for (const JsonValue& call : calls->elements()) {
      const JsonPointer at_call = at_calls.element(i++);
      const std::optional<JsonValue> function = call.find("function");
      const std::optional<JsonValue> custom = call.find("custom");
      tally_.omit_members(call, part_members(), {"function", "custom"});
      if (function && function->is_object()) {
        add_call(tally_, *function, "arguments", label);
      } else if (custom && custom->is_object()) {
        add_call(tally_, *custom, "input", label);
      } else {
        return request_error(at_call.member("function"), "expected an object");
      }
    }
    return {};
  }

  Tally& tally_;
  std::size_t messages_ = 0;  // how many there were so far
};

std::string size_and_detail(const Image& image) {
  const bool has_size = image.width > 0 && image.height > 0;
  return "image (" + (has_size ? std::to_string(image.width) + "×" + std::to_string(image.height) : "unknown size") +
         (image.detail == ImageDetail::low ? ", low detail)" : ", high detail)");
}

Result<Count> count_request(const Request& request, const TallyTerms& terms, Items items) {
  Tally tally(terms, items);
  const JsonPointer root;
  const JsonPointer at_outer = root.member(request.outer());
  const JsonPointer at_inner = at_outer.member(request.inner());
  const JsonPointer& at = request.outer().empty() ? root : request.inner().empty() ? at_outer : at_inner;
  if (const Result<void> added = RequestCounter(tally).add(request, at); !added) return added.error();
  return std::move(tally).finish();
}

}  // namespace

Item count_image(const Image& image, std::string_view model) {
  const ChatRules rules = chat_rules(model);
  Item item{.what = size_and_detail(image), .exact = false};
  const std::optional<ImageRange> range = image_tokens(image, rules);
  item.unknown = !range;
  if (!range) return item;
  item.tokens = range->least;
  if (range->most != range->least) {
    item.most = range->most;
    return item;
  }
  item.exact = rules.images_are_exact && !(image.detail == ImageDetail::low && rules.image == ImageMethod::patch);
  return item;
}

struct ModelCounter::State {
  State(std::string_view name, CountText text_counter) : model(name), count(std::move(text_counter)) {}

  std::string model;
  CountText count;
  TallyTerms terms{model, chat_rules(model), count, count_roles(count)};
};

ModelCounter::ModelCounter(std::string_view model, CountText count)
    : state_(std::make_shared<const State>(model, std::move(count))) {}

Result<Count> ModelCounter::count(const Request& request, Items items) const {
  return count_request(request, state_->terms, items);
}

Result<Count> count_request(const Request& request, std::string_view model, const CountText& count, Items items) {
  return count_request(request, TallyTerms{model, chat_rules(model), count, {}}, items);
}

}  // namespace tokmill::chat
