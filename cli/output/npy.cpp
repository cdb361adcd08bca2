#include "output/npy.hpp"

#include <algorithm>

#include "output/format.hpp"

namespace tokmill::cli::output {
namespace {

// Magic, version 1.0, the size of the header in two bytes, and the header, padded with spaces so that the data starts
// at a multiple of 64. Always has 128 bytes, since numbers have at most 20 digits.
std::string npy_header(std::uint64_t count, bool wide) {
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

NpyWriter::NpyWriter(const std::string& path, TokenId vocabulary_size)
    : file_(path), is_wide_(vocabulary_size > 0x10000) {
  if (file_.can_replace_start()) {
    file_.write(npy_header(0, is_wide_));
  } else {
    held_.emplace();
  }
}

void NpyWriter::write(std::string_view bytes) {
  if (held_) {
    held_->add(bytes);
  } else {
    file_.write(bytes);
  }
}

bool NpyWriter::add(std::span<const TokenId> ids) {
  constexpr std::size_t ids_at_once = std::size_t{1} << 14;
  count_ += ids.size();
  while (!ids.empty()) {
    const std::span<const TokenId> part = ids.first(std::min(ids.size(), ids_at_once));
    bytes_.clear();
    for (const TokenId id : part) {
      for (unsigned shift = 0; shift < (is_wide_ ? 32U : 16U); shift += 8) {
        bytes_ += static_cast<char>(id >> shift & 0xFF);
      }
    }
    write(bytes_);
    ids = ids.subspan(part.size());
  }
  return file_.problem() == 0 && (!held_ || held_->problem() == 0);
}

Result<void> NpyWriter::commit() {
  const std::string header = npy_header(count_, is_wide_);
  if (held_) {
    file_.write(header);
    const int problem = held_->write_to([this](std::string_view bytes) {
      file_.write(bytes);
      return file_.problem();
    });
    file_.fail(problem);
  } else {
    file_.replace_start(header);
  }
  return file_.commit();
}

}  // namespace tokmill::cli::output
