#include "input/compression/format.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

namespace tokmill::cli::input::compression {
namespace {

// The values that a byte of a signature may have.
struct ByteRange {
  unsigned char first;
  unsigned char last;

  constexpr ByteRange(unsigned char byte) : first(byte), last(byte) {}
  constexpr ByteRange(unsigned char from, unsigned char to) : first(from), last(to) {}
};

constexpr ByteRange gzip[] = {0x1F, 0x8B, 0x08, {0x00, 0x1F}};  // the method, then flags without the reserved ones
constexpr ByteRange zstd[] = {0x28, 0xB5, 0x2F, 0xFD};
constexpr ByteRange zstd_skippable[] = {{0x50, 0x5F}, 0x2A, 0x4D, 0x18};  // pzstd writes such a frame first
constexpr ByteRange bzip2[] = {'B', 'Z', 'h', {'1', '9'}, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59};
constexpr ByteRange bzip2_empty[] = {'B', 'Z', 'h', {'1', '9'}, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90};
constexpr ByteRange xz[] = {0xFD, '7', 'z', 'X', 'Z', 0x00};

struct Signature {
  Format format;
  std::span<const ByteRange> bytes;
};
constexpr Signature signatures[] = {{Format::gzip, gzip},           {Format::zstd, zstd},
                                    {Format::zstd, zstd_skippable}, {Format::bzip2, bzip2},
                                    {Format::bzip2, bzip2_empty},   {Format::xz, xz}};

// Whether the bytes that both have agree.
bool agrees(const Signature& signature, std::string_view start) {
  const std::size_t size = std::min(start.size(), signature.bytes.size());
  for (std::size_t i = 0; i < size; ++i) {
    const auto byte = static_cast<unsigned char>(start[i]);
    if (byte < signature.bytes[i].first || byte > signature.bytes[i].last) return false;
  }
  return true;
}

}  // namespace

std::string_view name_of(Format format) {
  switch (format) {
    case Format::none: break;
    case Format::gzip: return "gzip";
    case Format::zstd: return "zstd";
    case Format::bzip2: return "bzip2";
    case Format::xz: return "xz";
  }
  return "";
}

Format format_of(std::string_view start) {
  for (const Signature& signature : signatures) {
    if (start.size() >= signature.bytes.size() && agrees(signature, start)) return signature.format;
  }
  return Format::none;
}

bool may_be_compressed(std::string_view start) {
  return std::ranges::any_of(signatures, [start](const Signature& signature) {
    return start.size() < signature.bytes.size() && agrees(signature, start);
  });
}

}  // namespace tokmill::cli::input::compression
