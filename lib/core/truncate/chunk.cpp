#include <algorithm>
#include <string>

#include "core/truncate/unchecked.hpp"
#include "core/unicode/utf8.hpp"
#include "tokmill/truncate.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// What a boundary finder sees behind the longest chunk: whether a sentence ends is told by what follows it.
constexpr std::size_t bytes_after = 64;

class Chunker {
 public:
  Chunker(const Encoding& encoding, std::string_view text, const ChunkOptions& options)
      : encoding_(encoding), text_(text), options_(options) {}

  Result<std::vector<Chunk>> chunks() {
    std::vector<Chunk> chunks;
    std::size_t start = 0;
    std::size_t covered = 0;  // where the last chunk ends
    while (covered < text_.size()) {
      std::size_t end = start + longest(start);
      for (std::size_t overlap = options_.overlap; end <= covered && start < covered;) {
        start = covered - suffix(chunks.back(), --overlap);
        end = start + longest(start);
      }
      if (end <= covered) {
        return Error{ErrorCode::invalid_argument,
                     "the character at byte " + std::to_string(covered) + " has more than " +
                         std::to_string(options_.max_tokens) + (options_.max_tokens == 1 ? " token" : " tokens"),
                     covered};
      }
      chunks.push_back(cut_back(start, covered, end));
      covered = chunks.back().end;
      start = covered - suffix(chunks.back(), options_.overlap);
    }
    return chunks;
  }

 private:
  std::size_t longest(std::size_t start) const {
    return truncate::longest_prefix_unchecked(encoding_.data(), text_.substr(start), options_.max_tokens);
  }

  // The size of the end of a chunk that the next one may repeat.
  std::size_t suffix(const Chunk& chunk, std::size_t tokens) const {
    if (tokens == 0) return 0;
    const std::string_view text = text_.substr(chunk.start, chunk.end - chunk.start);
    return text.size() - truncate::longest_suffix_unchecked(encoding_.data(), text, tokens);
  }

  Chunk cut_back(std::size_t start, std::size_t covered, std::size_t end) {
    if (end < text_.size()) {
      std::size_t seen = std::min(text_.size(), end + bytes_after);
      while (!unicode::is_character_boundary(text_, seen)) --seen;
      for (const BoundaryFinder& find : options_.boundaries) {
        boundaries_.clear();
        find(text_.substr(start, seen - start), boundaries_);
        for (auto at = boundaries_.rbegin(); at != boundaries_.rend() && start + *at > covered; ++at) {
          if (start + *at > end || !unicode::is_character_boundary(text_, start + *at)) continue;
          const auto tokens = encoding_.count_within(text_.substr(start, *at), options_.max_tokens);
          if (!tokens) continue;
          if (*tokens >= options_.max_tokens - *tokens) return {start, start + *at, *tokens};
          break;
        }
      }
    }
    return {start, end, encoding_.count(text_.substr(start, end - start))};
  }

  const Encoding& encoding_;
  std::string_view text_;
  const ChunkOptions& options_;
  std::vector<std::size_t> boundaries_;
};

// The end of the line break at `at`; `at` itself where there is none.
std::size_t end_of_line_break(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) == "\r\n") return at + 2;
  return at < text.size() && (text[at] == '\n' || text[at] == '\r') ? at + 1 : at;
}

}  // namespace

void find_paragraphs(std::string_view text, std::vector<std::size_t>& offsets) {
  std::size_t at = 0;
  while ((at = text.find_first_of("\r\n", at)) != std::string_view::npos) {
    at = end_of_line_break(text, at);
    std::size_t behind_blank_lines = 0;
    while (true) {
      const std::size_t line = std::min(text.find_first_not_of(" \t", at), text.size());
      const std::size_t next = end_of_line_break(text, line);
      if (next == line) break;
      behind_blank_lines = next;
      at = next;
    }
    if (behind_blank_lines > 0) offsets.push_back(behind_blank_lines);
  }
}

Result<std::vector<Chunk>> chunk(const Encoding& encoding, std::string_view text, const ChunkOptions& options) {
  if (options.max_tokens == 0) return Error{ErrorCode::invalid_argument, "a chunk of no tokens holds no text", 0};
  if (options.overlap >= options.max_tokens) {
    return Error{ErrorCode::invalid_argument, "an overlap is shorter than a chunk", 0};
  }
  if (const auto offset = find_ill_formed(text)) {
    return Error{ErrorCode::ill_formed_text, "not UTF-8 at byte " + std::to_string(*offset), *offset};
  }
  return Chunker(encoding, text, options).chunks();
}

}  // namespace tokmill
