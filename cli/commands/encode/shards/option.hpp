#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/arguments.hpp"
#include "commands/encode/shards/request.hpp"
#include "options/exclusive.hpp"
#include "options/text_option.hpp"
#include "options/walk_option.hpp"
#include "rows/rows_option.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::shards {

/// `--shards` and the options that belong to it.
struct Option {
  std::optional<std::string> folder;
  std::optional<std::uint64_t> tokens;
  std::string format = "bin";
  std::optional<std::string> end_of_text;
  WalkOption walk;

  void declare(Arguments& arguments);

  [[nodiscard]] bool is_enabled() const { return folder.has_value(); }
  [[nodiscard]] GivenOption given() const { return {"--shards", is_enabled()}; }

  /// Errors: invalid_argument if one of the other options is given without --shards or does not go with the input, or
  /// for a value that is not valid.
  [[nodiscard]] Result<void> validate(const TextOption& text, const RowsOption& rows) const;

  /// `tokenization` has no end of text yet. Errors: invalid_argument if the encoding has no such token, or if a glob is
  /// empty. Precondition: validate().
  [[nodiscard]] Result<Request> request(const TextOption& text, const RowsOption& rows, Tokenization tokenization,
                                        std::size_t threads) const;
};

}  // namespace tokmill::cli::shards
