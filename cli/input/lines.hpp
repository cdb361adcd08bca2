#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace tokmill::cli::input {

/// Reads a file, or standard input, line by line. Memory is bounded by the longest line.
class Lines {
 public:
  /// Opens the file; `-` is standard input. Check is_open(); errno is set if it cannot be opened.
  explicit Lines(const std::string& path);
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;
  ~Lines();

  [[nodiscard]] bool is_open() const noexcept { return file_ != nullptr; }

  /// The next line with its newline, valid until the next call; nullopt at the end, and if it cannot be read.
  [[nodiscard]] std::optional<std::string_view> next();

  /// The error number of a failed read; 0 if there was none.
  [[nodiscard]] int problem() const noexcept { return problem_; }

 private:
  std::FILE* file_;
  char* line_ = nullptr;
  std::size_t capacity_ = 0;
  int problem_ = 0;
};

}  // namespace tokmill::cli::input
