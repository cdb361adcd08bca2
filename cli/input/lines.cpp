#include "input/lines.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace tokmill::cli::input {
namespace {

constexpr std::size_t read_size = std::size_t{1} << 18;
constexpr std::size_t longest_mark = 4;
constexpr std::size_t most_unused = 4;  // how many times as large as needed a buffer may be

// Whether the bytes, of which there are too few to tell, may be the start of a byte order mark of UTF-16 or UTF-32.
bool may_start_mark(std::string_view bytes) {
  constexpr std::string_view first_bytes("\xFE\xFF\0", 3);
  return bytes.size() < longest_mark && (bytes.empty() || first_bytes.find(bytes[0]) != std::string_view::npos);
}

}  // namespace

Lines::Lines(const std::string& path, Decompress decompress, std::function<void()> before_read)
    : opened_(path == "-" ? -1 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)),
      file_(path == "-" ? STDIN_FILENO : opened_.get()),
      source_(file_, decompress),
      before_read_(std::move(before_read)) {}

std::optional<std::string_view> Lines::next() {
  std::size_t searched = start_;
  while (true) {
    const std::string_view found(buffer_.get() + searched, size_ - searched);
    if (const std::size_t newline = found.find('\n'); newline != std::string_view::npos) {
      const std::size_t start = std::exchange(start_, searched + newline + 1);
      return std::string_view(buffer_.get() + start, start_ - start);
    }
    searched = size_ - start_;
    if (!read()) break;
  }
  if (!problem_.empty() || start_ == size_) return std::nullopt;
  return std::string_view(buffer_.get() + std::exchange(start_, size_), searched);
}

std::string_view Lines::next_lines(std::size_t bytes, Wait wait) {
  if (returned_capacity_ / most_unused > bytes) {  // a long line was in it
    returned_.reset();
    returned_capacity_ = 0;
  }
  std::size_t searched = start_;
  std::size_t end = start_;  // of the whole lines
  while (true) {
    const std::string_view found(buffer_.get() + searched, size_ - searched);
    if (const std::size_t newline = found.rfind('\n'); newline != std::string_view::npos) end = searched + newline + 1;
    const bool is_enough = size_ - start_ >= bytes || is_at_end_;
    if (end > start_ && (is_enough || (wait == Wait::for_line && !source_.can_read()))) break;
    searched = size_ - start_;
    end -= start_;
    if (!read()) {
      if (problem_.empty()) end = size_;
      break;
    }
  }
  const std::size_t start = std::exchange(start_, end);
  return {buffer_.get() + start, end - start};
}

void Lines::read_ahead(std::size_t bytes) {
  if (converter_) return;  // it may need more input for the first character
  // The unread bytes move to the other buffer.
  std::swap(buffer_, returned_);
  std::swap(capacity_, returned_capacity_);
  const std::string_view unread(returned_.get() + start_, size_ - start_);
  size_ = start_ = 0;
  reserve(unread.size());
  std::ranges::copy(unread, buffer_.get());
  size_ = unread.size();
  while (size_ < bytes && !is_at_end_ && source_.can_read() && read()) {}
}

std::optional<std::uint64_t> Lines::first_ill_formed() const noexcept {
  return converter_ ? converter_->first_ill_formed() : std::nullopt;
}

bool Lines::read() {
  size_ -= start_;
  if (start_ > 0) std::memmove(buffer_.get(), buffer_.get() + start_, size_);
  start_ = 0;
  while (!is_at_end_) {
    const std::size_t before = size_;
    reserve(read_size);
    if (!read_bytes() && !problem_.empty()) return false;
    if (is_first_) {
      while (may_start_mark({buffer_.get(), size_}) && read_bytes()) {}
      if (!problem_.empty()) return false;
      is_first_ = false;
      start_conversion();
    }
    if (converter_) convert(before, is_at_end_);
    if (size_ > before) return true;
  }
  return false;
}

bool Lines::read_bytes() {
  if (before_read_ && !source_.can_read()) before_read_();
  const Result<std::size_t> got = source_.read({buffer_.get() + size_, read_size});
  if (!got) problem_ = got.error().message;
  is_at_end_ = !got || *got == 0;
  if (got) size_ += *got;
  return !is_at_end_;
}

void Lines::start_conversion() {
  const std::string_view start(buffer_.get(), size_);
  const std::string_view charset = icu::charset_of_mark(start);
  if (!charset.starts_with("UTF-16") && !charset.starts_with("UTF-32")) return;
  charset_ = charset;
  converter_ = std::move(*icu::StreamConverter::open(charset, start));  // ICU has both charsets
}

void Lines::convert(std::size_t start, bool is_at_end) {
  converted_.clear();
  converter_->append({buffer_.get() + start, size_ - start}, converted_);
  if (is_at_end) converter_->finish(converted_);
  size_ = start;
  reserve(converted_.size());
  std::ranges::copy(converted_, buffer_.get() + size_);
  size_ += converted_.size();
}

void Lines::reserve(std::size_t size) {
  if (capacity_ - size_ >= size) return;
  capacity_ = std::max(2 * size_, size_ + size);
  char* const larger = static_cast<char*>(std::realloc(buffer_.get(), capacity_));
  if (larger == nullptr) throw std::bad_alloc();
  static_cast<void>(buffer_.release());
  buffer_.reset(larger);
}

}  // namespace tokmill::cli::input
