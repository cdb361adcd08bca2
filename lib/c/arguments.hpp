#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>

#include "c/objects.hpp"
#include "tokmill/encoding.hpp"

// How arguments and results of C become those of C++.

namespace tokmill::inline TOKMILL_ABI::c {

/// A text; `data` may be null if `size` is 0.
inline std::string_view view(const char* data, std::size_t size) noexcept {
  return size == 0 ? std::string_view("", 0) : std::string_view(data, size);
}

inline IllFormed ill_formed(std::uint32_t flags) noexcept {
  return (flags & TOKMILL_BYTE_FALLBACK) != 0 ? IllFormed::byte_fallback : IllFormed::replacement;
}

/// The policy of a call: without one, special tokens are ordinary text.
inline const SpecialPolicy& policy_of(const tokmill_special_policy* policy) {
  static const SpecialPolicy ordinary = SpecialPolicy::ordinary();
  return policy != nullptr ? policy->policy : ordinary;
}

/// Memory for `count` objects that the caller frees with tokmill_free(): never null. Throws std::bad_alloc.
template <class T>
T* allocate(std::size_t count) {
  if (count > SIZE_MAX / sizeof(T)) throw std::bad_alloc();
  void* const memory = std::malloc(count > 0 ? count * sizeof(T) : 1);
  if (memory == nullptr) throw std::bad_alloc();
  return static_cast<T*>(memory);
}

/// A copy of a text, with a NUL after it, that the caller frees with tokmill_free().
inline void store_text(std::string_view text, char** out, std::size_t* size) {
  char* const copy = allocate<char>(text.size() + 1);
  if (!text.empty()) std::memcpy(copy, text.data(), text.size());
  copy[text.size()] = '\0';
  *out = copy;
  *size = text.size();
}

}  // namespace tokmill::c
