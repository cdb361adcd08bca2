#include <lzma.h>

#include <cstdint>
#include <new>

#include "input/compression/decoder.hpp"

namespace tokmill::cli::input::compression {
namespace {

class XzDecoder final : public Decoder {
 public:
  XzDecoder() {
    if (::lzma_stream_decoder(&stream_, max_decoder_memory, LZMA_CONCATENATED) != LZMA_OK) throw std::bad_alloc();
  }
  ~XzDecoder() override { ::lzma_end(&stream_); }

  Result<Step> decode(std::string_view input, bool is_last, std::span<char> output) override {
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(input.data());
    stream_.avail_in = input.size();
    stream_.next_out = reinterpret_cast<std::uint8_t*>(output.data());
    stream_.avail_out = output.size();
    switch (::lzma_code(&stream_, is_last ? LZMA_FINISH : LZMA_RUN)) {
      case LZMA_OK:
      case LZMA_BUF_ERROR: break;  // no step is possible without more input
      case LZMA_STREAM_END: has_ended_ = true; break;
      case LZMA_MEM_ERROR: throw std::bad_alloc();
      case LZMA_MEMLIMIT_ERROR: return Error{ErrorCode::io_error, "decompression needs more than 128 MiB of memory"};
      case LZMA_FORMAT_ERROR: return Error{ErrorCode::io_error, "incorrect header"};
      case LZMA_OPTIONS_ERROR: return Error{ErrorCode::io_error, "unsupported options"};
      default: return Error{ErrorCode::io_error, "incorrect data or checksum"};
    }
    return Step{input.size() - stream_.avail_in, output.size() - stream_.avail_out};
  }

 private:
  lzma_stream stream_ = LZMA_STREAM_INIT;
};

}  // namespace

std::unique_ptr<Decoder> make_xz_decoder() { return std::make_unique<XzDecoder>(); }

}  // namespace tokmill::cli::input::compression
