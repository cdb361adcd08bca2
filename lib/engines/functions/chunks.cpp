#include "engines/functions/chunks.hpp"

#include <cstdint>

#include "engines/functions/numbers.hpp"

namespace tokmill::engines {
namespace {

/// The boundaries of the program. A library without ICU has the first only.
constexpr std::uint32_t boundaries_without_icu = TOKMILL_CHUNK_PARAGRAPHS;
constexpr std::uint32_t boundaries =
    TOKMILL_CHUNK_PARAGRAPHS | TOKMILL_CHUNK_SENTENCES | TOKMILL_CHUNK_WORDS | TOKMILL_CHUNK_GRAPHEMES;

}  // namespace

Chunks::Chunks(const tokmill_encoding& encoding, std::string_view text, std::int64_t max_tokens, std::int64_t overlap)
    : text_(text) {
  const std::size_t most = whole_number("max_tokens", max_tokens);
  const std::size_t repeated = whole_number("overlap", overlap);
  const auto split = [&](std::uint32_t ends, tokmill_error** error) {
    tokmill_chunk* chunks = nullptr;
    const tokmill_status status = tokmill_chunk_text(&encoding, text_.data(), text_.size(), most, repeated, ends,
                                                     &chunks, &count_, error);
    if (status == TOKMILL_OK) chunks_.reset(chunks);
    return status;
  };

  std::uint32_t available = boundaries;
  tokmill_status status = split(available, nullptr);
  if (status == TOKMILL_UNAVAILABLE) {
    available = boundaries_without_icu;
    status = split(available, nullptr);
  }
  if (status == TOKMILL_OK) return;
  if (status == TOKMILL_ILL_FORMED_TEXT) {
    char* replaced = nullptr;
    std::size_t size = 0;
    check([&](tokmill_error** error) {
      return tokmill_tokenized_text(&encoding, text.data(), text.size(), nullptr, 0, &replaced, &size, error);
    });
    replaced_.reset(replaced);
    text_ = {replaced, size};
  }
  check([&](tokmill_error** error) { return split(available, error); });
}

}  // namespace tokmill::engines
