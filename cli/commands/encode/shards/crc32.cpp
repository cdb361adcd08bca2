#include "commands/encode/shards/crc32.hpp"

#include <fcntl.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <vector>

#include "output/descriptor.hpp"

namespace tokmill::cli::shards {
namespace {

constexpr std::size_t stride = 8;  // bytes at a time

// In table i: the CRC of a byte that i zero bytes follow.
constexpr std::array<std::array<std::uint32_t, 256>, stride> make_crc_tables() {
  constexpr std::uint32_t polynomial = 0xEDB8'8320;
  std::array<std::array<std::uint32_t, 256>, stride> tables{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? polynomial : 0);
    tables[0][byte] = crc;
  }
  for (std::size_t i = 1; i < stride; ++i) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t shorter = tables[i - 1][byte];
      tables[i][byte] = shorter >> 8 ^ tables[0][shorter & 0xFF];
    }
  }
  return tables;
}

constexpr auto crc_tables = make_crc_tables();

constexpr std::uint32_t byte_at(std::string_view bytes, std::size_t at) noexcept {
  return static_cast<unsigned char>(bytes[at]);
}

}  // namespace

std::uint32_t crc32(std::string_view bytes, std::uint32_t before) noexcept {
  std::uint32_t crc = ~before;
  for (; bytes.size() >= stride; bytes.remove_prefix(stride)) {
    crc ^= byte_at(bytes, 0) | byte_at(bytes, 1) << 8 | byte_at(bytes, 2) << 16 | byte_at(bytes, 3) << 24;
    crc = crc_tables[7][crc & 0xFF] ^ crc_tables[6][crc >> 8 & 0xFF] ^ crc_tables[5][crc >> 16 & 0xFF] ^
          crc_tables[4][crc >> 24] ^ crc_tables[3][byte_at(bytes, 4)] ^ crc_tables[2][byte_at(bytes, 5)] ^
          crc_tables[1][byte_at(bytes, 6)] ^ crc_tables[0][byte_at(bytes, 7)];
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) crc = crc >> 8 ^ crc_tables[0][(crc ^ byte_at(bytes, i)) & 0xFF];
  return ~crc;
}

Result<FileDigest> digest_of(const std::string& path) {
  const output::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return output::system_error(errno);
  FileDigest digest;
  std::vector<char> block(std::size_t{1} << 18);
  while (true) {
    const ssize_t got = output::read_some(file.get(), block);
    if (got < 0) return output::system_error(errno);
    if (got == 0) return digest;
    digest.bytes += static_cast<std::uint64_t>(got);
    digest.crc32 = crc32({block.data(), static_cast<std::size_t>(got)}, digest.crc32);
  }
}

}  // namespace tokmill::cli::shards
