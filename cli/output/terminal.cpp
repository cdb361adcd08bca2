#include "output/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

namespace tokmill::cli {
namespace {

constexpr std::size_t default_width = 80;
constexpr std::size_t min_width = 20;

std::size_t width_of(int file) {
  std::size_t width = 0;
  winsize size{};
  if (::ioctl(file, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  if (width == 0) {
    const std::string_view columns = environment("COLUMNS");
    std::from_chars(columns.data(), columns.data() + columns.size(), width);
  }
  return width == 0 ? default_width : std::max(width, min_width);
}

}  // namespace

std::string_view environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

bool output_is_terminal() noexcept {
  return ::isatty(STDOUT_FILENO) == 1;
}

bool errors_are_on_terminal() noexcept {
  return ::isatty(STDERR_FILENO) == 1;
}

std::size_t output_width() {
  return width_of(STDOUT_FILENO);
}

std::size_t errors_width() {
  return width_of(STDERR_FILENO);
}

}  // namespace tokmill::cli
