#include "core/unicode/code_point_set.hpp"

#include <algorithm>
#include <utility>

namespace tokmill::unicode {

CodePointSet::CodePointSet(std::vector<CodePointRange> ranges) : ranges_(std::move(ranges)) {
  if (ranges_.empty()) return;
  std::sort(ranges_.begin(), ranges_.end());
  std::size_t kept = 0;
  for (const CodePointRange& range : ranges_) {
    CodePointRange& last = ranges_[kept];
    if (range.first <= last.last || range.first == last.last + 1) {
      last.last = std::max(last.last, range.last);
    } else {
      ranges_[++kept] = range;
    }
  }
  ranges_.resize(kept + 1);
}

bool CodePointSet::contains(char32_t code_point) const noexcept {
  const auto after = std::upper_bound(ranges_.begin(), ranges_.end(), code_point,
                                      [](char32_t c, const CodePointRange& range) { return c < range.first; });
  return after != ranges_.begin() && code_point <= std::prev(after)->last;
}

CodePointSet CodePointSet::complement() const {
  CodePointSet result;
  char32_t next = 0;
  for (const CodePointRange& range : ranges_) {
    if (next < range.first) result.ranges_.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= max_code_point) result.ranges_.push_back({next, max_code_point});
  return result;
}

CodePointSet CodePointSet::intersection(const CodePointSet& other) const {
  CodePointSet result;
  for (auto a = ranges_.begin(), b = other.ranges_.begin(); a != ranges_.end() && b != other.ranges_.end();) {
    const char32_t first = std::max(a->first, b->first);
    const char32_t last = std::min(a->last, b->last);
    if (first <= last) result.ranges_.push_back({first, last});
    ++(a->last < b->last ? a : b);
  }
  return result;
}

CodePointSet CodePointSet::union_with(const CodePointSet& other) const {
  std::vector<CodePointRange> all(ranges_);
  all.insert(all.end(), other.ranges_.begin(), other.ranges_.end());
  return CodePointSet(std::move(all));
}

}  // namespace tokmill::unicode
