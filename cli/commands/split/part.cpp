#include "commands/split/part.hpp"

#include <optional>

namespace tokmill::cli::split {

std::vector<Part> pieces_of(const Encoding& encoding, std::string_view text, std::string_view tokenized) {
  std::vector<Part> parts;
  for (const Span& piece : encoding.pieces(text)) {
    parts.push_back({tokenized.substr(piece.start, piece.end - piece.start), std::nullopt, piece.start, piece.end});
  }
  return parts;
}

std::string View::noun() const {
  const bool pieces = !parts.empty() && !parts.front().id;
  return std::string(pieces ? "piece" : "token") + (parts.size() == 1 ? "" : "s");
}

}  // namespace tokmill::cli::split
