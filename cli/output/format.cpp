#define FMT_HEADER_ONLY
#include "output/format.hpp"

#include <fmt/format.h>

namespace tokmill::cli::output {

std::string format_erased(fmt::string_view pattern, fmt::format_args arguments) {
  return fmt::vformat(pattern, arguments);
}

}  // namespace tokmill::cli::output
