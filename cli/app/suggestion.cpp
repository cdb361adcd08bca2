#include "app/suggestion.hpp"

#include <utility>

#include "tokmill/nearest_name.hpp"

namespace tokmill::cli::app {

std::string suggestion(std::string_view name, const std::vector<std::string_view>& names, std::string otherwise) {
  std::string hint = did_you_mean(name, names);
  return hint.empty() ? std::move(otherwise) : std::move(hint);
}

}  // namespace tokmill::cli::app
