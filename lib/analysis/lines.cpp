#include "tokmill/analysis/lines.hpp"

#include <algorithm>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "tokmill/stream.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

// An ill-formed part that was replaced.
struct Replaced {
  std::uint64_t offset;  // of U+FFFD in the text with replacements
  std::size_t size;      // of the part
};

}  // namespace

class LineCounter::State {
 public:
  State(const Encoding& encoding, SpecialPolicy policy, OnLine on_line, std::size_t tokens_before,
        std::size_t tokens_after)
      : encoding_(encoding),
        policy_(std::move(policy)),
        on_line_(std::move(on_line)),
        tokens_after_(tokens_after),
        encoder_(encoding_, policy_) {
    line_.tokens = tokens_before;
  }

  Result<void> append(std::string_view part) {
    const std::string_view text = replace_ill_formed_parts(part);
    size_ += part.size();
    if (encoding_.has_normalizers()) {
      text_ += text;
      return {};
    }
    for (std::string_view rest = text; !rest.empty();) {
      constexpr std::size_t most = std::size_t{1} << 18;  // to keep the lists of tokens small
      const std::string_view some = rest.substr(0, most);
      text_ += some;
      if (Result<void> done = encoder_.append(some, ids_, &ends_); !done) return done;
      put_tokens();
      rest.remove_prefix(some.size());
    }
    return {};
  }

  Result<std::uint64_t> finish() {
    if (Result<void> done = encoding_.has_normalizers() ? encode_whole() : encoder_.finish(ids_, &ends_); !done) {
      return std::move(done).error();
    }
    put_tokens();
    const std::uint64_t end = text_start_ + text_.size();
    while (find_line_end() && *line_end_ < end) end_line();
    take(end);
    line_.tokens += tokens_after_;
    if (line_.bytes > 0 || line_.tokens > 0) emit();
    return tokens_;
  }

  [[nodiscard]] std::optional<std::uint64_t> first_ill_formed() const noexcept { return first_ill_formed_; }

 private:
  std::string_view replace_ill_formed_parts(std::string_view part) {
    std::optional<std::size_t> found = find_ill_formed(part);
    if (!found) return part;
    if (!first_ill_formed_) first_ill_formed_ = size_ + *found;
    const std::uint64_t offset = text_start_ + text_.size();
    replaced_text_.clear();
    for (; found; found = find_ill_formed(part)) {
      replaced_text_ += part.substr(0, *found);
      part.remove_prefix(*found);
      const std::size_t size = next_utf8_unit(part).size;
      replaced_.push_back({offset + replaced_text_.size(), size});
      replaced_text_ += replacement;
      part.remove_prefix(size);
    }
    replaced_text_ += part;
    return replaced_text_;
  }

  // Normalizers may read on from any part to the next, so the text is encoded as a whole.
  Result<void> encode_whole() {
    normalized_ = encoding_.tokenized_text(text_, policy_);
    if (std::ranges::count(normalized_, '\n') != std::ranges::count(text_, '\n')) {
      return Error{ErrorCode::invalid_argument, std::string(encoding_.name()) + " adds or removes line feeds, so that "
                                                                                "tokens cannot be counted by line"};
    }
    Result<std::vector<TokenId>> ids = encoding_.encode(text_, policy_, IllFormed::replacement, &ends_);
    if (!ids) return std::move(ids).error();
    ids_ = *std::move(ids);
    return {};
  }

