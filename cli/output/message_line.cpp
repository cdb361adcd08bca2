#include "output/message_line.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "output/descriptor.hpp"
#include "output/path.hpp"
#include "output/terminal.hpp"
#include "tokmill/icu/display.hpp"

namespace tokmill::cli::output {
namespace {

constexpr std::string_view line_break = "\n  ";

}  // namespace

MessageLine::MessageLine(std::string_view start) noexcept
    : width_(errors_are_on_terminal() ? errors_width() : 0) {
  append(start);
}

void MessageLine::append(std::string_view part) noexcept {
  for_each_printable_part(part, [this](std::string_view text) { append_printable(text); });
}

void MessageLine::append_printable(std::string_view text) noexcept {
  for (const char c : text) {
    if (c == ' ') end_word();
    if (size_ + line_break.size() >= buffer_.size()) write_buffer();
    buffer_[size_++] = c;
    if (c != ' ') continue;
    word_ = size_;
    ++column_;
  }
}

void MessageLine::end_word() noexcept {
  if (width_ == 0) return;
  const std::size_t word_width = icu::display_width({buffer_.data() + word_, size_ - word_});
  const bool fits = column_ + word_width <= width_;
  if (!fits && word_ > 0 && buffer_[word_ - 1] == ' ' && column_ > line_break.size()) {
    // The break replaces the space before the word.
    constexpr std::size_t added = line_break.size() - 1;
    std::memmove(buffer_.data() + word_ + added, buffer_.data() + word_, size_ - word_);
    std::memcpy(buffer_.data() + word_ - 1, line_break.data(), line_break.size());
    word_ += added;
    size_ += added;
    column_ = added;
  }
  column_ += word_width;
  word_ = size_;
}

void MessageLine::write() noexcept {
  end_word();
  buffer_[size_++] = '\n';
  write_buffer();
}

void MessageLine::write_buffer() noexcept {
  static_cast<void>(write_all(STDERR_FILENO, {buffer_.data(), size_}));
  if (width_ > 0) column_ += icu::display_width({buffer_.data() + word_, size_ - word_});
  size_ = 0;
  word_ = 0;
}

}  // namespace tokmill::cli::output
