#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <span>
#include <string_view>

#include "input/compression/format.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::input::compression {

/// A decoder holds at most this much, whatever its input asks for; zstd without --long and xz -9 need no more.
inline constexpr std::size_t max_decoder_memory = (std::size_t{128} << 20) + (std::size_t{1} << 20);

/// How far one step of a decoder went.
struct Step {
  std::size_t used = 0;     ///< Bytes of the input.
  std::size_t written = 0;  ///< Bytes of the output.
};

/// Decodes one format: any number of members (gzip), frames (zstd) or streams (bzip2, xz) one after another.
class Decoder {
 public:
  Decoder() = default;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  virtual ~Decoder() = default;

  /// Decodes from the start of `input` to `output`, which is not empty. A step that neither uses nor writes anything
  /// needs more input. `is_last`: there is none after `input`. Not to be called after an error, nor after the end.
  ///
  /// Errors: io_error; the message is the reason alone. Throws std::bad_alloc.
  [[nodiscard]] virtual Result<Step> decode(std::string_view input, bool is_last, std::span<char> output) = 0;

  /// Whether the data has ended. What is left of the input then, if anything, does not belong to it.
  [[nodiscard]] bool has_ended() const noexcept { return has_ended_; }

 protected:
  // Libraries that have no larger sizes get a part of the space.
  [[nodiscard]] static unsigned size_for_library(std::size_t size) noexcept {
    return static_cast<unsigned>(std::min<std::size_t>(size, std::numeric_limits<unsigned>::max()));
  }

  bool has_ended_ = false;
};

/// A decoder of the format; null if this build has none.
[[nodiscard]] std::unique_ptr<Decoder> make_decoder(Format format);

// One for each format, in a file of its own, which is compiled if the library is there.
[[nodiscard]] std::unique_ptr<Decoder> make_gzip_decoder();
[[nodiscard]] std::unique_ptr<Decoder> make_zstd_decoder();
[[nodiscard]] std::unique_ptr<Decoder> make_bzip2_decoder();
[[nodiscard]] std::unique_ptr<Decoder> make_xz_decoder();

}  // namespace tokmill::cli::input::compression