  // Adds the tokens to their lines, and drops the text that is not needed any more.
  void put_tokens() {
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      // Bytes that the encoding drops may be between two tokens.
      const std::uint64_t size = encoding_.token_bytes(ids_[i])->size();
      token_start_ = ends_[i] - std::min(size, ends_[i] - token_end_);
      token_end_ = ends_[i];
      while (find_line_end() && token_line_end_ <= token_start_) end_line();
      ++line_.tokens;
    }
    tokens_ += ids_.size();
    ids_.clear();
    ends_.clear();
    if (!normalized_.empty()) return;
    std::size_t settled = static_cast<std::size_t>(token_start_ - text_start_);
    while (settled > taken_ && settled < text_.size() && !starts_character(text_[settled])) --settled;
    take(text_start_ + settled);
    if (taken_ < text_.size() - taken_) return;  // so that each byte is moved once on average
    text_.erase(0, taken_);
    text_start_ += taken_;
    searched_ -= taken_;
    taken_ = 0;
  }

  // Whether the current line ends in the text so far.
  bool find_line_end() {
    if (line_end_) return true;
    const std::size_t found = text_.find('\n', searched_);
    if (found == text_.npos) {
      searched_ = text_.size();
      return false;
    }
    searched_ = found + 1;
    line_end_ = text_start_ + searched_;
    token_line_end_ = normalized_.empty() ? *line_end_ : normalized_.find('\n', token_line_end_) + 1;
    return true;
  }

  // Adds the text up to this offset to the current line.
  void take(std::uint64_t end) {
    const std::size_t size = static_cast<std::size_t>(end - text_start_) - taken_;
    std::string_view some = std::string_view(text_).substr(taken_, size);
    taken_ += size;
    line_.bytes += size;
    for (; !replaced_.empty() && replaced_.front().offset < end; replaced_.pop_front()) {
      line_.bytes -= replacement.size() - replaced_.front().size;
    }
    line_.characters += count_characters(some);
    if (some.ends_with('\n')) some.remove_suffix(1);
    if (is_text_full_) return;
    std::size_t most = std::min(some.size(), max_text - line_text_.size());
    is_text_full_ = most < some.size();
    while (is_text_full_ && most > 0 && !starts_character(some[most])) --most;
    line_text_ += some.substr(0, most);
  }

  void end_line() {
    take(*std::exchange(line_end_, std::nullopt));
    emit();
    line_ = {.number = line_.number + 1, .text = {}};
    line_text_.clear();
    is_text_full_ = false;
  }

  void emit() {
    line_.text = line_text_;
    on_line_(line_);
  }

  const Encoding encoding_;
  const SpecialPolicy policy_;
  const OnLine on_line_;
  const std::size_t tokens_after_;
  StreamEncoder encoder_;
  std::vector<TokenId> ids_;  // of one call
  std::vector<std::uint64_t> ends_;
  std::uint64_t size_ = 0;       // of the parts so far
  std::uint64_t tokens_ = 0;     // settled, without those around the text
  std::uint64_t token_start_ = 0;  // of the last settled token
  std::uint64_t token_end_ = 0;
  std::optional<std::uint64_t> first_ill_formed_;
  std::deque<Replaced> replaced_;  // that are in no line yet
  std::string replaced_text_;      // of one call

  // Offsets are those of the text with replacements, except for those of tokens if it is normalized.
  std::string text_;              // that tokens may still start in
  std::uint64_t text_start_ = 0;  // the offset of its first byte
  std::size_t taken_ = 0;         // the number of bytes of text_ that are in a line
  std::size_t searched_ = 0;      // the number of bytes of text_ whose line feeds are known
  std::string normalized_;        // the text that is tokenized, if the encoding has normalizers

  CountedLine line_;  // the current one
  std::string line_text_;
  bool is_text_full_ = false;
  std::optional<std::uint64_t> line_end_;  // if it was found
  std::uint64_t token_line_end_ = 0;       // of the current line or the one before, in the text that is tokenized
};

LineCounter::LineCounter(const Encoding& encoding, SpecialPolicy policy, OnLine on_line, std::size_t tokens_before,
                         std::size_t tokens_after)
    : state_(std::make_unique<State>(encoding, std::move(policy), std::move(on_line), tokens_before, tokens_after)) {}
LineCounter::LineCounter(LineCounter&&) noexcept = default;
LineCounter& LineCounter::operator=(LineCounter&&) noexcept = default;
LineCounter::~LineCounter() = default;

Result<void> LineCounter::append(std::string_view part) { return state_->append(part); }

Result<std::uint64_t> LineCounter::finish() { return state_->finish(); }

std::optional<std::uint64_t> LineCounter::first_ill_formed() const noexcept { return state_->first_ill_formed(); }

}  // namespace tokmill::analysis
