#include "commands/encodings/names.hpp"

#include <algorithm>

#include "app/usage_error.hpp"
#include "options/installed_encodings.hpp"
#include "output/format.hpp"
#include "output/quote.hpp"
#include "tokmill/registry.hpp"

namespace tokmill::cli::encodings {

Result<void> check_name(const std::string& name) {
  if (find_encoding(name)) {
    return usage_error(output::format("{} is built in; it cannot be replaced, removed or verified", name));
  }
  if (is_encoding_name(name)) return {};
  return usage_error(output::format("invalid name {}; expected at most 100 letters, digits, '.', '_' and '-', the first "
                                    "a letter or digit",
                                    output::quoted(name)));
}

Result<void> check_installed(const std::string& name) {
  if (Result<void> valid = check_name(name); !valid) return valid;
  if (std::ranges::binary_search(installed_encoding_names(), name)) return {};
  return unknown_encoding(name);
}

}  // namespace tokmill::cli::encodings
