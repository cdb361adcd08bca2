#include "core/pretokenize/window.hpp"

#include <array>
#include <cstring>

namespace tokmill::pretokenize {
namespace {

struct WindowClass {
  CharClassSet set;
  bool is_flagged;

  friend constexpr bool operator==(const WindowClass&, const WindowClass&) = default;
};

template <Alphabet alphabet>
constexpr WindowClass window_class(char32_t code_point) noexcept {
  if constexpr (alphabet == Alphabet::plain) return {unicode::set_of(unicode::char_class(code_point)), false};
  const CharClass one = class_of<alphabet>(code_point);
  if (static_cast<unsigned>(one) < 8) return {unicode::set_of(one), false};
  const auto first_half = static_cast<CharClass>(static_cast<unsigned>(one) - 8);
  if constexpr (alphabet == Alphabet::han) return {unicode::set_of(first_half), true};
  if (first_half == cjk::control) return {unicode::set_of(cjk::control), true};
  return {unicode::set_of(first_half == cjk::symbol ? CharClass::lower : CharClass::upper), false};
}

// The class of all characters of three bytes with the first byte 0xE0 | index, if they have the same one and it is not
// flagged; otherwise the empty set. So ideographs and Hangul need no decoding.
template <Alphabet alphabet>
constexpr std::array<CharClassSet, 16> class_of_lead = [] {
  std::array<CharClassSet, 16> classes{};
  for (char32_t lead = 1; lead < 16; ++lead) {  // 0xE0 starts characters of less than 0x1000, too
    const char32_t first = lead << 12;
    const WindowClass of_first = window_class<alphabet>(first);
    bool is_same = !of_first.is_flagged;
    for (char32_t code_point = first; is_same && code_point < first + 0x1000; ++code_point) {
      is_same = window_class<alphabet>(code_point) == of_first;
    }
    if (is_same) classes[lead] = of_first.set;
  }
  return classes;
}();

}  // namespace

template <Alphabet alphabet>
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
  classify_characters<alphabet>();
  std::memset(classes_ + size_, 0, blocks_ * simd::block_size - size_ + 1);
}

// Kernels only classify ASCII; this looks up every other character.
template <Alphabet alphabet>
void Window::classify_characters() noexcept {
  std::uint64_t carried = 0;
  if constexpr (alphabet != Alphabet::plain) flagged_[blocks_] = 0;
  for (std::size_t block = 0; block < blocks_; ++block) {
    std::uint64_t leads = non_ascii_[block] & ~continuation_[block];
    if (alphabet == Alphabet::plain && leads == 0) continue;
    std::uint64_t flagged_leads = 0;
    const std::size_t start = block * simd::block_size;
    for (; leads != 0; leads &= leads - 1) {
      const std::size_t at = start + static_cast<std::size_t>(std::countr_zero(leads));
      if (at >= size_) break;
      const auto lead = static_cast<unsigned char>(text_[at]);
      const auto set_class = [&](CharClassSet char_class, std::size_t size) {
        for (std::size_t i = 0; i < size; ++i) classes_[at + i] = char_class;
      };
      const auto classify = [&](std::size_t size) {
        const auto [char_class, is_flagged] =
            window_class<alphabet>(unicode::decode_well_formed(text_ + at).code_point);
        set_class(char_class, size);
        if constexpr (alphabet != Alphabet::plain) flagged_leads |= std::uint64_t{is_flagged} << at % 64;
      };
      // With constant sizes, no loop or test for them is left.
      if (lead < 0xE0) {
        classify(2);
      } else if (lead >= 0xF0) {
        classify(4);
      } else if (class_of_lead<alphabet>[lead & 15U] != 0) {
        set_class(class_of_lead<alphabet>[lead & 15U], 3);
      } else {
        classify(3);
      }
    }
    if constexpr (alphabet != Alphabet::plain) {
      flagged_[block] = whole_characters(flagged_leads, continuation_[block], carried);
    }
  }
}

template void Window::fill<Alphabet::plain>(const simd::Kernel& kernel, const char* at, const char* end) noexcept;
template void Window::fill<Alphabet::han>(const simd::Kernel& kernel, const char* at, const char* end) noexcept;
template void Window::fill<Alphabet::cjk>(const simd::Kernel& kernel, const char* at, const char* end) noexcept;

}  // namespace tokmill::pretokenize
