#include <zlib.h>

#include <algorithm>
#include <new>

#include "input/compression/decoder.hpp"

namespace tokmill::cli::input::compression {
namespace {

constexpr int window_and_gzip = MAX_WBITS + 16;  // the header and the checksum are those of gzip

class GzipDecoder final : public Decoder {
 public:
  GzipDecoder() {
    if (::inflateInit2(&stream_, window_and_gzip) != Z_OK) throw std::bad_alloc();
  }
  ~GzipDecoder() override { ::inflateEnd(&stream_); }

  Result<Step> decode(std::string_view input, bool is_last, std::span<char> output) override {
    if (is_between_members_) {
      // Tapes and block devices pad files with zeros.
      const std::size_t zeros = std::min(input.find_first_not_of('\0'), input.size());
      if (zeros > 0) return Step{zeros, 0};
      if (input.size() < 2 && !is_last) return Step{};
      has_ended_ = !input.starts_with("\x1F\x8B");
      if (has_ended_) return Step{};
      ::inflateReset(&stream_);
      is_between_members_ = false;
    }
    // zlib does not change its input.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream_.avail_in = size_for_library(input.size());
    stream_.next_out = reinterpret_cast<Bytef*>(output.data());
    stream_.avail_out = size_for_library(output.size());
    const uInt given = stream_.avail_in;
    const uInt space = stream_.avail_out;
    switch (::inflate(&stream_, Z_NO_FLUSH)) {
      case Z_OK:
      case Z_BUF_ERROR: break;  // no step is possible without more input
      case Z_STREAM_END: is_between_members_ = true; break;
      case Z_MEM_ERROR: throw std::bad_alloc();
      default: return Error{ErrorCode::io_error, stream_.msg != nullptr ? stream_.msg : "unknown problem"};
    }
    return Step{given - stream_.avail_in, space - stream_.avail_out};
  }

 private:
  z_stream stream_{};
  bool is_between_members_ = false;
};

}  // namespace

std::unique_ptr<Decoder> make_gzip_decoder() { return std::make_unique<GzipDecoder>(); }

}  // namespace tokmill::cli::input::compression
