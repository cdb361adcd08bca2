#include <bzlib.h>

#include <new>

#include "input/compression/decoder.hpp"

namespace tokmill::cli::input::compression {
namespace {

constexpr std::string_view stream_start = "BZh";

class Bzip2Decoder final : public Decoder {
 public:
  Bzip2Decoder() { start(); }
  ~Bzip2Decoder() override { ::BZ2_bzDecompressEnd(&stream_); }

  Result<Step> decode(std::string_view input, bool is_last, std::span<char> output) override {
    if (is_between_streams_) {
      if (input.size() < stream_start.size() && !is_last) return Step{};
      has_ended_ = !input.starts_with(stream_start);
      if (has_ended_) return Step{};
      ::BZ2_bzDecompressEnd(&stream_);
      start();
    }
    stream_.next_in = const_cast<char*>(input.data());  // libbz2 does not change its input
    stream_.avail_in = size_for_library(input.size());
    stream_.next_out = output.data();
    stream_.avail_out = size_for_library(output.size());
    const unsigned given = stream_.avail_in;
    const unsigned space = stream_.avail_out;
    switch (::BZ2_bzDecompress(&stream_)) {
      case BZ_OK: break;
      case BZ_STREAM_END: is_between_streams_ = true; break;
      case BZ_MEM_ERROR: throw std::bad_alloc();
      case BZ_DATA_ERROR_MAGIC: return Error{ErrorCode::io_error, "incorrect header"};
      default: return Error{ErrorCode::io_error, "incorrect data or checksum"};
    }
    return Step{given - stream_.avail_in, space - stream_.avail_out};
  }

 private:
  void start() {
    stream_ = {};
    is_between_streams_ = false;
    if (::BZ2_bzDecompressInit(&stream_, 0, 0) != BZ_OK) throw std::bad_alloc();
  }

  bz_stream stream_{};
  bool is_between_streams_ = false;
};

}  // namespace

std::unique_ptr<Decoder> make_bzip2_decoder() { return std::make_unique<Bzip2Decoder>(); }

}  // namespace tokmill::cli::input::compression
