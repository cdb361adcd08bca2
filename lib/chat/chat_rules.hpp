#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

enum class ImageMethod { unknown, tile, patch };

/// Marks a figure that is not published.
inline constexpr std::uint32_t not_published = std::numeric_limits<std::uint32_t>::max();

/// One row of vocab/chat_rules.tsv.
struct ChatRule {
  std::string_view name;
  int tokens_per_message;
  int tokens_per_name;
  std::uint32_t function_tokens;
  ImageMethod image;
  std::uint32_t base_tokens;
  std::uint32_t tile_tokens;
  std::uint32_t patch_hundredths;
  std::uint32_t schema_tokens;
};

/// The figures for a model, and whether they were published for it.
struct ChatRules {
  int tokens_per_message = 0;
  int tokens_per_name = 0;
  bool messages_are_exact = false;
  std::uint32_t function_tokens = 0;
  bool functions_are_exact = false;
  ImageMethod image = ImageMethod::tile;
  std::uint32_t base_tokens = 0;
  std::uint32_t tile_tokens = 0;
  std::uint32_t patch_hundredths = 0;
  bool images_are_exact = false;
  std::uint32_t schema_tokens = 0;
};

/// The rules for a model. They are exact if a row has the model's name or the model is a dated snapshot of that name.
/// Otherwise they are an estimate from the row with the longest name that is a prefix of the model's name. The figures
/// for messages are the same for all models of a family, so they are exact for every row with a name.
[[nodiscard]] ChatRules chat_rules(std::string_view model) noexcept;

}  // namespace tokmill::chat
