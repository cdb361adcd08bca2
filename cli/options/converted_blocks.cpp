#include "options/converted_blocks.hpp"

#include <utility>

namespace tokmill::cli {

Result<ConvertedBlocks> ConvertedBlocks::open(input::TextBlocks blocks, const CharsetOption& charset) {
  Result<std::string> name = charset.charset_of(blocks.first());
  if (!name) return std::move(name).error();
  const bool is_converted = charset.converts(blocks.first());
  ConvertedBlocks opened(std::move(blocks), std::move(*name));
  if (!is_converted) return opened;
  if (Result<void> valid = opened.open_converter(); !valid) return std::move(valid).error();
  return opened;
}

Result<void> ConvertedBlocks::open_converter() {
  Result<icu::StreamConverter> converter = icu::StreamConverter::open(charset_, blocks_.first());
  if (!converter) return std::move(converter).error();
  converter_ = std::move(*converter);
  return {};
}

Result<std::string_view> ConvertedBlocks::next() {
  converted_.clear();
  while (!is_at_end_) {
    const Result<std::string_view> block = blocks_.next();
    if (!block) return block.error();
    consumed_ += block->size();
    is_at_end_ = block->empty();
    if (!converter_) return *block;
    if (is_at_end_) {
      converter_->finish(converted_);
    } else {
      converter_->append(*block, converted_);
    }
    if (!converted_.empty()) break;  // a block may hold no more than a byte order mark
  }
  return std::string_view(converted_);
}

std::optional<std::uint64_t> ConvertedBlocks::first_ill_formed() const noexcept {
  return converter_ ? converter_->first_ill_formed() : std::nullopt;
}

Result<void> ConvertedBlocks::rewind() {
  if (Result<void> done = blocks_.rewind(); !done) return done;
  consumed_ = 0;
  is_at_end_ = false;
  return converter_ ? open_converter() : Result<void>();
}

}  // namespace tokmill::cli
