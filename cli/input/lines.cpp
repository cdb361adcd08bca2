#include "input/lines.hpp"

#include <sys/types.h>

#include <cerrno>
#include <cstdlib>

namespace tokmill::cli::input {

Lines::Lines(const std::string& path) : file_(path == "-" ? stdin : std::fopen(path.c_str(), "rbe")) {}

Lines::~Lines() {
  std::free(line_);
  if (file_ != nullptr && file_ != stdin) std::fclose(file_);
}

std::optional<std::string_view> Lines::next() {
  const ssize_t size = ::getline(&line_, &capacity_, file_);
  if (size < 0) {
    if (std::ferror(file_) != 0) problem_ = errno;
    return std::nullopt;
  }
  return std::string_view(line_, static_cast<std::size_t>(size));
}

}  // namespace tokmill::cli::input
