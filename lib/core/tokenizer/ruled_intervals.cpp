#include "core/tokenizer/ruled_intervals.hpp"

#include <algorithm>
#include <utility>

#include "core/tokenizer/ruled_counter.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// The least number of bytes between two cuts.
constexpr std::size_t cut_distance = 64;

void append_replaced(std::string& text, std::size_t count) {
  for (; count > 0; --count) text += unicode::replacement_character;
}

}  // namespace

RuledIntervals::RuledIntervals(const Encoding& encoding, std::string text)
    : encoding_(encoding), data_(EncodingAccess::data(encoding_)), cut_finder_(data_), size_(text.size()),
      text_(std::move(text)), replacements_(replace_ill_formed_parts(text_)) {
  RuledCounter counter(data_);
  std::size_t start = 0;
  std::size_t tokens = 0;
  while (text_.size() - start > cut_distance) {
    const std::size_t cut = cut_finder_.first(text_, start + cut_distance, text_.size());
    if (cut == text_.size()) break;
    const std::string_view part = std::string_view(text_).substr(start, cut - start);
    tokens += counter.count(part, cut_finder_.part_at(text_, start));
    cuts_.push_back({cut, tokens});
    start = cut;
  }
}

std::size_t RuledIntervals::count(std::size_t start, std::size_t end) const {
  end = std::min(end, size());
  if (start >= end) return 0;
  const ReplacedPart part = replacements_.part(text_, start, end);
  const std::string_view text = text_;
  // Keep the first and the last cut away from what is replaced.
  std::size_t first_cut = part.from + cut_finder_.start_margin();
  std::size_t last_cut = part.to;
  if (part.replaced_before > 0) first_cut += longest_context();
  if (part.replaced_after > 0) last_cut -= std::min(last_cut, cut_finder_.end_margin());
  const auto first = std::ranges::lower_bound(cuts_, first_cut, {}, &Cut::at);
  const auto after = std::ranges::lower_bound(cuts_, last_cut, {}, &Cut::at);
  RuledCounter counter(data_);
  std::string copy;
  append_replaced(copy, part.replaced_before);
  if (first >= after) {
    if (part.replaced_before == 0 && part.replaced_after == 0) {
      return counter.count(text.substr(part.from, part.to - part.from), SegmentPart::start);
    }
    copy += text.substr(part.from, part.to - part.from);
    append_replaced(copy, part.replaced_after);
    return counter.count(copy, SegmentPart::start);
  }
  const Cut& last = *std::prev(after);
  std::size_t tokens = last.tokens_before - first->tokens_before;
  const std::string_view before = text.substr(part.from, first->at - part.from);
  const std::string_view rest = text.substr(last.at, part.to - last.at);
  if (part.replaced_before == 0) {
    tokens += counter.count(before, SegmentPart::start);
  } else {
    tokens += counter.count(copy.append(before), SegmentPart::start);
  }
  const SegmentPart rest_part = cut_finder_.part_at(text_, last.at);
  if (part.replaced_after == 0) return tokens + counter.count(rest, rest_part);
  copy = rest;
  append_replaced(copy, part.replaced_after);
  return tokens + counter.count(copy, rest_part);
}

// How far before a cut another text can undo it: by the start of an added token, or of a text that is replaced.
std::size_t RuledIntervals::longest_context() const noexcept {
  return std::max(data_.rules->raw_tokens.longest(), data_.rules->normalized_tokens.longest());
}

}  // namespace tokmill
