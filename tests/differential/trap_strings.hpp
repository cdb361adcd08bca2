#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"

namespace tokmill::differential {

/// Random texts that go where a tokenizer errs, from the parts of traps.json and the tokens of an encoding.
/// The same seed gives the same texts on every machine.
class TrapStrings {
 public:
  TrapStrings(std::uint64_t seed, const Encoding& encoding);

  /// A text of 1 to some hundred characters, in UTF-8.
  [[nodiscard]] std::string next();

  /// As next(), with random bytes in it, so mostly not UTF-8.
  [[nodiscard]] std::string next_bytes();

 private:
  [[nodiscard]] std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
  [[nodiscard]] const std::string& trap();
  [[nodiscard]] std::string character();

  std::mt19937_64 random_;
  std::vector<std::vector<std::string>> groups_;  // each group as often as it weighs
  std::vector<std::string> words_;                // the tokens that are UTF-8
  std::vector<std::string> letters_;              // of those, the ones of a to z alone
};

/// The text for a person: printable ASCII as it is, every other byte as `\xNN`.
[[nodiscard]] std::string described(std::string_view text);

/// Ids for a person, with spaces between them.
[[nodiscard]] std::string described(const std::vector<TokenId>& ids);

}  // namespace tokmill::differential
