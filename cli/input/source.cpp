#include "input/source.hpp"

#include <cerrno>
#include <utility>

#include "output/descriptor.hpp"

namespace tokmill::cli::input {

bool is_compressed(std::string_view start) { return compression::format_of(start) != compression::Format::none; }

Result<std::size_t> Source::read(std::span<char> space) {
  if (!std::exchange(is_recognized_, true)) return read_first(space);
  if (decompressor_) return decompressor_->read(space);
  return is_at_end_ ? std::size_t{0} : read_file(space);
}

Result<std::size_t> Source::read_first(std::span<char> space) {
  std::size_t size = 0;
  do {
    const Result<std::size_t> got = read_file(space.subspan(size));
    if (!got) return got;
    is_at_end_ = *got == 0 && size > 0;  // a terminal would have to be told twice that its input ends
    if (*got == 0) break;
    size += *got;
  } while (size < space.size() && compression::may_be_compressed({space.data(), size}));
  const std::string_view start(space.data(), size);
  const compression::Format format = compression::format_of(start);
  if (format == compression::Format::none) return size;
  decompressor_.emplace(format, start, file_);
  return decompressor_->read(space);
}

Result<std::size_t> Source::read_file(std::span<char> space) const {
  const ssize_t got = output::read_some(file_, space);
  if (got < 0) return output::system_error(errno);
  return static_cast<std::size_t>(got);
}

bool Source::can_read() {
  if (decompressor_) return decompressor_->can_read();
  return is_at_end_ || output::can_read(file_);
}

}  // namespace tokmill::cli::input
