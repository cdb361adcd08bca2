// Reads arbitrary bytes as the file of --special-tokens.

#include <cstddef>
#include <cstdint>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "options/special_tokens_file.hpp"
#include "tokmill/formats/json_writer.hpp"

using tokmill::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto tokens = tokmill::cli::parse_special_tokens(tokmill::fuzz::as_text(data, size));
  if (!tokens) {
    require(!tokens.error().message.empty(), "the error has a message");
    return 0;
  }
  tokmill::formats::JsonWriter json;
  json.begin_object();
  for (const auto& [name, id] : *tokens) json.member(name, id);
  json.end_object();
  const auto again = tokmill::cli::parse_special_tokens(json.text());
  require(again.has_value() && *again == *tokens, "what is written is read");
  return 0;
}
