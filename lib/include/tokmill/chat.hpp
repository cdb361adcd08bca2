#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/result.hpp"

/// How many tokens a chat request to OpenAI's API has: its texts, what the API adds around them, the
/// functions that it offers, and its images.
///
/// The rules are those of OpenAI's cookbook, whose totals were checked against the API; vocab/chat_rules.tsv
/// holds the figures and says for which models they were published. For any other model they are an estimate,
/// and each item of the count says which it is. Nothing here knows a tokenizer: the caller hands in a
/// function that counts a text.
namespace tokmill {

/// How closely the model looks at an image.
enum class ImageDetail { low, high };  // "auto" counts as high

struct ChatImage {
  std::uint32_t width = 0;  ///< Pixels; more than none.
  std::uint32_t height = 0;
  ImageDetail detail = ImageDetail::high;
};

/// A call of a function that the model made earlier.
struct ChatToolCall {
  std::string name;
  std::string arguments;
};

struct ChatMessage {
  std::string role;
  std::optional<std::string> name;
  std::vector<std::string> texts;  ///< The content: one text, or that of each part.
  std::vector<ChatImage> images;
  std::vector<ChatToolCall> tool_calls;
  std::string tool_call_id;  ///< Of a tool's answer; empty elsewhere.
};

/// One parameter of a function. Only what the API is known to count.
struct ChatProperty {
  std::string name;
  std::string type;
  std::string description;
  std::vector<std::string> choices;  ///< Its `enum`.
  bool is_nested = false;  ///< It has properties or items of its own, which no published rule counts.
};

struct ChatFunction {
  std::string name;
  std::string description;
  std::vector<ChatProperty> properties;
};

struct ChatRequest {
  std::string model;  ///< Empty where the request names none.
  std::vector<ChatMessage> messages;
  std::vector<ChatFunction> functions;
  bool is_of_responses = false;  ///< It goes to the Responses API, about which nothing is published.
};

/// How many tokens a text has.
using CountText = std::function<std::size_t(std::string_view)>;

/// One line of a count.
struct ChatItem {
  std::string what;  ///< `message 1 (system)`, `functions`, `image 1 (1024×1024, high)`, …
  std::uint64_t tokens = 0;
  bool exact = true;
};

struct ChatCount {
  std::vector<ChatItem> items;  ///< Empty where they were left out.
  std::uint64_t total = 0;
  bool exact = true;  ///< All items are.
};

/// Whether a count lists its items. Without them it takes less time.
enum class ChatItems { listed, left_out };

/// The tokens of a request to `model`, item by item.
/// Errors: malformed_request where an image has no size.
[[nodiscard]] Result<ChatCount> count_chat(const ChatRequest& request, std::string_view model,
                                           const CountText& count, ChatItems items = ChatItems::listed);

/// The tokens of one image for `model`, and whether the rule was published for it.
/// Errors: malformed_request where the image has no size.
[[nodiscard]] Result<ChatItem> count_image(const ChatImage& image, std::string_view model);

}  // namespace tokmill
