#include "engines/duckdb/decimal.hpp"

#include <string>

#include "engines/functions/handles.hpp"

namespace tokmill::engines::duckdb {

Integer128 decimal_of(std::string_view number) {
  __extension__ using Wide = unsigned __int128;
  constexpr Wide limit = (Wide{1} << 127) / 10 - 1;
  Wide value = 0;
  int places = 0;
  bool is_fraction = false;
  const auto append = [&](unsigned digit) {
    if (value > limit || places > decimal_places) throw Failure("the cost has too many digits: " + std::string(number));
    value = value * 10 + digit;
  };
  for (const char c : number) {
    if (c == '.') {
      is_fraction = true;
      continue;
    }
    if (is_fraction && places == decimal_places && c == '0') continue;
    if (is_fraction) ++places;
    append(static_cast<unsigned>(c - '0'));
  }
  while (places < decimal_places) {
    ++places;
    append(0);
  }
  return {static_cast<std::uint64_t>(value), static_cast<std::int64_t>(value >> 64)};
}

}  // namespace tokmill::engines::duckdb
