#include "options/text_stream.hpp"

#include <utility>

#include "input/reader.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli {

std::optional<TextStream> TextStream::open(const TextOption& options, const std::string& path,
                                           input::TextBlocks::Wait wait, Io& io) {
  if (options.text || options.strict || options.charset.from) return whole(read_text(options, path, io));
  TextStream stream;
  stream.name_ = display_name(path);
  Result<input::TextBlocks> blocks = input::TextBlocks::open(path, wait);
  if (!blocks) {
    io.fail(stream.name_ + ": " + blocks.error().message);
    return std::nullopt;
  }
  if (!options.charset.converts(blocks->first())) {
    stream.blocks_ = std::move(*blocks);
    return stream;
  }
  Result<std::string> bytes = blocks->remaining();
  if (!bytes) {
    io.fail(stream.name_ + ": " + bytes.error().message);
    return std::nullopt;
  }
  return whole(to_text(options, stream.name_, std::move(*bytes), io));
}

std::optional<TextStream> TextStream::whole(std::optional<NamedText> text) {
  if (!text) return std::nullopt;
  TextStream stream;
  stream.name_ = std::move(text->name);
  stream.whole_ = std::move(text->bytes);
  return stream;
}

std::optional<std::string_view> TextStream::next(Io& io) {
  if (!blocks_) return std::exchange(was_returned_, true) ? std::string_view() : std::string_view(whole_);
  const Result<std::string_view> block = blocks_->next();
  if (!block) {
    io.fail(name_ + ": " + block.error().message);
    return std::nullopt;
  }
  if (!ill_formed_) {
    if (const std::optional<std::size_t> at = find_ill_formed(*block)) ill_formed_ = offset_ + *at;
  }
  offset_ += block->size();
  return *block;
}

void TextStream::warn_if_ill_formed(Io& io) const {
  if (ill_formed_) warn_of_ill_formed(name_, *ill_formed_, io);
}

}  // namespace tokmill::cli
