#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/pretokenize/pattern/futile_states.hpp"
#include "core/pretokenize/pattern/matcher.hpp"

namespace tokmill::pretokenize::pattern {

/// The matches of a pattern in a text, one after the other, and the gaps between them: what the regex libraries' loops
/// over all matches give. An empty match directly after another match is left out, and the search goes on at the next
/// character.
///
/// Time: linear in the size of the text; that of a start() and of all calls of next() together. No recursion.
class Scan {
 public:
  /// `matcher` must outlive this object.
  Scan(const Matcher& matcher, Unit unit) : matcher_(&matcher), unit_(unit) {}

  /// Starts a text, of which nothing outside is seen. Precondition: [begin, end) is UTF-8, unless the units are bytes.
  void start(const char* begin, const char* end);

  /// The parts that next() writes: each is [end of the previous part, end), the first one starts at the start of the text.
  struct Parts {
    const char** ends;
    bool* are_matches;  // false: a gap
    std::size_t capacity;
  };

  /// Writes the next parts, in order, and returns their number: 0 exactly if there are none left. Matches may be empty,
  /// gaps are not. Precondition: the capacity is at least 2.
  std::size_t next(const Parts& parts);

  /// Whether there are no parts left.
  [[nodiscard]] bool is_finished() const noexcept { return is_finished_; }

 private:
  template <class Reader>
  std::size_t next_with(const Reader& reader, const Parts& parts);
  template <class Reader>
  std::size_t adjacent_matches(const Reader& reader, const Parts& parts);
  template <class Reader>
  const char* skip_gap(const Reader& reader, const char* from) const;
  template <class Reader>
  std::size_t next_match(const Reader& reader, const Parts& parts);
  template <class Reader>
  const char* match_end(const Reader& reader, const char* from);
  template <class Reader>
  Row start_row(const Reader& reader, const char* at) const;
  void find_lookaheads();

  const Matcher* matcher_;
  Unit unit_;
  const char* begin_ = nullptr;
  const char* end_ = nullptr;
  const char* at_ = nullptr;           // the end of the last part
  const char* last_match_ = nullptr;   // the end of the last match; null if there is none
  bool is_finished_ = true;
  bool is_at_gap_ = false;               // no match starts at at_
  const char* careful_until_ = nullptr;  // up to here, attempts are known to read far beyond their matches
  FutileStates futile_;
  std::vector<std::pair<Row, std::size_t>> trail_;
  std::vector<Symbol> symbols_;  // by offset; only if the pattern has lookaheads
};

}  // namespace tokmill::pretokenize::pattern
