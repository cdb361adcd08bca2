#include "app/suggestion.hpp"

#include <optional>
#include <utility>

#include "output/format.hpp"
#include "tokmill/nearest_name.hpp"

namespace tokmill::cli::app {

std::string suggestion(std::string_view name, const std::vector<std::string_view>& names, std::string otherwise) {
  const std::optional<std::string_view> nearest = nearest_name(name, names);
  return nearest ? output::format("; did you mean {}?", *nearest) : std::move(otherwise);
}

}  // namespace tokmill::cli::app
