#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// A map from strings to numbers that keeps the strings in one block. For vocabularies, where it takes a third of the
/// time of std::unordered_map.
class StringIds {
 public:
  void reserve(std::size_t strings);

  /// Returns false if the map has the string already.
  bool insert(std::string_view string, std::uint32_t id);

  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view string) const {
    return find(string, hash_of(string));
  }

  /// The same for a hash that is known: hash_of(string).
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view string, std::uint32_t hash) const;

  /// The same as find(). Fast if the string is the last one that this function has found, or was inserted after it.
  [[nodiscard]] std::optional<std::uint32_t> find_after_last(std::string_view string);

  [[nodiscard]] static std::uint32_t hash_of(std::string_view string) noexcept;

  /// Starts to load what find() with this hash reads first.
  void prefetch(std::uint32_t hash) const noexcept {
    if (!slots_.empty()) __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
  }

 private:
  static constexpr std::uint32_t no_string = 0xFFFFFFFF;

  // Small, because lookups in a large vocabulary wait for memory.
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t string = no_string;  // in strings_
  };

  struct String {
    std::uint32_t start;  // in text_
    std::uint32_t size;
    std::uint32_t id;
  };

  [[nodiscard]] bool is_string(std::size_t index, std::string_view string) const;
  [[nodiscard]] std::size_t slot_of(std::string_view string, std::uint32_t hash) const;
  void grow(std::size_t slots);

  std::vector<Slot> slots_;  // a power of two, at most three quarters of them in use; linear probing
  std::vector<String> strings_;
  std::string text_;
  std::size_t last_ = 0;  // the string that find_after_last() has found
};

}  // namespace tokmill::vocabularies
