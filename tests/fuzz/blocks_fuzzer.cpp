// Reads arbitrary bytes from a pipe, which is written in random parts, in blocks or in lines. The first input byte
// seeds the parts and selects the reader.

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <thread>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "input/lines.hpp"
#include "input/text_blocks.hpp"
#include "tokmill/icu/charset.hpp"

using tokmill::fuzz::require;
namespace input = tokmill::cli::input;

namespace {

// A pipe that a thread writes.
class Pipe {
 public:
  Pipe(std::string_view text, std::uint32_t seed) {
    require(::pipe(ends_) == 0, "a pipe is made");
    writer_ = std::thread([this, text, seed] { write(text, seed); });
  }
  ~Pipe() {
    writer_.join();
    ::close(ends_[0]);
  }

  [[nodiscard]] std::string path() const { return "/dev/fd/" + std::to_string(ends_[0]); }

 private:
  void write(std::string_view text, std::uint32_t state) {
    while (!text.empty()) {
      state = state * 1664525 + 1013904223;
      const std::size_t longest = std::size_t{1} << (state >> 29);
      const std::size_t size = std::min<std::size_t>(text.size(), (state >> 8) % longest + 1);
      require(::write(ends_[1], text.data(), size) == static_cast<ssize_t>(size), "the pipe takes a part");
      text.remove_prefix(size);
    }
    ::close(ends_[1]);
  }

  int ends_[2] = {-1, -1};
  std::thread writer_;
};

void check_blocks(std::string_view text, std::uint32_t seed, input::TextBlocks::Wait wait) {
  const Pipe pipe(text, seed);
  auto blocks = input::TextBlocks::open(pipe.path(), wait, input::Decompress::no);
  require(blocks.has_value(), "the pipe is opened");
  require(blocks->first().size() >= std::min<std::size_t>(text.size(), 4), "the first block has four bytes");
  std::string whole;
  std::string repaired;
  while (true) {
    const auto block = blocks->next();
    require(block.has_value(), "the pipe is read");
    if (block->empty()) break;
    whole += *block;
    repaired += tokmill::replace_ill_formed(*block);
  }
  require(whole == text, "the blocks are the text");
  require(repaired == tokmill::replace_ill_formed(text), "each block can be repaired on its own");
}

void check_remaining(std::string_view text, std::uint32_t seed) {
  const Pipe pipe(text, seed);
  auto blocks = input::TextBlocks::open(pipe.path(), input::TextBlocks::Wait::for_any, input::Decompress::no);
  require(blocks.has_value(), "the pipe is opened");
  std::string whole;
  if ((seed & 4U) != 0) whole = *blocks->next();
  whole += *blocks->remaining();
  require(whole == text, "the first block and the remaining ones are the text");
}

void check_lines(std::string_view text, std::uint32_t seed) {
  const Pipe pipe(text, seed);
  input::Lines lines(pipe.path(), input::Decompress::no);
  require(lines.is_open(), "the pipe is opened");
  std::string whole;
  while (const auto line = lines.next()) {
    require(!line->empty() && line->find('\n') >= line->size() - 1, "a line ends with its newline");
    require(whole.empty() || whole.back() == '\n', "only the last line has no newline");
    whole += *line;
  }
  // A byte order mark of UTF-16 or UTF-32 selects the charset.
  const std::string_view charset = tokmill::icu::charset_of_mark(text);
  const bool is_converted = charset.starts_with("UTF-16") || charset.starts_with("UTF-32");
  require(lines.charset() == (is_converted ? charset : ""), "the charset is that of the mark");
  const std::string expected = is_converted ? tokmill::icu::convert(text, charset)->text : std::string(text);
  require(lines.problem().empty() && whole == expected, "the lines are the text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text = tokmill::fuzz::as_text(data, size).substr(1);
  switch (data[0] % 4) {
    case 0:
      check_blocks(text, data[0], input::TextBlocks::Wait::for_any);
      break;
    case 1:
      check_blocks(text, data[0], input::TextBlocks::Wait::for_full);
      break;
    case 2:
      check_remaining(text, data[0]);
      break;
    default:
      check_lines(text, data[0]);
      break;
  }
  return 0;
}
