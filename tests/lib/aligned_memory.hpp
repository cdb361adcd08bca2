#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>

/// A copy of bytes, `offset` after an address that is a multiple of 64.
struct AlignedMemory {
  explicit AlignedMemory(const std::string& contents, std::size_t offset = 0)
      : owner(::operator new(contents.size() + offset + 1, std::align_val_t{64}),
              [](void* memory) { ::operator delete(memory, std::align_val_t{64}); }),
        bytes(static_cast<char*>(owner.get()) + offset, contents.size()) {
    std::memcpy(static_cast<char*>(owner.get()) + offset, contents.data(), contents.size());
  }

  std::shared_ptr<void> owner;
  std::string_view bytes;
};
