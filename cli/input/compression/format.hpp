#pragma once

#include <string_view>

/// Compressed files: the formats, and their decoders.
namespace tokmill::cli::input::compression {

enum class Format { none, gzip, zstd, bzip2, xz };

/// `gzip`, `zstd`, `bzip2` or `xz`.
[[nodiscard]] std::string_view name_of(Format format);

/// The format of a file that starts with `start`. A signature has at most ten bytes. No text starts with one: most are not
/// UTF-8, that of zstd's skippable frames has a control character, and bzip2's is `BZh`, a digit and `1AY&SY`.
[[nodiscard]] Format format_of(std::string_view start);

/// Whether format_of() needs more bytes: `start` is the beginning of a signature.
[[nodiscard]] bool may_be_compressed(std::string_view start);

}  // namespace tokmill::cli::input::compression
