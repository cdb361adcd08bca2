#include "input/text_blocks.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <span>
#include <utility>

#include "output/descriptor.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::input {
namespace {

constexpr std::size_t block_size = std::size_t{1} << 22;
constexpr std::size_t longest_character = 4;

// The number of bytes at the end of `text` that start a character without completing it: 0 to 3. A cut before a lead
// byte divides neither a character nor an ill-formed part.
std::size_t incomplete_size(std::string_view text) {
  for (std::size_t size = 1; size <= std::min(text.size(), longest_character - 1); ++size) {
    const auto byte = static_cast<unsigned char>(text[text.size() - size]);
    if (byte < 0x80) return 0;
    if (byte < 0xC0) continue;  // a continuation byte
    const std::size_t needed = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    return size < needed ? size : 0;
  }
  return 0;
}

}  // namespace

class TextBlocks::State {
 public:
  State(int opened, bool owns_file, Wait wait, Decompress decompress)
      : opened_(owns_file ? opened : -1),
        file_(opened),
        source_(opened, decompress),
        least_(wait == Wait::for_full ? block_size : 1),
        buffer_(new char[capacity]) {}

  // Reads the first block.
  Result<void> start() {
    struct stat status {};
    if (::fstat(file_, &status) != 0) return output::system_error(errno);
    if (S_ISDIR(status.st_mode)) return output::system_error(EISDIR);
    if (S_ISREG(status.st_mode)) {
      start_ = ::lseek(file_, 0, SEEK_CUR);  // a shell may have read a part of standard input
      if (start_ < 0) return output::system_error(errno);
    }
    Result<void> filled = fill(std::max(least_, longest_character));
    if (S_ISREG(status.st_mode) && !source_.is_compressed()) file_size = static_cast<std::uint64_t>(status.st_size);
    return filled;
  }

  // See TextBlocks::skip_to_last.
  Result<std::uint64_t> skip_to_last(std::uint64_t size) {
    const auto end = static_cast<off_t>(*file_size);
    constexpr auto margin = static_cast<std::uint64_t>(longest_character);
    if (end <= start_ || static_cast<std::uint64_t>(end - start_) <= margin ||
        static_cast<std::uint64_t>(end - start_) - margin <= size) {
      return std::uint64_t{0};
    }
    off_t at = end - static_cast<off_t>(size + margin);
    if (const Result<void> moved = restart_at(at); !moved) return moved.error();
    // The rest of a character. A fourth continuation byte is not part of one that starts before this block.
    std::size_t rest = 0;
    while (rest < std::min(size_, longest_character - 1) && !starts_character(buffer_[rest])) ++rest;
    size_ -= rest;
    std::memmove(buffer_.get(), buffer_.get() + rest, size_ + held_);
    at += static_cast<off_t>(rest);
    return static_cast<std::uint64_t>(at - start_);
  }

  // Reads the first block again.
  Result<void> rewind() { return restart_at(start_); }

  // Replaces the block by the next one.
  Result<void> fill() { return fill(least_); }

  [[nodiscard]] std::string note() const { return source_.note(); }

  [[nodiscard]] std::string_view block() const noexcept { return {buffer_.get(), size_}; }

  std::optional<std::uint64_t> file_size;
  bool is_first = true;  // next() has not been called

 private:
  static constexpr std::size_t capacity = block_size + longest_character;

  // Reads a first block at this offset of the file.
  Result<void> restart_at(off_t offset) {
    if (::lseek(file_, offset, SEEK_SET) < 0) return output::system_error(errno);
    source_.restart();
    held_ = 0;
    is_first = true;
    return fill(std::max(least_, longest_character));
  }

  // As fill(); the block has at least `least` bytes unless the text ends.
  Result<void> fill(std::size_t least) {
    std::memmove(buffer_.get(), buffer_.get() + size_, held_);
    std::size_t filled = std::exchange(held_, 0);
    bool at_end = false;
    while (!at_end && filled - incomplete_size({buffer_.get(), filled}) < least) {
      const Result<std::size_t> got = source_.read({buffer_.get() + filled, capacity - filled});
      if (!got) return got.error();
      at_end = *got == 0;
      filled += *got;
    }
    if (!at_end) held_ = incomplete_size({buffer_.get(), filled});
    size_ = filled - held_;
    return {};
  }

  output::Descriptor opened_;  // empty for standard input
  int file_;
  Source source_;
  off_t start_ = 0;
  std::size_t least_;
  std::unique_ptr<char[]> buffer_;  // the block and the bytes held back
  std::size_t size_ = 0;            // of the block
  std::size_t held_ = 0;            // bytes after the block that start a character
};

TextBlocks::TextBlocks(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
TextBlocks::TextBlocks(TextBlocks&&) noexcept = default;
TextBlocks& TextBlocks::operator=(TextBlocks&&) noexcept = default;
TextBlocks::~TextBlocks() = default;

Result<TextBlocks> TextBlocks::open(const std::string& path, Wait wait, Decompress decompress) {
  const bool is_standard_input = path == "-";
  const int file = is_standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (file < 0) return output::system_error(errno);
  auto state = std::make_unique<State>(file, !is_standard_input, wait, decompress);
  if (const Result<void> started = state->start(); !started) return started.error();
  return TextBlocks(std::move(state));
}

std::string_view TextBlocks::first() const noexcept { return state_->block(); }

std::optional<std::uint64_t> TextBlocks::file_size() const noexcept { return state_->file_size; }

Result<std::string_view> TextBlocks::next() {
  if (!std::exchange(state_->is_first, false)) {
    if (const Result<void> filled = state_->fill(); !filled) return filled.error();
  }
  return state_->block();
}

Result<std::uint64_t> TextBlocks::skip_to_last(std::uint64_t size) {
  if (!state_->file_size) return std::uint64_t{0};
  return state_->skip_to_last(size);
}

Result<void> TextBlocks::rewind() { return state_->rewind(); }

std::string TextBlocks::note() const { return state_->note(); }

Result<std::string> TextBlocks::remaining() {
  std::string text;
  while (true) {
    const Result<std::string_view> block = next();
    if (!block) return block.error();
    if (block->empty()) return text;
    text += *block;
  }
}

}  // namespace tokmill::cli::input
