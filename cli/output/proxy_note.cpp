#include "output/proxy_note.hpp"

#include "output/format.hpp"

namespace tokmill::cli::output {

std::string proxy_note(std::string_view names, std::string_view proxy, std::string_view detail) {
  std::string note =
      format("≈ {}: an estimate, counted with {} in place of the model's own tokenizer", names, proxy);
  if (!detail.empty()) append_format(note, " ({})", detail);
  return note;
}

}  // namespace tokmill::cli::output
