#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace tokmill::python {

/// Searches texts for names, such as those of special tokens. Names are any bytes, even none.
class NameSearch {
 public:
  explicit NameSearch(std::vector<std::string> names);
  NameSearch(const NameSearch&) = delete;
  NameSearch& operator=(const NameSearch&) = delete;

  [[nodiscard]] bool contains(std::string_view name) const { return known_.contains(name); }

  /// Whether no name is in the text, as far as the bytes that all names start with tell.
  [[nodiscard]] bool is_surely_absent(std::string_view text) const noexcept {
    return names_.empty() || (!common_start_.empty() && text.find(common_start_) == std::string_view::npos);
  }

  struct Found {
    std::size_t start;
    std::string_view name;  // valid as long as the search
  };

  /// The first name at or after `from` for which wanted(name) is true; of several at the same position, the
  /// longest. Time: for each byte with which a name starts, one lookup for each size that names have.
  template <class Wanted>
  [[nodiscard]] std::optional<Found> find(std::string_view text, std::size_t from,
                                          const Wanted& wanted) const {
    for (std::size_t at = next_start(text, from); at <= text.size(); at = next_start(text, at + 1)) {
      for (const std::size_t size : sizes_) {
        if (size > text.size() - at) continue;
        const auto found = known_.find(text.substr(at, size));
        if (found != known_.end() && wanted(*found)) return Found{at, *found};
      }
    }
    return std::nullopt;
  }

  /// The first name in the text.
  [[nodiscard]] std::optional<Found> find(std::string_view text) const {
    return find(text, 0, [](std::string_view) { return true; });
  }

 private:
  // The first position at or after `from` where a name may start; npos if there is none.
  [[nodiscard]] std::size_t next_start(std::string_view text, std::size_t from) const noexcept {
    if (names_.empty()) return std::string_view::npos;
    if (!common_start_.empty()) return text.find(common_start_, from);
    if (has_empty_) return from;
    while (from < text.size() && !starts_[static_cast<unsigned char>(text[from])]) ++from;
    return from < text.size() ? from : std::string_view::npos;
  }

  std::vector<std::string> names_;
  std::unordered_set<std::string_view> known_;  // views of names_
  std::vector<std::size_t> sizes_;              // of names, in descending order
  std::string_view common_start_;               // of all names
  std::bitset<256> starts_;                     // the first bytes of names
  bool has_empty_ = false;
};

}  // namespace tokmill::python
