#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "core/bpe/vocabulary_image.hpp"

/// What is where in an image file (tokmill/image_file.hpp).
namespace tokmill::bpe {

inline constexpr std::size_t source_digest_size = 64;

/// The last character is the version of the format.
inline constexpr char image_file_magic[8] = {'t', 'o', 'k', 'm', 'i', 'm', 'g', '2'};
inline constexpr std::uint32_t byte_order_mark = 0x01020304;

/// A section of the file.
struct FileBounds {
  std::uint64_t start;  // in the file, in bytes
  std::uint64_t size;
};

struct ImageFileHeader {
  char magic[8];            // image_file_magic
  char layout[8];           // image_magic
  std::uint32_t byte_order;  // byte_order_mark
  std::uint32_t reserved;
  std::uint64_t file_size;
  std::uint64_t tokens;
  char source_digest[source_digest_size];
  FileBounds parts;
  FileBounds unreachable;
  FileBounds characters;    // a StoredRule, or nothing
  FileBounds tables;
  std::uint64_t contents_checksum;  // of everything after the header
  std::uint64_t start_checksum;     // of the members above, the parts, and the header of the tables
};
static_assert(std::has_unique_object_representations_v<ImageFileHeader>);

/// A CharacterGaps::Rule.
struct StoredRule {
  std::uint32_t has_byte_tokens;
  std::uint32_t has_unknown;
  TokenId unknown;
  std::uint32_t fuse_unknown;
  TokenId byte_tokens[byte_values];  // numbers
};
static_assert(std::has_unique_object_representations_v<StoredRule>);

/// Whether the sections are within the file, aligned, and of possible sizes.
[[nodiscard]] bool has_valid_bounds(const ImageFileHeader& header, std::size_t file_size) noexcept;

/// What ImageFileHeader::start_checksum should be.
[[nodiscard]] std::uint64_t start_checksum(const ImageFileHeader& header, std::string_view parts,
                                           std::string_view tables) noexcept;

}  // namespace tokmill::bpe
