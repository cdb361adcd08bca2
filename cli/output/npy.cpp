#include "output/npy.hpp"

#include <algorithm>

#include "output/format.hpp"

namespace tokmill::cli::output {

std::string npy_header(std::uint64_t count, std::string_view type) {
  std::string header =
      output::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({},), }}", type, count);
  // After magic, version and the size of the header in two bytes, it is padded with spaces so that the numbers start at
  // a multiple of 64: always at 128, since `count` has at most 20 digits.
  constexpr std::size_t preamble = 10;
  while ((preamble + header.size() + 1) % 64 != 0) header += ' ';
  header += '\n';
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(header.size() & 0xFF);
  bytes += static_cast<char>(header.size() >> 8);
  return bytes + header;
}

NpyWriter::NpyWriter(const std::string& path, TokenId vocabulary_size)
    : file_(path), token_bytes_(vocabulary_size) {
  if (file_.can_replace_start()) {
    file_.write(npy_header(0, token_bytes_.numpy_type()));
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
    token_bytes_.append(part, bytes_);
    write(bytes_);
    ids = ids.subspan(part.size());
  }
  return file_.problem() == 0 && (!held_ || held_->problem() == 0);
}

Result<void> NpyWriter::commit() {
  const std::string header = npy_header(count_, token_bytes_.numpy_type());
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
