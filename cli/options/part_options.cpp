#include "options/part_options.hpp"

#include "output/format.hpp"

#include "options/proxy_warning.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli {

void PartOptions::declare(Arguments& arguments, const std::string& what_is_limited,
                          const std::string& what_json_prints) {
  text.declare(arguments);
  tokenizer.declare(arguments);
  arguments.number("--max-tokens", max_tokens, "N", what_is_limited);
  arguments.flag("--json", json, what_json_prints);
}

Result<void> PartOptions::validate() const {
  if (!max_tokens) return Error{ErrorCode::invalid_argument, "--max-tokens is wanted", 0};
  if (Result<ChosenTokenizer> chosen = tokenizer.find_or_proxy(); !chosen) return std::move(chosen).error();
  return text.validate(1);
}

const Encoding* PartOptions::encoding(Io& io) const {
  const Result<ChosenTokenizer> chosen = tokenizer.find_or_proxy();
  if (!chosen) {  // a price table that changed since validate()
    io.fail(chosen.error().message);
    return nullptr;
  }
  warn_of_proxy(*chosen, tokenizer.model.value_or(""), io);
  return chosen->encoding;
}

std::optional<NamedText> PartOptions::read(Io& io) const {
  std::optional<NamedText> input = read_text(text, input_paths(text).front(), io);
  if (input && find_ill_formed(input->bytes)) input->bytes = replace_ill_formed(input->bytes);
  return input;
}

std::string json_of_part(std::string_view text, const Chunk& part) {
  return output::format(R"({{"text":{},"tokens":{},"start":{},"end":{}}})",
                     formats::json_string(text.substr(part.start, part.end - part.start)), part.tokens, part.start, part.end);
}

}  // namespace tokmill::cli
