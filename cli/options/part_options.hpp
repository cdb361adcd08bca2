#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "options/text_option.hpp"
#include "options/tokenizer_option.hpp"
#include "tokmill/truncate.hpp"

namespace tokmill::cli {

/// What `chunk` and `truncate` take: a text, a tokenizer, and how many tokens a part may have.
struct PartOptions {
  TextOption text;
  TokenizerOption tokenizer;
  std::optional<std::uint64_t> max_tokens;
  bool json = false;

  void declare(Arguments& arguments, const std::string& what_is_limited, const std::string& what_json_prints);
  [[nodiscard]] Result<void> validate() const;

  /// The tokenizer; where it is not the model's own, standard error says so. Nothing where there is none any more.
  [[nodiscard]] const Encoding* encoding(Io& io) const;

  /// The text, with each ill-formed part replaced; nothing where it cannot be read.
  [[nodiscard]] std::optional<NamedText> read(Io& io) const;
};

/// `{"text":…,"tokens":…,"start":…,"end":…}`
[[nodiscard]] std::string json_of_part(std::string_view text, const Chunk& part);

}  // namespace tokmill::cli
