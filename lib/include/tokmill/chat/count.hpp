#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/chat/request_json.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

/// Counts the input tokens of a request: its texts, what the API adds around them, the functions that it offers, and
/// its images.
///
/// The rules for texts come from OpenAI's cookbook, whose totals were checked against the API, those for images from
/// the documentation of OpenAI, Anthropic and Google. vocab/chat_rules.tsv has the figures and the models for which they
/// were published. For all other models the result is an estimate; each item of a
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

/// Returns the number of tokens of a text.
using CountText = std::function<std::size_t(std::string_view)>;

/// One item of a count.
struct Item {
  std::string what;  ///< `message 1 (system)`, `function get_weather`, `message 1 (user): image (1024×1024, …)`, …
  std::uint64_t tokens = 0;  ///< The lower bound of a range; 0 if unknown.
  bool exact = true;
  std::optional<std::uint64_t> most = std::nullopt;  ///< The upper bound of a range.
  bool unknown = false;                              ///< The number of tokens cannot be told.
};

/// Something that a count leaves out.
struct Omission {
  enum class Kind {
    uncounted,  ///< It adds tokens by a rule that is not published: the count is too low.
    chat_template,  ///< The model's own template adds tokens to the messages: only their contents are counted.
    unknown,    ///< It is billed as input, and its number of tokens cannot be told.
    range,      ///< Its number of tokens is known only to be in a range.
    fee,        ///< The provider charges a fee for it besides the tokens.
    price,      ///< The tokens are counted, but not priced. Only in a cost.
  };
  Kind kind = Kind::uncounted;
  std::string what;       ///< `response_format`, `image`, `web search`, …
  std::string_view hint;  ///< How to give what is missing; may be empty.

  friend bool operator==(const Omission&, const Omission&) = default;
};

/// The largest number of items, and of omissions, that a count lists; the rest shares the last one.
inline constexpr std::size_t max_items = 1000;
inline constexpr std::size_t max_omissions = 20;

struct Count {
  std::vector<Item> items;  ///< Empty if the caller asked for Items::left_out.
  std::uint64_t total = 0;  ///< The sum of the items.
  std::uint64_t most = 0;   ///< The upper bound of the total; equal to it if no item is a range.
  bool exact = true;        ///< All items are exact and nothing is left out.

  /// The parts of `total` and of `most` that are no text, so that no tokenizer counts them: images, and parts for which
  /// the request itself gives a number of tokens.
  std::uint64_t other = 0;
  std::uint64_t most_other = 0;

  bool unknown = false;     ///< The number of tokens of some item is unknown; the total is that of the others.
  std::vector<Omission> omissions;  ///< Each once.
};

/// Whether a count lists its items. Leaving them out is faster.
enum class Items { listed, left_out };

/// Counts the input tokens of a request to `model`: of an answer, those that the provider reports. The texts are
/// decoded one at a time. Linear.
/// Errors: malformed_request, with the JSON pointer to the invalid value.
[[nodiscard]] TOKMILL_EXPORT Result<Count> count_request(const Request& request, std::string_view model,
                                                         const CountText& count, Items items = Items::listed);

/// Counts requests to one model as count_request(), but faster for many requests: the model's rules are looked up, and
/// the names of the roles are counted, when it is constructed. Copies share what was found. Safe for concurrent use if
/// `count` is.
class TOKMILL_EXPORT ModelCounter {
 public:
  ModelCounter(std::string_view model, CountText count);

  /// As count_request().
  [[nodiscard]] Result<Count> count(const Request& request, Items items = Items::listed) const;

 private:
  struct State;
  std::shared_ptr<const State> state_;
};

/// Counts the tokens of one image for `model`, by the rule of the model's maker. The item is exact if the rule was
/// published for the model, and unknown if there is no rule. Without a size (0 × 0), it is a range, or unknown, unless
/// the number of tokens does not depend on the size.
[[nodiscard]] TOKMILL_EXPORT Item count_image(const Image& image, std::string_view model);

}  // namespace tokmill::chat
