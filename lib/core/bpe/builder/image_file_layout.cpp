#include "core/bpe/builder/image_file_layout.hpp"

#include "core/base/checksum.hpp"
#include "core/bpe/builder/image.hpp"

namespace tokmill::bpe {

bool has_valid_bounds(const ImageFileHeader& header, std::size_t file_size) noexcept {
  const auto is_within = [file_size](const FileBounds& bounds, std::uint64_t alignment) {
    return bounds.start % alignment == 0 && bounds.start >= sizeof(ImageFileHeader) && bounds.start <= file_size &&
           bounds.size <= file_size - bounds.start;
  };
  return is_within(header.parts, 1) && is_within(header.unreachable, sizeof(TokenId)) &&
         is_within(header.characters, sizeof(TokenId)) && is_within(header.tables, Image::alignment) &&
         header.unreachable.size % sizeof(TokenId) == 0 &&
         (header.characters.size == 0 || header.characters.size == sizeof(StoredRule)) &&
         header.tables.start + header.tables.size == file_size;
}

std::uint64_t start_checksum(const ImageFileHeader& header, std::string_view parts, std::string_view tables) noexcept {
  const std::uint64_t sums[] = {
      base::checksum({reinterpret_cast<const char*>(&header), offsetof(ImageFileHeader, start_checksum)}),
      base::checksum(parts), base::checksum(tables.substr(0, sizeof(ImageHeader)))};
  return base::checksum({reinterpret_cast<const char*>(sums), sizeof sums});
}

}  // namespace tokmill::bpe
