#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Finds names of any form in a text, all at once: the automaton of Aho and Corasick ("Efficient string matching", 1975).
class SpecialFinder {
 public:
  /// Precondition: the names are distinct and not empty. They need not outlive this.
  explicit SpecialFinder(std::span<const std::string_view> names);

  /// A name at [start, end) of a text.
  struct Occurrence {
    std::size_t start;
    std::size_t end;
    std::uint32_t name;  // its index
  };

  /// The first name that starts at or after `from`; of several at the same position, the longest. Time: linear in the
  /// size of the text up to its end, plus the size of the longest name.
  [[nodiscard]] std::optional<Occurrence> find(std::string_view text, std::size_t from) const noexcept;

  /// The first position at or after `from` from which the text continues to its end as the start of a name, but not all
  /// of it; the size of the text if there is none. Time: linear in the size of the longest name.
  [[nodiscard]] std::size_t undecided(std::string_view text, std::size_t from) const noexcept;

  [[nodiscard]] std::size_t max_name_size() const noexcept { return max_name_size_; }

 private:
  using State = std::uint32_t;  // the start of a name; the state 0 is the empty one
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  struct Node {
    State first_child = 0;  // children are consecutive, in the order of their bytes
    std::uint32_t children = 0;
    State suffix = 0;            // its longest proper suffix that is a state
    std::uint32_t depth = 0;     // the number of bytes
    std::uint32_t name = none;   // the longest name that it ends with
    std::uint32_t name_size = 0;
  };

  void add_nodes(std::span<const std::string_view> names);
  void link_nodes();
  [[nodiscard]] std::size_t next_start(std::string_view text, std::size_t at) const noexcept;
  [[nodiscard]] State child(State state, unsigned char byte) const noexcept;
  [[nodiscard]] State next(State state, unsigned char byte) const noexcept;

  std::vector<Node> nodes_;
  std::string bytes_;                  // by state: its last byte
  std::array<State, 256> roots_{};     // the children of state 0; 0 if there is none
  std::size_t max_name_size_ = 0;
};

}  // namespace tokmill
