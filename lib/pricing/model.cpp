#include "tokmill/pricing/model.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

std::string ratio_text(std::uint32_t thousandths) {
  const std::string decimals = std::to_string(thousandths % 1000);
  return std::to_string(thousandths / 1000) + "." + std::string(3 - decimals.size(), '0') + decimals;
}

}  // namespace tokmill::pricing
