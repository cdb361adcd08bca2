#include "tokmill/analysis/hunks.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

// Yields the tokens of a text one after another.
class Tokens {
 public:
  Tokens(const EncodedText& encoded, std::string_view text) : encoded_(encoded), text_(text) {}

  // The offset at which the last token ends.
  [[nodiscard]] std::size_t end() const { return end_; }

  // Appends the next token. Returns false if the text does not continue with one.
  [[nodiscard]] bool append_next(std::vector<std::string_view>& tokens) {
    if (next_ == encoded_.ids.size()) return false;
    const std::string_view token = *encoded_.encoding->token_bytes(encoded_.ids[next_++]);
    if (!text_.substr(end_).starts_with(token)) return false;
    tokens.push_back(text_.substr(end_, token.size()));
    end_ += token.size();
    return true;
  }

  // The error if append_next() fails.
  [[nodiscard]] Error not_the_text() const {
    return {ErrorCode::invalid_argument, std::string(encoded_.encoding->name()) +
                                             " changes the text, so that its tokens cannot be compared with those of "
                                             "another encoding"};
  }

 private:
  const EncodedText& encoded_;
  std::string_view text_;
  std::size_t next_ = 0;
  std::size_t end_ = 0;
};

// The order of the result.
bool is_before(const Hunk& one, const Hunk& other) {
  const auto difference = [](const Hunk& hunk) { return std::abs(hunk.saved()); };
  return difference(one) != difference(other) ? difference(one) > difference(other) : one.start < other.start;
}

}  // namespace

EncodedText::EncodedText(const Encoding& with, std::string_view text) : encoding(&with) {
  with.encode_ordinary(text, ids);
}

Result<Differences> diff_hunks(const EncodedText& left, const EncodedText& right, std::string_view text,
                               std::size_t max_hunks) {
  Differences found;
  std::vector<Hunk>& hunks = found.hunks;  // a heap whose first is the least
  Tokens left_tokens(left, text);
  Tokens right_tokens(right, text);
  while (left_tokens.end() < text.size()) {
    Hunk hunk{left_tokens.end(), 0, {}, {}};
    do {
      const bool is_left = left_tokens.end() <= right_tokens.end();
      Tokens& shorter = is_left ? left_tokens : right_tokens;
      if (!shorter.append_next(is_left ? hunk.left : hunk.right)) return shorter.not_the_text();
    } while (left_tokens.end() != right_tokens.end());
    hunk.end = left_tokens.end();
    if (hunk.left.size() <= 1 && hunk.right.size() <= 1) continue;
    ++found.count;
    hunks.push_back(std::move(hunk));
    std::ranges::push_heap(hunks, is_before);
    if (hunks.size() <= max_hunks) continue;
    std::ranges::pop_heap(hunks, is_before);
    hunks.pop_back();
  }
  std::ranges::sort_heap(hunks, is_before);
  return found;
}

}  // namespace tokmill::analysis
