#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "output/io.hpp"
#include "rows/part.hpp"

namespace tokmill::cli::rows {

/// Writes parts in their order and reports their errors, with the numbers of the lines.
class Writer {
 public:
  Writer(bool keeps_errors, Io& io) : keeps_errors_(keeps_errors), io_(io) {}

  /// Passes over `rows` rows.
  void skip(std::size_t rows) { rows_ += rows; }

  /// Adds the parts that follow. They are not written yet.
  void add(std::vector<Part> parts);

  /// Writes what was added.
  void write_pending();

  /// Writes a part that follows. Requires that all were written that were added.
  void write(const Part& part);

  /// Call it at the end.
  void warn_of_kept_errors() const;

  /// The total of what compute() returned.
  [[nodiscard]] std::uint64_t total() const { return total_; }

 private:
  [[nodiscard]] std::size_t line(std::size_t row) const { return rows_ + row + 1; }

  bool keeps_errors_;
  Io& io_;
  std::size_t rows_ = 0;
  std::size_t errors_ = 0;
  std::uint64_t total_ = 0;
  bool has_warned_ = false;
  std::optional<std::string> first_error_;
  std::vector<Part> pending_;
};

}  // namespace tokmill::cli::rows
