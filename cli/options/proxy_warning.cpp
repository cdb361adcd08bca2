#include "options/proxy_warning.hpp"

#include "output/format.hpp"

namespace tokmill::cli {

std::string proxy_message(std::string_view proxy, std::string_view note) {
  std::string message = output::format("no public tokenizer; counted with {} as an approximation", proxy);
  if (!note.empty()) output::append_format(message, " ({})", note);
  return message;
}

void warn_of_proxy(Io& io, std::string_view model, const Encoding& proxy, std::string_view note) {
  io.warn(output::format("{}: {}", model, proxy_message(proxy.name(), note)));
}

void warn_of_tokenizer(const ChosenTokenizer& tokenizer, const std::string& model, Io& io) {
  for (const std::string& note : tokenizer.name_notes) io.warn(note);
  if (!tokenizer.exact) warn_of_proxy(io, model, *tokenizer.encoding, tokenizer.tokenizer_note);
}

}  // namespace tokmill::cli
