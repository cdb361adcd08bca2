#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tokmill/result.hpp"

namespace tokmill::cli::shards {

/// The CRC-32 of gzip, zlib and PNG (ISO 3309) of what has the CRC-32 `before`, followed by `bytes`. That of nothing is
/// 0.
[[nodiscard]] std::uint32_t crc32(std::string_view bytes, std::uint32_t before = 0) noexcept;

/// The size and the CRC-32 of a file.
struct FileDigest {
  std::uint64_t bytes = 0;
  std::uint32_t crc32 = 0;

  friend bool operator==(const FileDigest&, const FileDigest&) = default;
};

/// Errors: io_error; the message is that of the system, without the path.
[[nodiscard]] Result<FileDigest> digest_of(const std::string& path);

}  // namespace tokmill::cli::shards
