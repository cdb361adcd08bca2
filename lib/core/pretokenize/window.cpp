#include "core/pretokenize/window.hpp"

namespace tokmill::pretokenize {

void Window::fill(const simd::Kernel& kernel, const char* at, const char* end) noexcept {
  text_ = at;
  bytes_ = at;
  const auto left = static_cast<std::size_t>(end - at);
  reaches_end_ = left <= window_size;
  size_ = reaches_end_ ? left : window_size;
  blocks_ = (size_ + simd::block_size - 1) / simd::block_size;
  if (!reaches_end_) {
    while (unicode::is_continuation(at[size_])) --size_;
  } else if (size_ % simd::block_size != 0) {
    std::memcpy(copy_, at, size_);
    std::memset(copy_ + size_, 0, blocks_ * simd::block_size - size_);
    bytes_ = copy_;
  }
  certain_end_ = reaches_end_ ? size_ + 1 : size_ - 4;
  kernel.classify(bytes_, blocks_, classes_, {non_ascii_.data(), continuation_.data()});
  classify_characters();
  std::memset(classes_ + size_, 0, blocks_ * simd::block_size - size_ + 1);
}

// Kernels only classify ASCII; this looks up every other character.
void Window::classify_characters() noexcept {
  for (std::size_t block = 0; block < blocks_; ++block) {
    std::uint64_t leads = non_ascii_[block] & ~continuation_[block];
    if (leads == 0) continue;
    const std::size_t start = block * simd::block_size;
    for (; leads != 0; leads &= leads - 1) {
      const std::size_t at = start + static_cast<std::size_t>(std::countr_zero(leads));
      if (at >= size_) break;
      const unicode::Decoded character = unicode::decode_well_formed(text_ + at);
      const CharClassSet char_class = unicode::set_of(unicode::char_class(character.code_point));
      // Every character here has at least two bytes.
      classes_[at] = char_class;
      classes_[at + 1] = char_class;
      if (character.size > 2) {
        classes_[at + 2] = char_class;
        if (character.size > 3) classes_[at + 3] = char_class;
      }
    }
  }
}

}  // namespace tokmill::pretokenize
