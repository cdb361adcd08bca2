#include "core/pretokenize/pattern/scan.hpp"

#include <algorithm>

#include "core/unicode/utf8.hpp"

namespace tokmill::pretokenize::pattern {
namespace {

// An attempt that has read more bytes than this beyond its match, or without one, notes where it was.
constexpr std::ptrdiff_t long_reach = 64;

// Attempts note one state per block of this size.
constexpr std::size_t place_bytes = 16;

struct Read {
  Symbol symbol;
  std::size_t size;  // in bytes
};

// Readers give the symbol at a place, and the class of the character before one.

class CharacterReader {
 public:
  explicit CharacterReader(const Matcher& matcher) : characters_(matcher.characters()) {}

  [[nodiscard]] Read read(const char* at) const {
    const auto byte = static_cast<unsigned char>(*at);
    if (byte < 0x80) return {characters_.ascii_class(byte), 1};
    const unicode::Decoded decoded = unicode::decode_well_formed(at);
    return {characters_.class_of(decoded.code_point), decoded.size};
  }
  [[nodiscard]] Symbol end_symbol() const { return characters_.end_class(); }
  [[nodiscard]] ClassNumber class_before(const char* at) const {
    do --at;
    while (unicode::is_continuation(*at));
    return static_cast<ClassNumber>(read(at).symbol);
  }

 private:
  const CharacterMap& characters_;
};

class ByteReader {
 public:
  explicit ByteReader(const Matcher& matcher) : matcher_(matcher) {}

  [[nodiscard]] Read read(const char* at) const { return {matcher_.class_of_byte(static_cast<unsigned char>(*at)), 1}; }
  [[nodiscard]] Symbol end_symbol() const { return matcher_.characters().end_class(); }
  [[nodiscard]] ClassNumber class_before(const char* at) const {
    return matcher_.class_of_byte(static_cast<unsigned char>(at[-1]));
  }

 private:
  const Matcher& matcher_;
};

// Reads symbols that contain the results of lookaheads.
class SymbolReader {
 public:
  SymbolReader(const Matcher& matcher, Unit unit, const char* begin, const std::vector<Symbol>& symbols)
      : class_count_(static_cast<Symbol>(matcher.characters().class_count())), unit_(unit), begin_(begin), symbols_(symbols) {}

  [[nodiscard]] Read read(const char* at) const {
    return {symbols_[static_cast<std::size_t>(at - begin_)], unit_ == Unit::character ? unicode::size_from_lead(*at) : 1};
  }
  [[nodiscard]] Symbol end_symbol() const { return symbols_.back(); }
  [[nodiscard]] ClassNumber class_before(const char* at) const {
    do --at;
    while (unit_ == Unit::character && unicode::is_continuation(*at));
    return static_cast<ClassNumber>(read(at).symbol % class_count_);
  }

 private:
  Symbol class_count_;
  Unit unit_;
  const char* begin_;
  const std::vector<Symbol>& symbols_;
};

}  // namespace

void Scan::start(const char* begin, const char* end) {
  begin_ = at_ = begin;
  end_ = end;
  last_match_ = careful_until_ = nullptr;
  is_at_gap_ = false;
  futile_.clear();
  is_finished_ = begin == end && !matcher_->can_be_empty();
  if (!matcher_->lookaheads().empty()) find_lookaheads();
}

void Scan::find_lookaheads() {
  const auto size = static_cast<std::size_t>(end_ - begin_);
  symbols_.assign(size + 1, 0);
  const auto first_pass = [&](const auto& reader) {
    for (std::size_t at = 0; at < size;) {
      const Read read = reader.read(begin_ + at);
      symbols_[at] = read.symbol;
      at += read.size;
    }
    symbols_[size] = reader.end_symbol();
  };
  if (unit_ == Unit::character) {
    first_pass(CharacterReader(*matcher_));
  } else {
    first_pass(ByteReader(*matcher_));
  }
  std::size_t at = size;
  std::vector<Row> rows(matcher_->lookaheads().size(), LookaheadAutomaton::initial);
  while (true) {
    std::size_t before = at;
    while (before > 0) {
      --before;
      if (unit_ != Unit::character || !unicode::is_continuation(begin_[before])) break;
    }
    const auto number = static_cast<ClassNumber>(symbols_[at]);
    const bool after_word = at > 0 && matcher_->is_word(static_cast<ClassNumber>(symbols_[before]));
    Symbol matches = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const LookaheadAutomaton& lookahead = matcher_->lookaheads()[i];
      rows[i] = lookahead.next(rows[i], number, after_word);
      if (lookahead.matches(rows[i])) matches |= Symbol{1} << i;
    }
    symbols_[at] += matches * static_cast<Symbol>(matcher_->characters().class_count());
    if (at == 0) break;
    at = before;
  }
}

std::size_t Scan::next(const Parts& parts) {
  if (is_finished_) return 0;
  if (!matcher_->lookaheads().empty()) return next_with(SymbolReader(*matcher_, unit_, begin_, symbols_), parts);
  if (unit_ == Unit::character) return next_with(CharacterReader(*matcher_), parts);
  return next_with(ByteReader(*matcher_), parts);
}

