#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "reference/truncate.hpp"

namespace tokmill::reference {

/// The number of tokens of the bytes [start, end) of `text`. Counts a copy of them.
[[nodiscard]] std::size_t count_interval(std::string_view text, std::size_t start, std::size_t end,
                                         const Counter& count);

/// Counts a text that grows and shrinks. Counts all of it each time.
class GrowingText {
 public:
  explicit GrowingText(Counter count) : count_(std::move(count)) {}

  void append(std::string_view part) { text_ += part; }
  void roll_back(std::size_t size) { text_ = text_.substr(0, size); }
  [[nodiscard]] std::size_t count() const { return count_(text_); }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  Counter count_;
  std::string text_;
};

}  // namespace tokmill::reference
