#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "texts/result.hpp"
#include "tokmill/analysis/lines.hpp"

namespace tokmill::cli::texts {

/// Which lines of the texts to list.
struct LineTerms {
  Order order = Order::tokens;
  std::optional<std::size_t> top;  ///< Only this many of the first.
};

/// Collects the lines of texts and keeps the first ones in the order of the terms. Equal lines are in the order of the
/// arguments, then of the paths and numbers. Memory: for the lines that it keeps.
class LineList {
 public:
  explicit LineList(const LineTerms& terms) : terms_(terms) {}

  /// Adds a line of a text. Precondition: the list has lines of this text only, and they precede it.
  void add(const analysis::CountedLine& line, const std::string& path, std::size_t argument);

  /// Adds the lines of another list, of other texts.
  void merge(LineList other);

  /// The lines in order.
  [[nodiscard]] std::vector<ListedLine> take() &&;

 private:
  [[nodiscard]] bool is_full() const noexcept { return terms_.top && lines_.size() >= *terms_.top; }
  void put(ListedLine line);

  LineTerms terms_;
  std::vector<ListedLine> lines_;  // a heap whose first is the last in order, if there is a limit
};

}  // namespace tokmill::cli::texts
