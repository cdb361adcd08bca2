#include "tokmill/analysis/hunks.hpp"

#include <utility>

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

// Yields the tokens of a text one after another.
class Tokens {
 public:
  Tokens(const EncodedText& encoded, std::string_view text) : encoded_(encoded), text_(text) {}

  // The offset at which the last token ends.
  [[nodiscard]] std::size_t end() const { return end_; }

  std::string_view next() {
    const std::size_t size = encoded_.encoding->token_bytes(encoded_.ids[next_++])->size();
    end_ += size;
    return text_.substr(end_ - size, size);
  }

 private:
  const EncodedText& encoded_;
  std::string_view text_;
  std::size_t next_ = 0;
  std::size_t end_ = 0;
};

}  // namespace

EncodedText::EncodedText(const Encoding& with, std::string_view text) : encoding(&with) {
  with.encode_ordinary(text, ids);
}

std::vector<Hunk> diff_hunks(const EncodedText& left, const EncodedText& right, std::string_view text,
                             std::size_t max_hunks) {
  std::vector<Hunk> hunks;
  Tokens left_tokens(left, text);
  Tokens right_tokens(right, text);
  while (left_tokens.end() < text.size() && hunks.size() < max_hunks) {
    Hunk hunk{left_tokens.end(), 0, {left_tokens.next()}, {right_tokens.next()}};
    while (left_tokens.end() != right_tokens.end()) {
      if (left_tokens.end() < right_tokens.end()) {
        hunk.left.push_back(left_tokens.next());
      } else {
        hunk.right.push_back(right_tokens.next());
      }
    }
    hunk.end = left_tokens.end();
    if (hunk.left.size() > 1 || hunk.right.size() > 1) hunks.push_back(std::move(hunk));
  }
  return hunks;
}

}  // namespace tokmill::analysis
