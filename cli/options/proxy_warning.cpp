#include "options/proxy_warning.hpp"

#include "output/format.hpp"

namespace tokmill::cli {

void warn_of_proxy(const ChosenTokenizer& tokenizer, const std::string& model, Io& io) {
  if (tokenizer.exact) return;
  io.warn(output::format("an estimate: {} stands in for the tokenizer of {} ({})", tokenizer.encoding->name(), model,
                      tokenizer.tokenizer_note));
}

}  // namespace tokmill::cli
