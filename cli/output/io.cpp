#include "output/io.hpp"

#include <unistd.h>

#include <cstring>

#include "output/descriptor.hpp"
#include "output/path.hpp"

namespace tokmill::cli {
namespace {

constexpr std::size_t buffer_size = std::size_t{1} << 16;

}  // namespace

void Io::write(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= buffer_size) flush();
}

void Io::flush() {
  if (output_problem_.empty()) {
    const int problem = output::write_all(STDOUT_FILENO, buffer_);
    if (problem != 0) output_problem_ = std::strerror(problem);
  }
  buffer_.clear();
}

void Io::warn(std::string_view message) {
  flush();  // keeps the order on a terminal
  std::string line = "tokmill: ";
  line += output::printable_message(message);
  line += '\n';
  // If standard error fails, there is nowhere to report it.
  static_cast<void>(output::write_all(STDERR_FILENO, line));
}

void Io::fail(std::string_view message) {
  warn(message);
  failed_ = true;
}

bool Io::finish() {
  flush();
  return output_problem_.empty();
}

}  // namespace tokmill::cli
