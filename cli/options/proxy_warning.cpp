#include "options/proxy_warning.hpp"

#include "output/format.hpp"

namespace tokmill::cli {

void warn_of_proxy(Io& io, std::string_view model, const Encoding& proxy, std::string_view note) {
  std::string message =
      output::format("model {} has no public tokenizer; counting with {} as an approximation", model, proxy.name());
  if (!note.empty()) message += output::format(" ({})", note);
  io.warn(message);
}

void warn_of_proxy(const ChosenTokenizer& tokenizer, const std::string& model, Io& io) {
  if (!tokenizer.exact) warn_of_proxy(io, model, *tokenizer.encoding, tokenizer.tokenizer_note);
}

}  // namespace tokmill::cli