template <class Reader>
std::size_t Scan::next_with(const Reader& reader, const Parts& parts) {
  std::size_t count = 0;
  while (!is_finished_ && count + 2 <= parts.capacity) {
    const Parts rest{parts.ends + count, parts.are_matches + count, parts.capacity - count};
    if (matcher_->has_steps() && !is_at_gap_ && at_ >= careful_until_) {
      const std::size_t matches = adjacent_matches(reader, rest);
      std::fill_n(rest.are_matches, matches, true);
      count += matches;
    } else {
      count += next_match(reader, rest);
    }
  }
  return count;
}

template <class Reader>
Row Scan::start_row(const Reader& reader, const char* at) const {
  const bool after_word = matcher_->has_boundary() && at != begin_ && matcher_->is_word(reader.class_before(at));
  return matcher_->automaton().start(after_word);
}

// Matches that follow each other, from at_ on, until the first gap. Sets careful_until_ if an attempt reads far.
template <class Reader>
std::size_t Scan::adjacent_matches(const Reader& reader, const Parts& parts) {
  const std::uint32_t* const steps = matcher_->steps();
  const char** out = parts.ends;
  const char** const full = parts.ends + parts.capacity;
  const char* start = at_;  // of this attempt
  const char* last = at_;   // the end of the longest match of this attempt so far; at most its start if there is none
  const char* at = at_;
  Row row = start_row(reader, at);
  while (out != full) {
    // Each character ends at most one match.
    const std::ptrdiff_t room = full - out;
    const char* const stop = end_ - at > room ? at + room : end_;
    const char** const first = out;
    Symbol symbol = reader.end_symbol();
    while (at < stop) {
      const Read read = reader.read(at);
      const std::uint32_t step = steps[row + read.symbol];
      if ((step & Matcher::Step::slow) != 0) {
        symbol = read.symbol;
        break;
      }
      if ((step & Matcher::Step::matches) != 0) last = at;
      *out = at;
      out += step & Matcher::Step::ends;
      row = step >> Matcher::Step::row_shift;
      at += read.size;
    }
    if (out != first) start = out[-1];
    const bool is_stopped = at >= stop && at != end_;
    if (!is_stopped && matcher_->automaton().transition(row, symbol).matches) last = at;
    if (at - std::max(last, start) > long_reach) {
      careful_until_ = at;
      break;
    }
    if (is_stopped) continue;
    if (last <= start) {
      is_at_gap_ = true;
      break;
    }
    if (out == full) break;
    start = at = last;
    *out++ = at;
    if (at == end_) break;
    row = start_row(reader, at);
  }
  at_ = start;
  if (out != parts.ends) last_match_ = at_;
  is_finished_ = at_ == end_;
  return static_cast<std::size_t>(out - parts.ends);
}

// The first place at or after `from` where a match may start; the end of the text if there is none.
template <class Reader>
const char* Scan::skip_gap(const Reader& reader, const char* from) const {
  while (from != end_) {
    const Read read = reader.read(from);
    if (matcher_->may_start(read.symbol)) break;
    from += read.size;
  }
  return from;
}

// The next match and the gap before it, if there is one.
template <class Reader>
std::size_t Scan::next_match(const Reader& reader, const Parts& parts) {
  std::size_t count = 0;
  const auto add = [&](const char* end, bool is_match) {
    parts.ends[count] = end;
    parts.are_matches[count++] = is_match;
    at_ = end;
  };
  const char* from = at_;
  is_at_gap_ = false;
  while (true) {
    from = skip_gap(reader, from);
    const char* const to = match_end(reader, from);
    if (to != nullptr && !(to == from && to == last_match_)) {
      if (from > at_) add(from, false);
      add(to, true);
      last_match_ = to;
      is_finished_ = to == end_;
      if (at_ >= careful_until_) futile_.clear();
      return count;
    }
    if (from == end_) break;
    from += reader.read(from).size;
  }
  if (end_ > at_) add(end_, false);
  is_finished_ = true;
  return count;
}

// The end of the match that starts at `from`; null if there is none.
template <class Reader>
const char* Scan::match_end(const Reader& reader, const char* from) {
  const Automaton& automaton = matcher_->automaton();
  Row row = start_row(reader, from);
  const char* last = nullptr;
  const char* at = from;
  std::size_t place = static_cast<std::size_t>(from - begin_) / place_bytes;
  trail_.clear();
  while (true) {
    const Read read = at == end_ ? Read{reader.end_symbol(), 0} : reader.read(at);
    const Automaton::Transition transition = automaton.transition(row, read.symbol);
    if (transition.matches) {
      last = at;
      trail_.clear();
    }
    row = transition.next;
    if (row == Automaton::dead) break;
    at += read.size;
    const std::size_t new_place = static_cast<std::size_t>(at - begin_) / place_bytes;
    if (new_place == place) continue;
    place = new_place;
    if (futile_.contains(row, place)) break;
    if (at - (last == nullptr ? from : last) > long_reach) trail_.push_back({row, place});
  }
  for (const auto& [futile_row, futile_place] : trail_) futile_.insert(futile_row, futile_place);
  if (!trail_.empty() && at > careful_until_) careful_until_ = at;
  return last;
}

}  // namespace tokmill::pretokenize::pattern
