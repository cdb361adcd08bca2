#include "commands/models/output.hpp"

namespace tokmill::cli::models {

std::string per_million_text(const std::optional<pricing::Money>& price, std::string_view unknown) {
  if (!price) return std::string(unknown);
  const std::optional<pricing::Money> million = per_million(*price);
  return million ? exact_decimal(*million, 2) : std::string(unknown);
}

}  // namespace tokmill::cli::models
