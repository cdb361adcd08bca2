#include <cstddef>
#include <string>

#include "tokmill/read_file.hpp"
#include "tokmill/vocabularies/read.hpp"
#include "vocabularies/gguf_metadata.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 30;

// How much of a file is read to see what it is: most vocabularies are smaller.
constexpr std::size_t first_bytes = std::size_t{1} << 26;

}  // namespace

Result<Encoding> open_encoding(const std::string& path, FileParts parts) {
  // The tensors of a GGUF file follow its vocabulary, so that its start may be enough. Other files are read as a whole.
  for (std::size_t bytes = first_bytes;; bytes *= 2) {
    const Result<std::string> start = read_file_start(path, bytes);
    if (!start) return start.error();
    const bool is_whole = start->size() < bytes;
    if (is_whole || is_gguf(*start)) {
      Result<Encoding> encoding = read_encoding(*start, parts);
      if (encoding || is_whole) return encoding;
    }
    if (bytes == most_bytes) {
      return Error{ErrorCode::unreadable_file,
                   "cannot read " + path + ": more than " + std::to_string(most_bytes) + " bytes"};
    }
  }
}

}  // namespace tokmill::vocabularies
