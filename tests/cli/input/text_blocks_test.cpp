#include "input/text_blocks.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>

#include <algorithm>
#include <string>
#include <vector>

#include "cli/piped_input.hpp"
#include "cli/temporary_folder.hpp"
#include "tokmill/utf8.hpp"

using namespace tokmill;
using namespace tokmill::cli::input;
using tokmill::cli::PipedInput;
using tokmill::cli::TemporaryFolder;

namespace {

std::vector<std::string> blocks_of(const std::vector<std::string>& parts) {
  const PipedInput input(parts);
  Result<TextBlocks> blocks = TextBlocks::open("-", TextBlocks::Wait::for_any);
  REQUIRE(blocks);
  std::vector<std::string> all;
  while (true) {
    const Result<std::string_view> block = blocks->next();
    REQUIRE(block);
    if (block->empty()) return all;
    all.emplace_back(*block);
  }
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += part;
  return text;
}

}  // namespace

TEST_CASE("text_blocks: blocks end between characters, wherever the reads end") {
  const std::string text = "a\u00E9\u4F60\U0001F600b\xF0\x9F\x98z\xE4\xBD\xFF\x80\x80\x80\x80\xC0\xAFq\u4F60\xE4";
  for (std::size_t first = 1; first < text.size(); ++first) {
    for (std::size_t second = first; second < text.size(); ++second) {
      const std::vector<std::string> blocks =
          blocks_of({text.substr(0, first), text.substr(first, second - first), text.substr(second)});
      CHECK(joined(blocks) == text);
      std::string replaced;
      for (const std::string& block : blocks) replaced += replace_ill_formed(block);
      CHECK(replaced == replace_ill_formed(text));
    }
  }
}

TEST_CASE("text_blocks: a long text, its first bytes, and an empty one") {
  std::string text;
  while (text.size() < (std::size_t{5} << 19)) text += "\u4F60 abc";
  CHECK(joined(blocks_of({text})) == text);
  CHECK(blocks_of({}).empty());

  const PipedInput input({"\xFF", "\xFE", "a", std::string(1, '\0'), "b"});
  Result<TextBlocks> blocks = TextBlocks::open("-", TextBlocks::Wait::for_any);
  REQUIRE(blocks);
  CHECK(blocks->first().substr(0, 4) == std::string_view("\xFF\xFE" "a\0", 4));
  CHECK_FALSE(blocks->file_size());
  CHECK(*blocks->remaining() == std::string("\xFF\xFE" "a\0b", 5));
}

TEST_CASE("text_blocks: the end of a file starts between characters; rewind() starts again") {
  const TemporaryFolder folder;
  const std::string text = "ab\u00E9\u4F60\U0001F600\xE4\xBD\x80\x80\x80\x80\x80z\xFF\u4F60\u4F60";
  const std::string path = folder.file("text", text);
  for (std::size_t size = 0; size <= text.size() + 1; ++size) {
    Result<TextBlocks> blocks = TextBlocks::open(path, TextBlocks::Wait::for_full);
    REQUIRE(blocks);
    const Result<std::uint64_t> offset = blocks->skip_to_last(size);
    REQUIRE(offset);
    const std::string end = *blocks->remaining();
    CHECK(end == text.substr(*offset));
    CHECK(end.size() >= std::min(size, text.size()));
    CHECK(end.size() <= size + 4);
    CHECK(replace_ill_formed(text.substr(0, *offset)) + replace_ill_formed(end) == replace_ill_formed(text));
    REQUIRE(blocks->rewind());
    CHECK(*blocks->remaining() == text);
  }
  const PipedInput input({text});
  CHECK(*TextBlocks::open("-", TextBlocks::Wait::for_any)->skip_to_last(1) == 0);
}

TEST_CASE("text_blocks: full blocks of a pipe") {
  const std::string text(std::size_t{9} << 20, 'a');
  const PipedInput input({text});
  Result<TextBlocks> blocks = TextBlocks::open("-", TextBlocks::Wait::for_full);
  REQUIRE(blocks);
  CHECK(blocks->first().size() >= std::size_t{1} << 22);
  std::size_t size = 0;
  std::size_t number = 0;
  while (true) {
    const Result<std::string_view> block = blocks->next();
    REQUIRE(block);
    if (block->empty()) break;
    size += block->size();
    ++number;
  }
  CHECK(size == text.size());
  CHECK(number == 3);
}

TEST_CASE("text_blocks: files that cannot be read") {
  CHECK(TextBlocks::open("/nonexistent", TextBlocks::Wait::for_any).error().message == "No such file or directory");
  CHECK(TextBlocks::open("/", TextBlocks::Wait::for_any).error().message == "Is a directory");
  CHECK(TextBlocks::open("/proc/self/mem", TextBlocks::Wait::for_any).error().message == "Input/output error");
  CHECK(TextBlocks::open("/", TextBlocks::Wait::for_any).error().code == ErrorCode::io_error);
  const Result<TextBlocks> self = TextBlocks::open("/proc/self/exe", TextBlocks::Wait::for_any);
  REQUIRE(self);
  CHECK(self->file_size() > 0);
}
