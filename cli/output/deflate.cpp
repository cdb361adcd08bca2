#include "output/deflate.hpp"

#ifdef TOKMILL_HAS_COMPRESSION
#include <zlib.h>

#include <new>
#endif

namespace tokmill::cli::output {

#ifdef TOKMILL_HAS_COMPRESSION

std::optional<std::string> deflate(std::string_view bytes) {
  uLongf size = ::compressBound(static_cast<uLong>(bytes.size()));
  std::string compressed(size, '\0');
  const int done = ::compress2(reinterpret_cast<Bytef*>(compressed.data()), &size,
                               reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uLong>(bytes.size()),
                               Z_BEST_COMPRESSION);
  if (done != Z_OK) throw std::bad_alloc();  // the only error, because the size suffices
  compressed.resize(size);
  return compressed;
}

#else

std::optional<std::string> deflate(std::string_view) { return std::nullopt; }

#endif

}  // namespace tokmill::cli::output
