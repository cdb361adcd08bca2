#include "core/pretokenize/window.hpp"

#include <array>
#include <cstring>

namespace tokmill::pretokenize {
namespace {

struct WindowClass {
  CharClassSet set;
  bool is_flagged;
};

// By the value of FineClass, plus 32 for the ideographs and kana of cjk::is_cjk.
constexpr std::array<WindowClass, 2 * unicode::FineClass::values> cjk_classes = [] {
  std::array<WindowClass, 2 * unicode::FineClass::values> classes{};
  for (unsigned value = 0; value < unicode::FineClass::values; ++value) {
    const CharClass one = cjk::by_fine_class[value];
    const CharClass ascii_letter = one == cjk::symbol ? CharClass::lower : CharClass::upper;
    const bool is_control = one == cjk::control;
    classes[value] = {unicode::set_of(one), false};
    classes[value + unicode::FineClass::values] = {unicode::set_of(is_control ? one : ascii_letter), is_control};
  }
  return classes;
}();

// The class of most ideographs, which have it in common.
template <Alphabet alphabet>
constexpr WindowClass ideograph_class{
    unicode::set_of(alphabet == Alphabet::cjk ? CharClass::upper : CharClass::uncased), alphabet == Alphabet::han};

// The only branch is one that few texts make unpredictable: the next character is mostly of the same kind.
template <Alphabet alphabet>
WindowClass window_class(char32_t code_point) noexcept {
  if (code_point - 0x4E00 <= 0x9FA5 - 0x4E00) return ideograph_class<alphabet>;
  if constexpr (alphabet == Alphabet::plain) return {unicode::set_of(unicode::char_class(code_point)), false};
  const unicode::FineClass fine = unicode::fine_class(code_point);
  if constexpr (alphabet == Alphabet::han) return {unicode::set_of(fine.char_class()), fine.is_han()};
  return cjk_classes[fine.value() + unicode::FineClass::values * unsigned{cjk::is_cjk(code_point)}];
}

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
      const auto classify = [&](std::size_t size) {
        const auto [char_class, is_flagged] =
            window_class<alphabet>(unicode::decode_well_formed(text_ + at).code_point);
        for (std::size_t i = 0; i < size; ++i) classes_[at + i] = char_class;
        if constexpr (alphabet != Alphabet::plain) flagged_leads |= std::uint64_t{is_flagged} << at % 64;
      };
      // With constant sizes, no loop or test for them is left.
      if (lead < 0xE0) {
        classify(2);
      } else if (lead < 0xF0) {
        classify(3);
      } else {
        classify(4);
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
