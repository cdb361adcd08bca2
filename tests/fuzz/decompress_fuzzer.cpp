// Decompresses arbitrary bytes: the text and the error do not depend on how much is read at a time. The first input byte
// selects the sizes.

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "input/source.hpp"

using tokmill::fuzz::require;
namespace input = tokmill::cli::input;

namespace {

constexpr std::size_t most_text = std::size_t{1} << 20;  // a few bytes can be the data of a long text

// A file in memory.
class File {
 public:
  explicit File(std::string_view bytes) : file_(::memfd_create("fuzz", 0)) {
    require(::write(file_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "the file is written");
    require(::lseek(file_, 0, SEEK_SET) == 0, "the file is read from its start");
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { ::close(file_); }

  [[nodiscard]] int descriptor() const { return file_; }

 private:
  int file_;
};

struct Outcome {
  std::string text;
  std::string error;
  std::string note;
  bool is_compressed = false;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

// Asks with `asks_first` whether there is something to read before each read, which decompresses a little.
Outcome read(std::string_view bytes, std::size_t size, bool asks_first) {
  const File file(bytes);
  input::Source source(file.descriptor(), input::Decompress::yes);
  Outcome outcome;
  std::vector<char> space(size);
  while (outcome.text.size() < most_text) {
    if (asks_first) require(source.can_read(), "a file can be read at once");
    const auto got = source.read(space);
    if (!got) {
      outcome.error = got.error().message;
      break;
    }
    require(*got <= size, "no more is read than there is space for");
    if (*got == 0) break;
    outcome.text.append(space.data(), *got);
  }
  outcome.is_compressed = source.is_compressed();
  outcome.note = source.note();
  if (outcome.text.size() >= most_text) {
    outcome.text.resize(most_text);
    outcome.note.clear();
  }
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes = tokmill::fuzz::as_text(data, size).substr(1);
  const Outcome whole = read(bytes, std::size_t{1} << 16, false);
  if (!whole.is_compressed) require(whole.text == bytes.substr(0, most_text), "other bytes are as they are");
  const std::size_t least = 16;  // the first read needs space for a signature
  const Outcome in_parts = read(bytes, least + data[0], (data[0] & 1U) != 0);
  require(in_parts == whole, "the text does not depend on the sizes");
  return 0;
}
