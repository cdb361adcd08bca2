#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

/// Counts the tokens of a chat request to OpenAI's API: its texts, what the API adds around them, the functions that it
/// offers, and its images.
///
/// The rules come from OpenAI's cookbook, whose totals were checked against the API. vocab/chat_rules.tsv has the
/// figures and the models for which they were published. For all other models the result is an estimate; each item of a
/// count says whether it is exact. This module does not depend on a tokenizer: the caller passes a function that counts
/// text.
namespace tokmill::inline TOKMILL_ABI::chat {

/// The resolution at which the model processes an image. "auto" counts as high.
enum class ImageDetail { low, high };

struct Image {
  std::uint32_t width = 0;  ///< In pixels; at least 1.
  std::uint32_t height = 0;
  ImageDetail detail = ImageDetail::high;
};

/// An earlier call of a function by the model.
struct ToolCall {
  std::string name;
  std::string arguments;
};

struct Message {
  std::string role;
  std::optional<std::string> name;
  std::vector<std::string> texts;  ///< The content: one text, or the text of each part.
  std::vector<Image> images;
  std::vector<ToolCall> tool_calls;
  std::string tool_call_id;  ///< Only in a tool's result; else empty.
};

/// One parameter of a function. Contains only what the API is known to count.
struct Property {
  std::string name;
  std::string type;
  std::string description;
  std::vector<std::string> choices;  ///< The values of its `enum`.
  bool is_nested = false;            ///< It has properties or items itself, for which no rule is published.
};

struct Function {
  std::string name;
  std::string description;
  std::vector<Property> properties;
};

struct Request {
  std::string model;  ///< Empty if the request names none.
  std::vector<Message> messages;
  std::vector<Function> functions;
  bool is_of_responses = false;  ///< It is for the Responses API, for which no rules are published.
};

/// Returns the number of tokens of a text.
using CountText = std::function<std::size_t(std::string_view)>;

/// One item of a count.
struct Item {
  std::string what;  ///< `message 1 (system)`, `functions`, `image 1 (1024×1024, high)`, …
  std::uint64_t tokens = 0;
  bool exact = true;
};

struct Count {
  std::vector<Item> items;  ///< Empty if the caller asked for Items::left_out.
  std::uint64_t total = 0;
  bool exact = true;  ///< Whether all items are exact.
};

/// Whether a count lists its items. Leaving them out is faster.
enum class Items { listed, left_out };

/// Counts the tokens of a request to `model`. Errors: malformed_request if an image has no size.
[[nodiscard]] TOKMILL_EXPORT Result<Count> count_request(const Request& request, std::string_view model,
                                                         const CountText& count, Items items = Items::listed);

/// Counts the tokens of one image for `model`. The item is exact if the rule was published for the model.
/// Errors: malformed_request if the image has no size.
[[nodiscard]] TOKMILL_EXPORT Result<Item> count_image(const Image& image, std::string_view model);

}  // namespace tokmill::chat
