#include <cstddef>
#include <iterator>

#include "core/registry/registry_rows.hpp"
#include "tokmill/registry.hpp"

namespace tokmill::inline TOKMILL_ABI {

std::span<const std::string_view> tokenizer_model_names() noexcept { return registry::model_names; }

std::span<const std::string_view> tokenizer_model_prefixes() noexcept { return registry::model_prefix_names; }

std::optional<std::string_view> encoding_name_for_model(std::string_view model) noexcept {
  for (std::size_t i = 0; i < std::size(registry::model_names); ++i) {
    if (model == registry::model_names[i]) return registry::model_encodings[i];
  }
  for (std::size_t i = 0; i < std::size(registry::model_prefix_names); ++i) {
    if (model.starts_with(registry::model_prefix_names[i])) return registry::model_prefix_encodings[i];
  }
  return std::nullopt;
}

}  // namespace tokmill
