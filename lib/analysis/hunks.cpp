#include "tokmill/analysis/hunks.hpp"

namespace tokmill::analysis {
namespace {

// Iterates over the tokens of a text.
class Tokens {
 public:
  Tokens(const Encoding& encoding, std::string_view text) : encoding_(encoding), text_(text) {
    encoding.encode_ordinary(text, ids_);
  }

  // The end of the last token that next() returned.
  [[nodiscard]] std::size_t end() const { return end_; }

  std::string_view next() {
    const std::size_t size = encoding_.token_bytes(ids_[next_++])->size();
    end_ += size;
    return text_.substr(end_ - size, size);
  }

 private:
  const Encoding& encoding_;
  std::string_view text_;
  std::vector<TokenId> ids_;
  std::size_t next_ = 0;
  std::size_t end_ = 0;
};

}  // namespace

std::vector<Hunk> diff_hunks(const Encoding& left, const Encoding& right, std::string_view text,
                             std::size_t max_hunks) {
  std::vector<Hunk> hunks;
  Tokens of_left(left, text);
  Tokens of_right(right, text);
  while (of_left.end() < text.size() && hunks.size() < max_hunks) {
    Hunk hunk{of_left.end(), 0, {of_left.next()}, {of_right.next()}};
    while (of_left.end() != of_right.end()) {
      if (of_left.end() < of_right.end()) {
        hunk.left.push_back(of_left.next());
      } else {
        hunk.right.push_back(of_right.next());
      }
    }
    hunk.end = of_left.end();
    if (hunk.left.size() > 1 || hunk.right.size() > 1) hunks.push_back(std::move(hunk));
  }
  return hunks;
}

}  // namespace tokmill::analysis
