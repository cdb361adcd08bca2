#include "options/token_limit_option.hpp"

#include <utility>

#include "app/usage_error.hpp"
#include "output/format.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli {

void TokenLimitOption::declare(Arguments& arguments, const std::string& max_tokens_help,
                               const std::string& json_help) {
  text.declare(arguments);
  tokenizer.declare(arguments);
  add_special.declare(arguments);
  arguments.number("--max-tokens", max_tokens, "N", max_tokens_help);
  threads.declare_unused(arguments);
  arguments.flag("--json", json, json_help);
}

Result<TokenLimitRequest> TokenLimitOption::validate(std::uint64_t least_tokens) const {
  if (!max_tokens) return usage_error("--max-tokens is required");
  Result<ChosenTokenizer> chosen = tokenizer.find_or_proxy();
  if (!chosen) return std::move(chosen).error();
  if (Result<void> valid = text.validate(1); !valid) return std::move(valid).error();
  if (Result<void> valid = threads.validate(); !valid) return std::move(valid).error();
  const std::uint64_t added = add_special.tokens_of(*chosen->encoding).size();
  if (*max_tokens < added + least_tokens) {
    return usage_error(output::format("--max-tokens must be at least {}{}, got {}", added + least_tokens,
                                      added > 0 ? " with --add-special" : "", *max_tokens));
  }
  return TokenLimitRequest{text,  std::move(*chosen), tokenizer.model.value_or(""), *max_tokens - added,
                           added, json};
}

std::string chunk_json(const Chunk& chunk, std::string_view text, const TokenLimitRequest& limit) {
  formats::JsonWriter json;
  json.begin_object()
      .member("text", text)
      .member("tokens", chunk.tokens + limit.added_tokens)
      .member("start", chunk.start)
      .member("end", chunk.end)
      .end_object();
  return std::move(json).text();
}

}  // namespace tokmill::cli
