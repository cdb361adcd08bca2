#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <string_view>

namespace tokmill::bpe {

/// The memory of an image (vocabulary_image.hpp), aligned to a cache line.
class Image {
 public:
  /// `size` zero bytes.
  explicit Image(std::size_t size) : memory_(std::calloc(size + alignment - 1, 1)), size_(size) {
    if (memory_ == nullptr) throw std::bad_alloc();
    const auto address = reinterpret_cast<std::uintptr_t>(memory_.get());
    data_ = static_cast<char*>(memory_.get()) + (alignment - address % alignment) % alignment;
  }

  [[nodiscard]] char* data() noexcept { return data_; }
  [[nodiscard]] const char* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::string_view bytes() const noexcept { return {data_, size_}; }

 private:
  static constexpr std::size_t alignment = 64;

  struct Free {
    void operator()(void* memory) const noexcept { std::free(memory); }
  };

  std::unique_ptr<void, Free> memory_;  // calloc gets large blocks from the system already zeroed
  char* data_ = nullptr;
  std::size_t size_;
};

}  // namespace tokmill::bpe
