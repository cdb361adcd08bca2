#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::decode {

inline constexpr std::string_view white_space = " \t\r\n";

/// Reads token ids, decimal numbers separated by white space, from a text that arrives in parts. Memory is constant.
class IdReader {
 public:
  /// Continues the text and appends the ids that are complete. Errors: malformed_number: not a token id.
  [[nodiscard]] Result<void> append(std::string_view part, std::vector<TokenId>& ids);

  /// Ends the text. Errors: as append().
  [[nodiscard]] Result<void> finish(std::vector<TokenId>& ids) { return end_word(ids); }

  /// token_out_of_range: the first number that is too large for an id, if there is one. The numbers after it are read,
  /// since one that is malformed is the worse error.
  [[nodiscard]] const std::optional<Error>& out_of_range() const noexcept { return out_of_range_; }

 private:
  [[nodiscard]] Result<void> end_word(std::vector<TokenId>& ids);

  std::string word_;  // its start, for messages
  std::uint64_t value_ = 0;
  bool is_number_ = true;
  std::optional<Error> out_of_range_;
};

/// The ids of a JSON array of non-negative integers.
/// Errors: invalid_argument: invalid JSON, a value that is not an array, an element that is no such integer;
/// token_out_of_range: an integer that is too large for an id.
[[nodiscard]] Result<std::vector<TokenId>> ids_of_array(std::string_view json);

/// Reads token ids: decimal numbers separated by white space, or one JSON array. A byte order mark is skipped.
/// Errors: malformed_number: not a token id; token_out_of_range: a number that is too large for an id, the first of
/// them; invalid_argument: an invalid array.
[[nodiscard]] Result<std::vector<TokenId>> parse_ids(std::string_view text);

}  // namespace tokmill::cli::decode
