#include <zstd.h>
#include <zstd_errors.h>

#include <new>

#include "input/compression/decoder.hpp"

namespace tokmill::cli::input::compression {
namespace {

class ZstdDecoder final : public Decoder {
 public:
  ZstdDecoder() : stream_(::ZSTD_createDStream()) {
    if (stream_ == nullptr) throw std::bad_alloc();
    ::ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, 27);  // max_decoder_memory
  }

  Result<Step> decode(std::string_view input, bool is_last, std::span<char> output) override {
    if (input.empty() && is_between_frames_) {
      has_ended_ = is_last;
      return Step{};
    }
    ZSTD_inBuffer in{input.data(), input.size(), 0};
    ZSTD_outBuffer out{output.data(), output.size(), 0};
    const std::size_t left = ::ZSTD_decompressStream(stream_.get(), &out, &in);
    if (::ZSTD_isError(left) != 0) {
      if (::ZSTD_getErrorCode(left) == ZSTD_error_memory_allocation) throw std::bad_alloc();
      return Error{ErrorCode::io_error, ::ZSTD_getErrorName(left)};
    }
    is_between_frames_ = left == 0;
    return Step{in.pos, out.pos};
  }

 private:
  struct Free {
    void operator()(ZSTD_DStream* stream) const noexcept { ::ZSTD_freeDStream(stream); }
  };

  std::unique_ptr<ZSTD_DStream, Free> stream_;
  bool is_between_frames_ = false;
};

}  // namespace

std::unique_ptr<Decoder> make_zstd_decoder() { return std::make_unique<ZstdDecoder>(); }

}  // namespace tokmill::cli::input::compression
