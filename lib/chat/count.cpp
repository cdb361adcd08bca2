#include "tokmill/chat/count.hpp"

#include <utility>

#include "chat/chat_rules.hpp"
#include "chat/image_tokens.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

// Figures from the cookbook that are the same for all models.
constexpr std::uint64_t reply_tokens = 3;        // every reply is primed with three tokens
constexpr std::uint64_t properties_tokens = 3;   // once per function with properties
constexpr std::uint64_t property_tokens = 3;     // per property
constexpr std::uint64_t enum_saving = 3;         // subtracted once per enum
constexpr std::uint64_t enum_choice_tokens = 3;  // per choice of an enum
constexpr std::uint64_t functions_end_tokens = 12;

std::string without_final_period(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  return std::string(text);
}

class Counter {
 public:
  Counter(std::string_view model, const CountText& count, Items items)
      : model_(model), rules_(chat_rules(model)), count_text_(count), items_(items) {}

  Result<Count> count(const Request& request) {
    if (request.is_of_responses) rules_.messages_are_exact = rules_.functions_are_exact = false;
    std::size_t number = 0;
    for (const Message& message : request.messages) {
      if (const Result<void> counted = add_message(message, ++number); !counted) return counted.error();
    }
    add(reply_tokens, rules_.messages_are_exact, [] { return "priming of the reply"; });
    if (!request.functions.empty()) add_functions(request.functions);
    return std::move(result_);
  }

 private:
  std::uint64_t tokens_of(std::string_view text) const { return count_text_(text); }

  // `name` is a function that returns the item's name. It is called only if items are listed.
  template <class Name>
  void add(std::uint64_t tokens, bool exact, const Name& name) {
    result_.total += tokens;
    result_.exact = result_.exact && exact;
    if (items_ == Items::listed) result_.items.push_back({name(), tokens, exact});
  }

  Result<void> add_message(const Message& message, std::size_t number) {
    std::uint64_t tokens = static_cast<std::uint64_t>(rules_.tokens_per_message) + tokens_of(message.role);
    for (const std::string& text : message.texts) tokens += tokens_of(text);
    if (message.name) {
      tokens += tokens_of(*message.name);
      tokens = static_cast<std::uint64_t>(static_cast<std::int64_t>(tokens) + rules_.tokens_per_name);
    }
    tokens += tokens_of(message.tool_call_id);
    const auto label = [&message, number] {
      std::string text = "message " + std::to_string(number);
      return text.append(" (").append(message.role).append(")");
    };
    // How the API counts a tool's result is not published.
    add(tokens, rules_.messages_are_exact && message.tool_call_id.empty(), label);

    for (const ToolCall& call : message.tool_calls) {
      add(tokens_of(call.name) + tokens_of(call.arguments), false,
          [&] { return label().append(": call of ").append(call.name); });
    }
    for (const Image& image : message.images) {
      const Result<Item> item = count_image(image, model_);
      if (!item) return item.error();
      add(item->tokens, item->exact, [&] { return label().append(": ").append(item->what); });
    }
    return {};
  }

  void add_functions(const std::vector<Function>& functions) {
    bool exact = rules_.functions_are_exact;
    for (const Function& function : functions) {
      std::uint64_t tokens =
          rules_.function_tokens + tokens_of(function.name + ":" + without_final_period(function.description));
      if (!function.properties.empty()) tokens += properties_tokens;
      bool nested = false;
      for (const Property& property : function.properties) {
        tokens += property_tokens;
        if (!property.choices.empty()) {
          tokens -= enum_saving;
          for (const std::string& choice : property.choices) tokens += enum_choice_tokens + tokens_of(choice);
        }
        tokens +=
            tokens_of(property.name + ":" + property.type + ":" + without_final_period(property.description));
        nested = nested || property.is_nested;
      }
      add(tokens, exact && !nested, [&function] { return "function " + function.name; });
    }
    add(functions_end_tokens, exact, [] { return "end of the functions"; });
  }

  std::string_view model_;
  ChatRules rules_;
  const CountText& count_text_;
  Items items_;
  Count result_;
};

}  // namespace

Result<Item> count_image(const Image& image, std::string_view model) {
  if (image.width == 0 || image.height == 0) {
    return Error{ErrorCode::malformed_request, "an image requires a width and a height in pixels"};
  }
  const ChatRules rules = chat_rules(model);
  const bool is_low = image.detail == ImageDetail::low;
  const std::string what = "image (" + std::to_string(image.width) + "×" + std::to_string(image.height) +
                           (is_low ? ", low detail)" : ", high detail)");
  const bool is_published = rules.images_are_exact && !(is_low && rules.image == ImageMethod::patch);
  return Item{what, image_tokens(image, rules), is_published};
}

Result<Count> count_request(const Request& request, std::string_view model, const CountText& count, Items items) {
  return Counter(model, count, items).count(request);
}

}  // namespace tokmill::chat
