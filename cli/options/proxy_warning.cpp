#include "options/proxy_warning.hpp"

#include "output/format.hpp"

namespace tokmill::cli {

std::string proxy_message(std::string_view proxy, std::string_view note, std::string_view hint) {
  std::string message = output::format("{}; counted with {} as an approximation",
                                       hint.empty() ? "no public tokenizer" : "tokenizer not installed", proxy);
  if (!note.empty()) output::append_format(message, " ({})", note);
  if (!hint.empty()) output::append_format(message, "; {}", hint);
  return message;
}

std::string proxy_error(const pricing::PricedModel& model) {
  const pricing::TokenRatio& ratio = model.ratio;
  if (!ratio.is_known()) return "error unknown";
  return output::format("{} to {} of its tokens for each of {}: {}", pricing::ratio_text(ratio.low),
                        pricing::ratio_text(ratio.high), analysis::proxy_encoding, ratio.source);
}

std::string proxy_note(const pricing::PricedModel& model) {
  std::string note(model.tokenizer);
  if (!note.empty()) note += "; ";
  return note + proxy_error(model);
}

void warn_of_proxy(Io& io, std::string_view model, const Encoding& proxy, std::string_view note,
                   std::string_view hint) {
  io.warn(output::format("{}: {}", model, proxy_message(proxy.name(), note, hint)));
}

void warn_of_tokenizer(const ChosenTokenizer& tokenizer, const std::string& model, Io& io) {
  for (const std::string& note : tokenizer.name_notes) io.warn(note);
  if (!tokenizer.exact) warn_of_proxy(io, model, *tokenizer.encoding, tokenizer.tokenizer_note, tokenizer.hint);
}

}  // namespace tokmill::cli
