#include "chat/image_header.hpp"

#include <cstddef>

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

// Random access to the bytes of a base64 text. Reading past the end or an invalid digit returns 0 and sets failed().
class Bytes {
 public:
  explicit Bytes(std::string_view base64) : base64_(base64) {}

  std::uint32_t at(std::size_t index) {
    const std::size_t first = index / 3 * 4 + index % 3;
    const int left = first + 1 < base64_.size() ? base64_digit(base64_[first]) : -1;
    const int right = first + 1 < base64_.size() ? base64_digit(base64_[first + 1]) : -1;
    if (left < 0 || right < 0) {
      failed_ = true;
      return 0;
    }
    const auto bits = (static_cast<std::uint32_t>(left) << 6U) | static_cast<std::uint32_t>(right);
    return (bits >> (4U - 2U * static_cast<std::uint32_t>(index % 3))) & 0xFFU;
  }

  std::uint32_t big_endian(std::size_t index, std::size_t bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) value = value << 8U | at(index + i);
    return value;
  }

  std::uint32_t little_endian(std::size_t index, std::size_t bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = bytes; i > 0; --i) value = value << 8U | at(index + i - 1);
    return value;
  }

  bool has(std::size_t index, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (at(index + i) != static_cast<unsigned char>(text[i])) return false;
    }
    return true;
  }

  [[nodiscard]] bool failed() const noexcept { return failed_; }

 private:
  std::string_view base64_;
  bool failed_ = false;
};

// A JPEG file is a sequence of segments, each with a marker and a length. The frame segment contains the size.
std::optional<ImageSize> jpeg_size(Bytes& bytes) {
  std::size_t at = 2;
  while (!bytes.failed() && bytes.at(at) == 0xFF) {
    const std::uint32_t marker = bytes.at(at + 1);
    if (marker == 0xFF) {  // a fill byte
      ++at;
      continue;
    }
    const bool is_frame =
        marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (is_frame) return ImageSize{bytes.big_endian(at + 7, 2), bytes.big_endian(at + 5, 2)};
    const bool has_no_length = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
    at += 2 + (has_no_length ? 0 : bytes.big_endian(at + 2, 2));
  }
  return std::nullopt;
}

std::optional<ImageSize> webp_size(Bytes& bytes) {
  if (bytes.has(12, "VP8X")) return ImageSize{bytes.little_endian(24, 3) + 1, bytes.little_endian(27, 3) + 1};
  if (bytes.has(12, "VP8L")) {
    const std::uint32_t packed = bytes.little_endian(21, 4);
    return ImageSize{(packed & 0x3FFFU) + 1, (packed >> 14U & 0x3FFFU) + 1};
  }
  if (bytes.has(12, "VP8 ")) {
    return ImageSize{bytes.little_endian(26, 2) & 0x3FFFU, bytes.little_endian(28, 2) & 0x3FFFU};
  }
  return std::nullopt;
}

std::optional<ImageSize> read_size(Bytes& bytes) {
  if (bytes.has(0, "\x89PNG")) return ImageSize{bytes.big_endian(16, 4), bytes.big_endian(20, 4)};
  if (bytes.has(0, "\xFF\xD8")) return jpeg_size(bytes);
  if (bytes.has(0, "GIF8")) return ImageSize{bytes.little_endian(6, 2), bytes.little_endian(8, 2)};
  if (bytes.has(0, "RIFF") && bytes.has(8, "WEBP")) return webp_size(bytes);
  return std::nullopt;
}

}  // namespace

std::optional<ImageSize> image_size_of_base64(std::string_view base64) {
  Bytes bytes(base64);
  const std::optional<ImageSize> size = read_size(bytes);
  if (!size || bytes.failed() || size->width == 0 || size->height == 0) return std::nullopt;
  return size;
}

}  // namespace tokmill::chat
