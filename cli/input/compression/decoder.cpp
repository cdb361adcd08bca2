#include "input/compression/decoder.hpp"

namespace tokmill::cli::input::compression {

std::unique_ptr<Decoder> make_decoder(Format format) {
  switch (format) {
    case Format::none: break;
#ifdef TOKMILL_HAS_COMPRESSION
    case Format::gzip: return make_gzip_decoder();
    case Format::zstd: return make_zstd_decoder();
    case Format::bzip2: return make_bzip2_decoder();
    case Format::xz: return make_xz_decoder();
#else
    case Format::gzip:
    case Format::zstd:
    case Format::bzip2:
    case Format::xz: break;
#endif
  }
  return nullptr;
}

}  // namespace tokmill::cli::input::compression
