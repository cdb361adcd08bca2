#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "app/arguments.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/parallel.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// `--special`: how to treat special tokens such as `<|endoftext|>` in the text.
struct SpecialOption {
  std::string choice = "text";

  void declare(Arguments& arguments) {
    arguments.choice("--special", choice, {"text", "allow", "error"},
                     "How to treat special tokens such as <|endoftext|>: as ordinary text (text), as special tokens "
                     "(allow), or as an error (error)");
  }

  [[nodiscard]] SpecialPolicy policy() const {
    if (choice == "allow") return SpecialPolicy::allow_all();
    if (choice == "error") return SpecialPolicy::error();
    return SpecialPolicy::ordinary();
  }
};

/// The tokens of a text, on up to `threads` threads if all special tokens are ordinary text.
/// Errors: disallowed_special_token.
[[nodiscard]] inline Result<std::vector<TokenId>> encode_text(const Encoding& encoding, std::string_view text,
                                                              const SpecialPolicy& special, std::size_t threads) {
  if (!special.is_ordinary()) return encoding.encode(text, special);
  std::vector<TokenId> ids;
  encode_in_parallel(encoding, text, ids, threads);
  return ids;
}

}  // namespace tokmill::cli
