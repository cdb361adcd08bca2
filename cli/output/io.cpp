#include "output/io.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "output/descriptor.hpp"
#include "output/message_line.hpp"

namespace tokmill::cli {
namespace {

constexpr std::size_t buffer_size = std::size_t{1} << 16;

}  // namespace

void Io::write(std::string_view bytes) {
  if (held_) {
    held_->add(bytes);
    return;
  }
  if (buffer_.size() + bytes.size() >= buffer_size) {
    flush();
    // Copying much text would double the memory that it needs.
    if (bytes.size() >= buffer_size / 2) {
      if (output_problem_ == 0) output_problem_ = output::write_all(STDOUT_FILENO, bytes);
      return;
    }
  }
  if (buffer_.capacity() < buffer_size) buffer_.reserve(buffer_size);
  buffer_ += bytes;
}

void Io::release() {
  if (!held_) return;
  output::HeldBytes held = std::move(*held_);
  held_.reset();
  flush();
  const auto write_out = [this](std::string_view bytes) {
    if (output_problem_ == 0) output_problem_ = output::write_all(STDOUT_FILENO, bytes);
    return output_problem_;
  };
  const int problem = held.write_to(write_out);
  if (problem != 0 && output_problem_ == 0) fail({"temporary file: ", std::strerror(problem)});
}

void Io::flush() noexcept {
  if (output_problem_ == 0) output_problem_ = output::write_all(STDOUT_FILENO, buffer_);
  buffer_.clear();
}

void Io::warn(std::initializer_list<std::string_view> parts) noexcept {
  flush();  // keeps the order on a terminal
  output::MessageLine line;
  for (const std::string_view part : parts) line.append(part);
  line.write();
}

void Io::summarize(std::string_view line) noexcept {
  flush();  // keeps the order on a terminal
  output::MessageLine message("");
  message.append(line);
  message.write();
}

void Io::fail(std::initializer_list<std::string_view> parts) noexcept {
  warn(parts);
  failed_ = true;
}

bool Io::finish() noexcept {
  flush();
  // Network file systems report a full disk only when a file is closed.
  if (::close(STDOUT_FILENO) != 0 && errno != EINTR && errno != EBADF && output_problem_ == 0) output_problem_ = errno;
  if (output_problem_ == 0) return true;
  warn({"standard output: ", std::strerror(output_problem_)});
  return false;
}

}  // namespace tokmill::cli
