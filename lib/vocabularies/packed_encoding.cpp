// The format: the name, the parts (tokenizer_parts.hpp) and the packed vocabulary, each after its size in four bytes,
// little-endian.

#include "tokmill/vocabularies/packed_encoding.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "tokmill/packed_vocabulary.hpp"
#include "vocabularies/tokenizer_parts.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

constexpr std::size_t size_bytes = 4;

void append_with_size(std::string& packed, std::string_view text) {
  for (std::size_t i = 0; i < size_bytes; ++i) packed.push_back(static_cast<char>(text.size() >> 8 * i & 0xFFU));
  packed.append(text);
}

// Removes a text from the start of `packed`; nullopt if it is not whole.
std::optional<std::string_view> take_with_size(std::string_view& packed) {
  if (packed.size() < size_bytes) return std::nullopt;
  std::size_t size = 0;
  for (std::size_t i = 0; i < size_bytes; ++i) size |= std::size_t{static_cast<unsigned char>(packed[i])} << 8 * i;
  packed.remove_prefix(size_bytes);
  if (size > packed.size()) return std::nullopt;
  const std::string_view text = packed.substr(0, size);
  packed.remove_prefix(size);
  return text;
}

}  // namespace

std::string pack_encoding(const Encoding& encoding) {
  std::string packed;
  append_with_size(packed, encoding.name());
  append_with_size(packed, write_parts(parts_of(encoding.parts())));
  append_with_size(packed, pack_vocabulary(encoding));
  return packed;
}

Result<Encoding> unpack_encoding(std::string_view packed) {
  std::array<std::string_view, 3> texts;
  for (std::string_view& text : texts) {
    const std::optional<std::string_view> taken = take_with_size(packed);
    if (!taken) return Error{ErrorCode::malformed_table, "the packed encoding is cut off"};
    text = *taken;
  }
  if (!packed.empty()) return Error{ErrorCode::malformed_table, "the packed encoding is too long"};
  const auto [name, parts, vocabulary] = texts;
  Result<TokenizerParts> read = read_parts(parts);
  if (!read) return std::move(read).error();
  const Result<Vocabulary> unpacked = unpack_vocabulary(vocabulary);
  if (!unpacked) return unpacked.error();
  return make_encoding(*unpacked, *std::move(read), std::string(name));
}

}  // namespace tokmill::vocabularies
