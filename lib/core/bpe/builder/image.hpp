#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <string_view>
#include <utility>

#include "core/base/exceptions.hpp"

namespace tokmill::bpe {

/// The memory of an image (vocabulary_image.hpp), aligned to a cache line.
class Image {
 public:
  /// `size` zero bytes.
  explicit Image(std::size_t size) : size_(size) {
    void* const memory = std::calloc(size + alignment - 1, 1);  // gets large blocks from the system already zeroed
    if (memory == nullptr) base::raise(std::bad_alloc());
    const auto address = reinterpret_cast<std::uintptr_t>(memory);
    written_ = static_cast<char*>(memory) + (alignment - address % alignment) % alignment;
    data_ = written_;
    memory_ = std::shared_ptr<void>(memory, std::free);
  }

  /// An image that exists already, as long as `owner`. Precondition: is_aligned(image).
  Image(std::string_view image, std::shared_ptr<const void> owner)
      : memory_(std::move(owner)), data_(image.data()), size_(image.size()) {}

  Image(Image&&) = default;
  Image& operator=(Image&&) = default;
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;

  /// For writing the image. Precondition: it was made by the first constructor.
  [[nodiscard]] char* written() noexcept { return written_; }
  [[nodiscard]] const char* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::string_view bytes() const noexcept { return {data_, size_}; }

  [[nodiscard]] static bool is_aligned(std::string_view image) noexcept {
    return reinterpret_cast<std::uintptr_t>(image.data()) % alignment == 0;
  }

  static constexpr std::size_t alignment = 64;

 private:
  std::shared_ptr<const void> memory_;
  char* written_ = nullptr;
  const char* data_ = nullptr;
  std::size_t size_;
};

}  // namespace tokmill::bpe
