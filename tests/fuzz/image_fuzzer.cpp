// Changes the start of an image file and opens it. The first input byte selects the file, and whether the checksum of
// the start is corrected, so that damage after it is reached. The other bytes are xored into the header of the file, what
// is between it and the tables, and the header of the tables.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "core/bpe/builder/image_file_layout.hpp"
#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "lib/aligned_memory.hpp"
#include "tokmill/image_file.hpp"
#include "tokmill/sha256.hpp"
#include "tokmill/vocabularies/stored_encoding.hpp"

using tokmill::bpe::FileBounds;
using tokmill::bpe::ImageFileHeader;
using tokmill::bpe::ImageHeader;
using tokmill::fuzz::require;

namespace {

constexpr std::string_view text = "ab caab\n<s> \xC3\xA9\xE4\xBD\xA0 1";

struct File {
  std::string bytes;
  std::size_t start;  // the size of what is before the tables
};

File stored(std::string_view source) {
  namespace vocabularies = tokmill::vocabularies;
  const auto read = vocabularies::read_storable_encoding(source, {"fuzz", ""});
  require(read.has_value(), "the vocabulary can be read");
  const auto file = vocabularies::store_encoding(*read, tokmill::sha256(source));
  require(file.has_value(), "the encoding can be stored");
  return {file->start + std::string(file->tables), file->start.size()};
}

// A vocabulary of bytes, one of which a text can have, with a token that merging does not make; and one of characters
// with an unknown token.
const std::array<File, 2>& files() {
  static const std::array<File, 2> all = {
      stored(R"({"model": {"vocab": {"a": 0, "b": 1, "ab": 2, "c": 3, "xyz": 4}, "merges": ["a b"], "ignore_merges": true},
                 "added_tokens": [{"id": 5, "content": "<s>", "special": true}, {"id": 6, "content": "aa"}],
                 "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Lowercase"}]},
                 "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false}})"),
      stored(R"({"model": {"vocab": {"<unk>": 0, "a": 1, "b": 2, "ab": 3, "\u2581": 4, "\u2581a": 5}, "unk_token": "<unk>",
                           "merges": ["a b", "\u2581 a"], "fuse_unk": true},
                 "normalizer": {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "\u2581"},
                     {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]}})"),
  };
  return all;
}

void correct_checksum(std::string& file) {
  ImageFileHeader header;
  std::memcpy(&header, file.data(), sizeof header);
  header.file_size = file.size();
  if (!tokmill::bpe::has_valid_bounds(header, file.size())) return;
  const auto part_of = [&file](const FileBounds& bounds) { return std::string_view(file).substr(bounds.start, bounds.size); };
  header.start_checksum = tokmill::bpe::start_checksum(header, part_of(header.parts), part_of(header.tables));
  std::memcpy(file.data(), &header, sizeof header);
}

void check(const tokmill::Encoding& encoding) {
  std::vector<tokmill::TokenId> ids;
  encoding.encode_ordinary(text, ids);
  require(encoding.count(text) == ids.size(), "count() is the number of tokens");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const File& good = files()[data[0] % files().size()];
  std::string file = good.bytes;
  const std::size_t changed = std::min(size - 1, good.start + sizeof(ImageHeader));
  for (std::size_t i = 0; i < changed; ++i) file[i] = static_cast<char>(static_cast<unsigned char>(file[i]) ^ data[1 + i]);
  const bool is_corrected = data[0] < 128;
  if (is_corrected) correct_checksum(file);

  const AlignedMemory memory(file);
  const bool is_good = file == good.bytes;
  // A corrected header is not damaged, and what it says of where the contents end is believed.
  const bool has_bad_contents = file.compare(sizeof(ImageFileHeader), std::string::npos, good.bytes,
                                             sizeof(ImageFileHeader)) != 0;
  const bool is_verified = tokmill::verify_image_file(memory.bytes).has_value();
  require(!is_verified || is_good || (is_corrected && !has_bad_contents), "verifying finds damage");
  const auto opened = tokmill::open_image_file(memory.bytes, memory.owner);
  require(!is_good || opened.has_value(), "an undamaged file can be opened");
  if (!opened) {
    require(opened.error().code == tokmill::ErrorCode::unusable_image, "the error code is unusable_image");
    return 0;
  }
  const auto restored = tokmill::vocabularies::restore_encoding(memory.bytes, memory.owner, "fuzz");
  require(restored.has_value() || !restored.error().message.empty(), "the error has a message");
  // What the header of the tables says of them is believed.
  const bool has_good_tables = std::string_view(file).substr(good.start) == std::string_view(good.bytes).substr(good.start);
  if (restored && has_good_tables) check(*restored);
  return 0;
}
