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

  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view string) const;

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t start = 0;  // in text_
    std::uint32_t size = 0;
    std::uint32_t id = 0;
    bool used = false;
  };

  [[nodiscard]] std::size_t slot_of(std::string_view string, std::uint32_t hash) const;
  void grow(std::size_t slots);

  std::vector<Slot> slots_;  // a power of two, at most three quarters of them in use; linear probing
  std::size_t strings_ = 0;
  std::string text_;
};

}  // namespace tokmill::vocabularies
