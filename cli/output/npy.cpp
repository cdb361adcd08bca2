#include "output/npy.hpp"

#include <algorithm>

#include "output/file.hpp"
#include "output/format.hpp"

namespace tokmill::cli::output {
namespace {

// Magic, version 1.0, the size of the header in two bytes, and the header, padded with spaces so that the data starts
// at a multiple of 64.
std::string npy_header(std::size_t count, bool wide) {
  std::string header =
      output::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({},), }}", wide ? "<u4" : "<u2", count);
  constexpr std::size_t preamble = 10;
  while ((preamble + header.size() + 1) % 64 != 0) header += ' ';
  header += '\n';
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(header.size() & 0xFF);
  bytes += static_cast<char>(header.size() >> 8);
  return bytes + header;
}

}  // namespace

Result<void> write_npy(const std::string& path, std::span<const TokenId> ids, TokenId vocabulary_size) {
  const bool wide = vocabulary_size > 0x10000;
  OutputFile file(path);
  std::string bytes = npy_header(ids.size(), wide);
  constexpr std::size_t ids_at_once = std::size_t{1} << 14;
  bytes.reserve(std::max(bytes.size(), ids_at_once * 4));
  while (true) {
    file.write(bytes);
    if (ids.empty()) return file.commit();
    const std::span<const TokenId> part = ids.first(std::min(ids.size(), ids_at_once));
    bytes.clear();
    for (const TokenId id : part) {
      for (unsigned shift = 0; shift < (wide ? 32U : 16U); shift += 8) bytes += static_cast<char>(id >> shift & 0xFF);
    }
    ids = ids.subspan(part.size());
  }
}

}  // namespace tokmill::cli::output
