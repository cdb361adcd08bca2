#include "input/compression/decompressor.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "output/descriptor.hpp"
#include "output/format.hpp"

namespace tokmill::cli::input::compression {
namespace {

constexpr std::size_t input_size = std::size_t{1} << 17;
constexpr std::size_t ahead_size = std::size_t{1} << 12;

}  // namespace

Decompressor::Decompressor(Format format, std::string_view start, int file)
    : format_(format),
      file_(file),
      decoder_(make_decoder(format)),
      input_(start.begin(), start.end()),
      size_(start.size()) {}

Result<std::size_t> Decompressor::read(std::span<char> space) {
  if (failure_ahead_) return *failure_ahead_;
  if (!ahead_.empty()) {
    const std::size_t size = std::min(ahead_.size(), space.size());
    std::copy_n(ahead_.begin(), size, space.begin());
    ahead_.erase(ahead_.begin(), ahead_.begin() + static_cast<std::ptrdiff_t>(size));
    return size;
  }
  const Result<std::optional<std::size_t>> size = decode(space, true);
  if (!size) return size.error();
  return size->value_or(0);
}

bool Decompressor::can_read() {
  if (failure_ahead_ || !ahead_.empty() || !decoder_) return true;
  ahead_.resize(ahead_size);
  Result<std::optional<std::size_t>> size = decode(ahead_, false);
  ahead_.resize(size ? size->value_or(0) : 0);
  if (!size) failure_ahead_ = std::move(size).error();
  return !size || *size;
}

Result<std::optional<std::size_t>> Decompressor::decode(std::span<char> space, bool waits) {
  if (!decoder_) {
    return Error{ErrorCode::io_error,
                 output::format("this build cannot decompress {}; --no-decompress reads the bytes as they are",
                                name_of(format_))};
  }
  while (!decoder_->has_ended()) {
    const Result<Step> step = decoder_->decode({input_.data() + start_, size_ - start_}, is_last_, space);
    if (!step) return invalid(step.error().message);
    start_ += step->used;
    if (step->written > 0) return std::optional(step->written);
    if (step->used > 0 || decoder_->has_ended()) continue;
    if (is_last_) return invalid("it ends early");
    if (!waits && !output::can_read(file_)) return std::optional<std::size_t>();
    if (const Result<void> filled = fill(); !filled) return filled.error();
  }
  return std::optional(std::size_t{0});
}

Result<void> Decompressor::fill() {
  std::copy(input_.begin() + static_cast<std::ptrdiff_t>(start_), input_.begin() + static_cast<std::ptrdiff_t>(size_),
            input_.begin());
  size_ -= std::exchange(start_, 0);
  if (input_.size() < size_ + input_size) input_.resize(size_ + input_size);
  const ssize_t got = output::read_some(file_, std::span(input_).subspan(size_));
  if (got < 0) return output::system_error(errno);
  is_last_ = got == 0;
  size_ += static_cast<std::size_t>(got);
  return {};
}

std::string Decompressor::note() const {
  if (!decoder_ || !decoder_->has_ended() || start_ == size_) return "";
  return output::format("what follows the {} data is left out", name_of(format_));
}

Error Decompressor::invalid(std::string_view reason) const {
  return {ErrorCode::io_error, output::format("invalid {} data: {}", name_of(format_), reason)};
}

}  // namespace tokmill::cli::input::compression
