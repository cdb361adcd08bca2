#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"

namespace tokmill::differential {

/// Random texts that cover the difficult cases of a tokenizer, made of the parts in traps.json and the tokens of an
/// encoding. The same seed gives the same texts on every machine.
class TrapStrings {
 public:
  TrapStrings(std::uint64_t seed, const Encoding& encoding);

  /// A UTF-8 text of one to a few hundred characters.
  [[nodiscard]] std::string next();

  /// Like next(), but with random bytes inserted and removed, so mostly not UTF-8.
  [[nodiscard]] std::string next_bytes();

 private:
  [[nodiscard]] std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
  [[nodiscard]] const std::string& trap();
  [[nodiscard]] std::string character();

  std::mt19937_64 random_;
  std::vector<std::vector<std::string>> groups_;  // each group is repeated `weight` times
  std::vector<std::string> words_;                // the tokens that are valid UTF-8
  std::vector<std::string> letters_;              // the words that consist of a to z only
};

/// The number of texts that a test compares: `all`, or a quarter of them under a sanitizer.
[[nodiscard]] int number_of_texts(int all);

/// Makes a text readable: keeps printable ASCII and writes every other byte as `\xNN`.
[[nodiscard]] std::string described(std::string_view text);

/// The ids in decimal, each followed by a space.
[[nodiscard]] std::string described(const std::vector<TokenId>& ids);

}  // namespace tokmill::differential
