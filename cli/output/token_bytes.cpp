#include "output/token_bytes.hpp"

#include <cstdint>

#include "output/little_endian.hpp"

namespace tokmill::cli::output {

void TokenBytes::append(std::span<const TokenId> ids, std::string& bytes) const {
  if (is_wide_) {
    append_little_endian<std::uint32_t>(ids, bytes);
  } else {
    append_little_endian<std::uint16_t>(ids, bytes);
  }
}

}  // namespace tokmill::cli::output
