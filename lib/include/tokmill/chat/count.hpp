#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

/// How many tokens a chat request to OpenAI's API has: its texts, what the API adds around them, the
/// functions that it offers, and its images.
///
/// The rules are those of OpenAI's cookbook, whose totals were checked against the API; vocab/chat_rules.tsv
/// holds the figures and says for which models they were published. For any other model they are an estimate,
/// and each item of the count says which it is. Nothing here knows a tokenizer: the caller hands in a
/// function that counts a text.
namespace tokmill::inline TOKMILL_ABI::chat {

/// How closely the model looks at an image.
enum class ImageDetail { low, high };  // "auto" counts as high

struct Image {
  std::uint32_t width = 0;  ///< Pixels; more than none.
  std::uint32_t height = 0;
  ImageDetail detail = ImageDetail::high;
};

/// A call of a function that the model made earlier.
struct ToolCall {
  std::string name;
  std::string arguments;
};

struct Message {
  std::string role;
  std::optional<std::string> name;
  std::vector<std::string> texts;  ///< The content: one text, or that of each part.
  std::vector<Image> images;
  std::vector<ToolCall> tool_calls;
  std::string tool_call_id;  ///< Of a tool's answer; empty elsewhere.
};

/// One parameter of a function. Only what the API is known to count.
struct Property {
  std::string name;
  std::string type;
  std::string description;
  std::vector<std::string> choices;  ///< Its `enum`.
  bool is_nested = false;  ///< It has properties or items of its own, which no published rule counts.
};

struct Function {
  std::string name;
  std::string description;
  std::vector<Property> properties;
};

struct Request {
  std::string model;  ///< Empty where the request names none.
  std::vector<Message> messages;
  std::vector<Function> functions;
  bool is_of_responses = false;  ///< It goes to the Responses API, about which nothing is published.
};

/// How many tokens a text has.
using CountText = std::function<std::size_t(std::string_view)>;

/// One line of a count.
struct Item {
  std::string what;  ///< `message 1 (system)`, `functions`, `image 1 (1024×1024, high)`, …
  std::uint64_t tokens = 0;
  bool exact = true;
};

struct Count {
  std::vector<Item> items;  ///< Empty where they were left out.
  std::uint64_t total = 0;
  bool exact = true;  ///< All items are.
};

/// Whether a count lists its items. Without them it takes less time.
enum class Items { listed, left_out };

/// The tokens of a request to `model`, item by item.
/// Errors: malformed_request where an image has no size.
[[nodiscard]] TOKMILL_EXPORT Result<Count> count_request(const Request& request, std::string_view model,
                                           const CountText& count, Items items = Items::listed);

/// The tokens of one image for `model`, and whether the rule was published for it.
/// Errors: malformed_request where the image has no size.
[[nodiscard]] TOKMILL_EXPORT Result<Item> count_image(const Image& image, std::string_view model);

}  // namespace tokmill::chat
