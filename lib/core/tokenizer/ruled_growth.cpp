#include "core/tokenizer/ruled_growth.hpp"

#include <algorithm>

#include "core/tokenizer/ruled_counter.hpp"
#include "core/tokenizer/settled_cut.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// The bytes to append before a cut is looked for.
constexpr std::size_t enough = 4096;

// The most bytes to append at once: text up to which the state to roll back to is known.
constexpr std::size_t max_part = std::size_t{1} << 14;

constexpr std::size_t checkpoint_distance = 1024;

}  // namespace

void RuledGrowth::append(std::string_view part) {
  count_.reset();
  while (!part.empty()) {
    append_bytes(part.substr(0, max_part));
    part.remove_prefix(std::min(part.size(), max_part));
    if (text_.size() - looked_at_ >= enough) settle();
  }
}

std::uint64_t RuledGrowth::count() {
  if (!count_) {
    settle();
    const std::size_t size = text_.size();
    if (!utf8_.held().empty()) text_ += unicode::replacement_character;
    const std::string_view rest = std::string_view(text_).substr(now_.end);
    count_ = now_.tokens + RuledCounter(data_).count(rest, cuts_.part_at(text_, now_.end));
    text_.resize(size);
  }
  return *count_;
}

void RuledGrowth::roll_back(std::size_t size) {
  if (size >= size_) return;
  count_.reset();
  const std::size_t held = size_ - utf8_.held().size();
  std::string start;  // of the character that is cut
  if (size >= held) {
    start = utf8_.held().substr(0, size - held);
  } else {
    const ReplacedPosition position = replacements_.find(text_, size);
    start = position.start;
    text_.resize(position.unit);
    replacements_.truncate(size);
    if (now_.known > text_.size()) {
      while (!checkpoints_.empty() && checkpoints_.back().known > text_.size()) checkpoints_.pop_back();
      now_ = checkpoints_.empty() ? Settled() : checkpoints_.back();
      looked_at_ = now_.end;
    }
    looked_at_ = std::max(now_.end, std::min(looked_at_, text_.size() - std::min(text_.size(), cuts_.end_margin())));
  }
  size_ = size - start.size();
  utf8_ = {};
  append_bytes(start);
}

void RuledGrowth::append_bytes(std::string_view part) {
  append_replaced(utf8_, part, size_, text_, replacements_);
  size_ += part.size();
}

// Settles the text up to its last cut.
void RuledGrowth::settle() {
  if (text_.size() == looked_at_) return;
  std::size_t cut = cuts_.last(text_, std::max(looked_at_, now_.end + 1), text_.size());
  // A cut that was too near to the end of the text to be found may be found later.
  looked_at_ = text_.size() - std::min(text_.size() - now_.end, cuts_.end_margin());
  const SegmentPart segment_part = cuts_.part_at(text_, now_.end);
  if (cut == text_.size()) {
    const std::size_t unsettled = text_.size() - now_.end;
    if (unsettled < merged_at_) return;
    const std::string_view rest = std::string_view(text_).substr(now_.end);
    cut = now_.end + settled_cut(data_, rest, segment_part, SpecialPolicy::ordinary());
    merged_at_ = cut == now_.end ? 2 * unsettled : min_merged;  // do not merge the same text again and again
    if (cut == now_.end) return;
  }
  const std::string_view settled = std::string_view(text_).substr(now_.end, cut - now_.end);
  now_ = {cut, now_.tokens + RuledCounter(data_).count(settled, segment_part), text_.size()};
  looked_at_ = std::max(looked_at_, now_.end);
  if (checkpoints_.empty() || cut >= checkpoints_.back().end + checkpoint_distance) checkpoints_.push_back(now_);
}

}  // namespace tokmill
