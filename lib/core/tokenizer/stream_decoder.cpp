#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "core/tokenizer/stream_utf8.hpp"
#include "core/unicode/utf8.hpp"
#include "tokmill/stream.hpp"

namespace tokmill::inline TOKMILL_ABI {

class StreamDecoder::State {
 public:
  State(const Encoding& encoding, IllFormed ill_formed) : encoding_(encoding), ill_formed_(ill_formed) {}

  Result<void> append(std::span<const TokenId> ids, std::string& text) {
    if (has_ended_) start();
    while (!ids.empty() && !error_) {
      // Decode a block at a time, because checking the bytes of single tokens is slow.
      constexpr std::size_t block_size = 1024;
      const std::span<const TokenId> block = ids.first(std::min(ids.size(), block_size));
      Result<std::string> bytes = encoding_.decode(block);
      if (!bytes) {
        const std::size_t wrong = bytes.error().position;
        error_ = std::move(bytes).error();
        error_->position += decoded_;
        bytes = encoding_.decode(block.first(wrong));
      }
      utf8_.append(
          *bytes, [&](std::string_view characters) { text += characters; },
          [&](std::string_view ill_formed) { append_ill_formed(ill_formed, text); });
      decoded_ += block.size();
      ids = ids.subspan(block.size());
    }
    return result();
  }

  Result<void> finish(std::string& text) {
    if (has_ended_) start();
    has_ended_ = true;
    if (!error_) utf8_.finish([&](std::string_view ill_formed) { append_ill_formed(ill_formed, text); });
    return result();
  }

 private:
  void start() {
    utf8_ = {};
    decoded_ = 0;
    error_.reset();
    has_ended_ = false;
  }

  void append_ill_formed(std::string_view bytes, std::string& text) const {
    text += ill_formed_ == IllFormed::replacement ? unicode::replacement_character : bytes;
  }

  [[nodiscard]] Result<void> result() const {
    if (error_) return *error_;
    return {};
  }

  const Encoding encoding_;
  IllFormed ill_formed_;
  StreamUtf8 utf8_;
  std::size_t decoded_ = 0;  // the number of ids so far
  std::optional<Error> error_;
  bool has_ended_ = false;
};

StreamDecoder::StreamDecoder(const Encoding& encoding, IllFormed ill_formed)
    : state_(std::make_unique<State>(encoding, ill_formed)) {}
StreamDecoder::StreamDecoder(StreamDecoder&&) noexcept = default;
StreamDecoder& StreamDecoder::operator=(StreamDecoder&&) noexcept = default;
StreamDecoder::~StreamDecoder() = default;

Result<void> StreamDecoder::append(std::span<const TokenId> ids, std::string& text) {
  return state_->append(ids, text);
}

Result<void> StreamDecoder::finish(std::string& text) { return state_->finish(text); }

}  // namespace tokmill
