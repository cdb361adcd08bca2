#pragma once

#include <compare>
#include <span>
#include <vector>

namespace tokmill::unicode {

inline constexpr char32_t max_code_point = 0x10FFFF;

/// The code points from `first` to `last`, inclusive.
struct CodePointRange {
  char32_t first;
  char32_t last;

  friend auto operator<=>(const CodePointRange&, const CodePointRange&) = default;
};

/// A set of code points: ranges in ascending order with gaps between them.
class CodePointSet {
 public:
  CodePointSet() = default;

  /// The union of `ranges`, which may be in any order and overlap. Time: that of sorting them.
  explicit CodePointSet(std::vector<CodePointRange> ranges);

  [[nodiscard]] std::span<const CodePointRange> ranges() const noexcept { return ranges_; }
  [[nodiscard]] bool empty() const noexcept { return ranges_.empty(); }

  /// Logarithmic in the number of ranges.
  [[nodiscard]] bool contains(char32_t code_point) const noexcept;

  /// The code points that are not in the set. Linear in the number of ranges, as the functions below.
  [[nodiscard]] CodePointSet complement() const;
  [[nodiscard]] CodePointSet intersection(const CodePointSet& other) const;
  [[nodiscard]] CodePointSet union_with(const CodePointSet& other) const;

  friend bool operator==(const CodePointSet&, const CodePointSet&) = default;

  /// An order for maps. Not <=>, which vectors of libc++ 16 lack.
  friend bool operator<(const CodePointSet& left, const CodePointSet& right) { return left.ranges_ < right.ranges_; }

 private:
  std::vector<CodePointRange> ranges_;
};

}  // namespace tokmill::unicode
