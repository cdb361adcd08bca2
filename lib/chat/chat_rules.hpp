#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

/// How images are counted; vocab/chat_rules.tsv describes the methods.
enum class ImageMethod { unknown, tile, patch, grid, crop, fixed };

/// Marks a figure that is not published.
inline constexpr std::uint32_t not_published = std::numeric_limits<std::uint32_t>::max();

/// Marks models whose messages are framed by a chat template of their own, which is not applied.
inline constexpr int own_template = -1;

/// One row of vocab/chat_rules.tsv.
struct ChatRule {
  std::string_view name;
  int tokens_per_message;  // 0: not published; or own_template
  int tokens_per_name;
  std::uint32_t function_tokens;
  ImageMethod image;
  std::uint32_t base_tokens;
  std::uint32_t tile_tokens;
  std::uint32_t patch_hundredths;
  std::uint32_t largest_side;
  std::uint32_t most_tokens;
  std::uint32_t schema_tokens;
};

/// The figures for a model, and whether they were published for it.
struct ChatRules {
  int tokens_per_message = 0;
  int tokens_per_name = 0;
  bool messages_are_exact = false;
  bool has_own_template = false;  ///< Only the contents of messages are counted.
  std::uint32_t function_tokens = 0;
  bool functions_are_exact = false;
  ImageMethod image = ImageMethod::unknown;
  std::uint32_t base_tokens = 0;
  std::uint32_t tile_tokens = 0;
  std::uint32_t patch_hundredths = 0;
  std::uint32_t largest_side = 0;
  std::uint32_t most_tokens = 0;
  bool images_are_exact = false;
  std::uint32_t schema_tokens = 0;
};

/// The rules for a model. A figure is exact if a row that has it has the model's name, or the model is a dated snapshot
/// of that name. Otherwise it is an estimate, from the row with the longest name that is a prefix of the model's name
/// and that has the figure. Two kinds of figures are the same for all models of a family, so they are exact for every
/// row with a name: those for messages, and ImageMethod::grid. ImageMethod::crop and fixed are published as estimates.
[[nodiscard]] ChatRules chat_rules(std::string_view model) noexcept;

}  // namespace tokmill::chat
