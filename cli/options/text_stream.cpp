#include "options/text_stream.hpp"

#include <utility>

#include "input/charset_messages.hpp"
#include "input/reader.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli {

std::optional<TextStream> TextStream::open(const TextOption& options, const std::string& path,
                                           input::TextBlocks::Wait wait, Io& io) {
  TextStream stream;
  if (options.text || options.charset.needs_whole()) {
    std::optional<NamedText> text = read_text(options, path, io);
    if (!text) return std::nullopt;
    stream.name_ = text->name;
    stream.whole_ = std::move(*text);
    return stream;
  }
  stream.name_ = display_name(path);
  stream.strict_ = options.strict;
  Result<input::TextBlocks> opened = input::TextBlocks::open(path, wait, options.decompress());
  if (!opened) {
    stream.fail(opened.error(), io);
    return std::nullopt;
  }
  Result<ConvertedBlocks> blocks = ConvertedBlocks::open(std::move(*opened), options.charset);
  if (!blocks) {
    stream.fail(blocks.error(), io);
    return std::nullopt;
  }
  stream.blocks_ = std::move(*blocks);
  if (stream.blocks_->is_converted() && !options.charset.from) {
    io.warn(mark_message(stream.name_, stream.blocks_->charset()));
  }
  if (options.strict && stream.blocks_->file_size() && !stream.check(io)) return std::nullopt;
  return stream;
}

bool TextStream::check(Io& io) {
  while (true) {
    const std::optional<std::string_view> block = next(io);
    if (!block) return false;
    if (block->empty()) break;
  }
  offset_ = 0;
  is_checked_ = true;
  const Result<void> done = blocks_->rewind();
  if (!done) fail(done.error(), io);
  return done.has_value();
}

bool TextStream::skip_to_last(std::uint64_t size, Io& io) {
  if (!blocks_) return true;
  const Result<std::uint64_t> offset = blocks_->skip_to_last(size);
  if (offset) {
    offset_ = *offset;
  } else {
    fail(offset.error(), io);
  }
  return offset.has_value();
}

std::optional<std::size_t> TextStream::look_for_ill_formed(std::string_view block) {
  std::optional<std::uint64_t> found = blocks_->first_ill_formed();
  const std::optional<std::size_t> in_block = blocks_->is_converted() ? std::nullopt : find_ill_formed(block);
  if (in_block) found = offset_ + *in_block;
  if (!ill_formed_) ill_formed_ = found;
  offset_ += block.size();
  return in_block;
}

std::optional<std::string_view> TextStream::next(Io& io) {
  if (!blocks_) return std::exchange(was_returned_, true) ? std::string_view() : std::string_view(whole_.bytes);
  const Result<std::string_view> block = blocks_->next();
  if (!block) {
    fail(block.error(), io);
    return std::nullopt;
  }
  if (strict_) look_for_ill_formed(*block);
  if (strict_ && ill_formed_) {
    io.fail(ill_formed_message(name_, blocks_->charset(), *ill_formed_, true));
    return std::nullopt;
  }
  return *block;
}

std::optional<std::string_view> TextStream::next_well_formed(Io& io) {
  if (!blocks_) whole_.make_well_formed();
  const std::optional<std::string_view> block = next(io);
  if (!block || !blocks_ || strict_) return block;
  const std::optional<std::size_t> ill_formed = look_for_ill_formed(*block);
  if (!ill_formed) return block;
  replaced_ = replace_ill_formed_from(*block, *ill_formed);
  return replaced_;
}

void TextStream::warn_if_ill_formed(Io& io, std::optional<std::uint64_t> in_utf8) const {
  if (!blocks_) return;  // read_text() has warned
  if (const std::string note = blocks_->note(); !note.empty()) io.warn(name_ + ": " + note);
  std::optional<std::uint64_t> offset = blocks_->first_ill_formed();
  if (!offset) offset = ill_formed_ ? ill_formed_ : in_utf8;
  if (offset) io.warn(ill_formed_message(name_, blocks_->charset(), *offset, false));
}

}  // namespace tokmill::cli
