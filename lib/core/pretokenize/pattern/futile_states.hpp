#pragma once

#include <cstddef>
#include <map>
#include <utility>

#include "core/pretokenize/pattern/automaton.hpp"

namespace tokmill::pretokenize::pattern {

/// The states that were seen at places of a text and led to no match from there. A later attempt that comes to the same
/// state at the same place can be given up, so that splitting takes linear time even where many attempts read far
/// beyond the match that they find.
///
/// Consecutive places of one state take constant memory.
class FutileStates {
 public:
  void clear() { last_place_.clear(); }

  [[nodiscard]] bool contains(Row row, std::size_t place) const {
    auto after = last_place_.upper_bound({row, place});
    if (after == last_place_.begin()) return false;
    --after;
    return after->first.first == row && place <= after->second;
  }

  void insert(Row row, std::size_t place) {
    const auto after = last_place_.upper_bound({row, place});
    if (after != last_place_.begin()) {
      const auto before = std::prev(after);
      if (before->first.first == row && place <= before->second + 1) {
        if (place > before->second) before->second = place;
        return;
      }
    }
    last_place_.emplace_hint(after, std::pair(row, place), place);
  }

 private:
  std::map<std::pair<Row, std::size_t>, std::size_t> last_place_;  // of ranges of places, by row and first place
};

}  // namespace tokmill::pretokenize::pattern
