#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "core/truncate/check_utf8.hpp"
#include "core/truncate/prefix_search.hpp"
#include "core/truncate/unchecked.hpp"
#include "core/unicode/utf8.hpp"
#include "tokmill/truncate.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// The number of bytes after the longest possible chunk that a boundary finder sees: whether a sentence ends depends on
// the text after it.
constexpr std::size_t lookahead = 64;

// The results of the last searches, by the bytes of the text that they depend on. In repetitive text, in which
// searching is slowest, chunks soon have the same bytes as earlier ones.
class RecentResults {
 public:
  explicit RecentResults(std::string_view text) : text_(text) {}

  struct Result {
    std::size_t start;  // the result depends on text_.substr(start, size) and on `limit`
    std::size_t size;
    std::size_t limit;
    truncate::Prefix found;
  };

  // The result for text_.substr(start, size), or for a longer text that starts like this if `size` is npos.
  [[nodiscard]] const Result* find(std::size_t start, std::size_t size, std::size_t limit) const noexcept {
    for (const Result& one : results_) {
      const bool fits = size == std::string_view::npos ? one.size < text_.size() - start : one.size == size;
      if (!fits || one.limit != limit) continue;
      if (std::memcmp(text_.data() + one.start, text_.data() + start, one.size) == 0) return &one;
    }
    return nullptr;
  }

  void add(const Result& result) {
    if (results_.size() < most) {
      results_.push_back(result);
    } else {
      results_[next_++ % most] = result;
    }
  }

 private:
  static constexpr std::size_t most = 16;
  std::string_view text_;
  std::vector<Result> results_;
  std::size_t next_ = 0;  // the index of the oldest result
};

class Chunker {
 public:
  Chunker(const Encoding& encoding, std::string_view text, const ChunkOptions& options)
      : encoding_(encoding), text_(text), options_(options), prefixes_(text), suffixes_(text),
        search_(EncodingAccess::data(encoding), text,
                options.overlap > 0 ? truncate::Reuse::yes : truncate::Reuse::no) {}

  Result<std::vector<Chunk>> chunks() {
    std::vector<Chunk> chunks;
    std::size_t covered = 0;          // the end of the last chunk
    truncate::Prefix longest{0, 0};  // the last chunk before it was shortened
    while (covered < text_.size()) {
      // Reduce the overlap until the chunk extends beyond the last one.
      std::size_t overlap = chunks.empty() ? 0 : options_.overlap;
      std::size_t start = 0;
      while (true) {
        start = overlap == 0 ? covered : overlap_start(chunks.back(), overlap);
        longest = longest_from(start, longest.size);
        if (start + longest.size > covered || start == covered) break;
        --overlap;
      }
      if (start + longest.size <= covered) {
        return Error{ErrorCode::invalid_argument,
                     "the character at byte " + std::to_string(covered) + " has more than " +
                         std::to_string(options_.max_tokens) + (options_.max_tokens == 1 ? " token" : " tokens"),
                     covered};
      }
      chunks.push_back(shorten_to_boundary(start, covered, longest));
      covered = chunks.back().end;
    }
    return chunks;
  }

 private:
  // The longest chunk that starts at `start`, and probably has about `expected_size` bytes.
  truncate::Prefix longest_from(std::size_t start, std::size_t expected_size) {
    if (const auto* const known = prefixes_.find(start, std::string_view::npos, options_.max_tokens)) {
      return known->found;
    }
    const truncate::Prefix found = search_.longest(start, options_.max_tokens, expected_size);
    if (found.decisive > 0) prefixes_.add({start, found.decisive, options_.max_tokens, found});
    return found;
  }

  // The start of the longest part at the end of a chunk that has at most `tokens` tokens and does not include the first
  // character of the chunk.
  std::size_t overlap_start(const Chunk& chunk, std::size_t tokens) {
    const std::size_t first = chunk.start + unicode::size_from_lead(text_[chunk.start]);
    const std::size_t size = chunk.end - first;
    if (const auto* const known = suffixes_.find(first, size, tokens)) return first + (size - known->found.size);
    const std::size_t before = size_before_overlap(chunk, first, tokens);
    suffixes_.add({first, size, tokens, {size - before, tokens}});
    return first + before;
  }

  // The number of bytes between `first` and the start of the overlap.
  std::size_t size_before_overlap(const Chunk& chunk, std::size_t first, std::size_t tokens) {
    // If only a few tokens are not in the overlap, try every start.
    constexpr std::size_t few_tokens = 2;
    if (chunk.tokens > tokens + few_tokens || search_.start() != chunk.start) {
      return truncate::longest_suffix_unchecked(EncodingAccess::data(encoding_),
                                                text_.substr(first, chunk.end - first), tokens);
    }
    std::size_t start = first;
    for (; start < chunk.end; ++start) {
      if (unicode::is_character_boundary(text_, start) && search_.fits(start, chunk.end, tokens)) break;
    }
    return start - first;
  }

  Chunk shorten_to_boundary(std::size_t start, std::size_t covered, const truncate::Prefix& longest) {
    const std::size_t end = start + longest.size;
    if (end < text_.size()) {
      std::size_t visible_end = std::min(text_.size(), end + lookahead);
      while (!unicode::is_character_boundary(text_, visible_end)) --visible_end;
      for (const BoundaryFinder& find : options_.boundaries) {
        boundaries_.clear();
        find(text_.substr(start, visible_end - start), boundaries_);
        for (auto at = boundaries_.rbegin(); at != boundaries_.rend() && start + *at > covered; ++at) {
          if (start + *at > end || !unicode::is_character_boundary(text_, start + *at)) continue;
          const auto tokens = encoding_.count_within(text_.substr(start, *at), options_.max_tokens);
          if (!tokens) continue;
          if (*tokens >= options_.max_tokens - *tokens) return {start, start + *at, *tokens};
          break;
        }
      }
    }
    return {start, end, longest.tokens};
  }

  const Encoding& encoding_;
  std::string_view text_;
  const ChunkOptions& options_;
  std::vector<std::size_t> boundaries_;
  RecentResults prefixes_;
  RecentResults suffixes_;
  truncate::PrefixSearch search_;
};

// The end of the line break at `at`; `at` if there is none.
std::size_t end_of_line_break(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) == "\r\n") return at + 2;
  return at < text.size() && (text[at] == '\n' || text[at] == '\r') ? at + 1 : at;
}

}  // namespace

void find_paragraphs(std::string_view text, std::vector<std::size_t>& offsets) {
  std::size_t at = 0;
  while ((at = text.find_first_of("\r\n", at)) != std::string_view::npos) {
    at = end_of_line_break(text, at);
    std::size_t after_blank_lines = 0;
    while (true) {
      const std::size_t line = std::min(text.find_first_not_of(" \t", at), text.size());
      const std::size_t next = end_of_line_break(text, line);
      if (next == line) break;
      after_blank_lines = next;
      at = next;
    }
    if (after_blank_lines > 0) offsets.push_back(after_blank_lines);
  }
}

Result<std::vector<Chunk>> chunk(const Encoding& encoding, std::string_view text, const ChunkOptions& options) {
  if (options.max_tokens == 0) return Error{ErrorCode::invalid_argument, "max_tokens must be at least 1", 0};
  if (options.overlap >= options.max_tokens) {
    return Error{ErrorCode::invalid_argument, "overlap must be less than max_tokens", 0};
  }
  if (Result<void> checked = truncate::check_utf8(text); !checked) return std::move(checked).error();
  return Chunker(encoding, text, options).chunks();
}

}  // namespace tokmill
