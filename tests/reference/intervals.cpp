#include "reference/intervals.hpp"

namespace tokmill::reference {

std::size_t count_interval(std::string_view text, std::size_t start, std::size_t end, const Counter& count) {
  const std::string copy(text.substr(start, end - start));
  return count(copy);
}

}  // namespace tokmill::reference
