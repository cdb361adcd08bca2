#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/tokenizer/stream_utf8.hpp"
#include "core/truncate/check_utf8.hpp"
#include "core/truncate/prefix_search.hpp"
#include "core/truncate/ruled_search.hpp"
#include "core/truncate/unchecked.hpp"
#include "core/unicode/utf8.hpp"
#include "tokmill/stream_chunker.hpp"
#include "tokmill/truncate.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// The number of bytes after the longest possible chunk that a boundary finder sees: whether a sentence ends depends on
// the text after it.
constexpr std::size_t lookahead = 64;

// The results of the last searches, by what they depend on: bytes of the text, and numbers. In repetitive text, in which
// searching is slowest, chunks soon have the same bytes as earlier ones.
class RecentResults {
 public:
  // Goes on with another text. Forgets all results.
  void set_text(std::string_view text) noexcept {
    text_ = text;
    results_.clear();
    next_ = 0;
  }

  struct Numbers {
    std::size_t limit;
    std::size_t covered = 0;

    friend bool operator==(const Numbers&, const Numbers&) = default;
  };

  struct Result {
    std::size_t start;  // the result depends on text_.substr(start, size) and on `numbers`
    std::size_t size;
    Numbers numbers;
    truncate::Prefix found;
  };

  // The result for text_.substr(start, size), or for a longer text that starts like this if `size` is npos.
  [[nodiscard]] const Result* find(std::size_t start, std::size_t size, Numbers numbers) const noexcept {
    for (const Result& one : results_) {
      const bool fits = size == std::string_view::npos ? one.size < text_.size() - start : one.size == size;
      if (!fits || one.numbers != numbers) continue;
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
  Chunker(const Encoding& encoding, const ChunkOptions& options)
      : encoding_(encoding), data_(EncodingAccess::data(encoding)), options_(options),
        search_(data_, {}, options.overlap > 0 ? truncate::Reuse::yes : truncate::Reuse::no) {}

  // Goes on with `text`, which starts after the text that drop() has forgotten.
  void set_text(std::string_view text) {
    text_ = text;
    prefixes_.set_text(text);
    suffixes_.set_text(text);
    shortened_.set_text(text);
    if (data_.rules == nullptr) {
      search_.set_text(text);
    } else {
      ruled_search_.emplace(data_);
    }
  }

  // Frees what belongs to the calling thread. Only set_text() may follow.
  void leave_thread() noexcept {
    search_.leave_thread();
    ruled_search_.reset();
  }

  // The next chunk. Returns nullopt at the end of the text, or, if more text follows it (not `is_all`), when the chunk
  // may depend on it.
  Result<std::optional<Chunk>> next(bool is_all) {
    if (covered_ == text_.size()) return std::optional<Chunk>();
    // Reduce the overlap until the chunk extends beyond the last one.
    std::size_t overlap = last_ ? options_.overlap : 0;
    std::size_t start = 0;
    while (true) {
      start = overlap == 0 ? covered_ : overlap_start(*last_, overlap);
      const truncate::Prefix longest = longest_from(start, longest_.size);
      const bool is_decided = longest.decisive > 0 && text_.size() - start >= longest.size + lookahead;
      if (!is_all && !is_decided) return std::optional<Chunk>();
      longest_ = longest;
      if (start + longest_.size > covered_ || start == covered_) break;
      --overlap;
    }
    if (start + longest_.size <= covered_) {
      const std::size_t position = dropped_ + covered_;
      return Error{ErrorCode::invalid_argument,
                   "the character at byte " + std::to_string(position) + " has more than " +
                       std::to_string(options_.max_tokens) + (options_.max_tokens == 1 ? " token" : " tokens"),
                   position};
    }
    last_ = shorten_to_boundary(start, covered_, longest_);
    covered_ = last_->end;
    return last_;
  }

  // The size of the text that the chunks so far cover.
  [[nodiscard]] std::size_t covered() const noexcept { return covered_; }

  // The size of the last chunk before it was shortened; 0 if there is none.
  [[nodiscard]] std::size_t longest_size() const noexcept { return longest_.size; }

  // Forgets the text before the last chunk. Returns its size: the next text must start that much later.
  std::size_t drop() {
    const std::size_t size = last_ ? last_->start : 0;
    dropped_ += size;
    covered_ -= size;
    if (last_) *last_ = {0, last_->end - size, last_->tokens};
    return size;
  }

  // The size of the text that drop() has forgotten.
  [[nodiscard]] std::size_t dropped() const noexcept { return dropped_; }

 private:
  // The longest chunk that starts at `start`, and probably has about `expected_size` bytes.
  truncate::Prefix longest_from(std::size_t start, std::size_t expected_size) {
    if (const auto* const known = prefixes_.find(start, std::string_view::npos, {options_.max_tokens})) {
      return known->found;
    }
    const truncate::Prefix found = ruled_search_
                                       ? ruled_search_->longest_prefix(text_.substr(start), options_.max_tokens)
                                       : search_.longest(start, options_.max_tokens, expected_size);
    if (found.decisive > 0) prefixes_.add({start, found.decisive, {options_.max_tokens}, found});
    return found;
  }

  // The start of the longest part at the end of a chunk that has at most `tokens` tokens and does not include the first
  // character of the chunk.
  std::size_t overlap_start(const Chunk& chunk, std::size_t tokens) {
    const std::size_t first = chunk.start + unicode::size_from_lead(text_[chunk.start]);
    const std::size_t size = chunk.end - first;
    if (const auto* const known = suffixes_.find(first, size, {tokens})) return first + (size - known->found.size);
    const std::size_t before = size_before_overlap(chunk, first, tokens);
    suffixes_.add({first, size, {tokens}, {size - before, tokens}});
    return first + before;
  }

  // The number of bytes between `first` and the start of the overlap.
  std::size_t size_before_overlap(const Chunk& chunk, std::size_t first, std::size_t tokens) {
    const std::string_view part = text_.substr(first, chunk.end - first);
    if (ruled_search_) return ruled_search_->longest_suffix(part, tokens);
    // If only a few tokens are not in the overlap, try every start.
    constexpr std::size_t few_tokens = 2;
    if (chunk.tokens > tokens + few_tokens || search_.start() != chunk.start) {
      return truncate::longest_suffix_unchecked(data_, part, tokens);
    }
    std::size_t start = first;
    for (; start < chunk.end; ++start) {
      if (unicode::is_character_boundary(text_, start) && search_.fits(start, chunk.end, tokens)) break;
    }
    return start - first;
  }

  Chunk shorten_to_boundary(std::size_t start, std::size_t covered, const truncate::Prefix& longest) {
    const std::size_t end = start + longest.size;
    if (end == text_.size() || options_.boundaries.empty()) return {start, end, longest.tokens};
    std::size_t visible_end = std::min(text_.size(), end + lookahead);
    while (!unicode::is_character_boundary(text_, visible_end)) --visible_end;
    const std::size_t visible = visible_end - start;
    const RecentResults::Numbers numbers{longest.size, covered - start};
    truncate::Prefix found;
    if (const auto* const known = shortened_.find(start, visible, numbers)) {
      found = known->found;
    } else {
      found = last_boundary(text_.substr(start, visible), covered - start, longest);
      shortened_.add({start, visible, numbers, found});
    }
    return {start, start + found.size, found.tokens};
  }

  // The part of `longest` that ends at the boundary where a chunk should end, after `covered` bytes. `longest` itself if
  // there is none. `visible` starts with the longest chunk.
  truncate::Prefix last_boundary(std::string_view visible, std::size_t covered, const truncate::Prefix& longest) {
    for (const BoundaryFinder& find : options_.boundaries) {
      boundaries_.clear();
      find(visible, longest.size, boundaries_);
      for (auto at = boundaries_.rbegin(); at != boundaries_.rend() && *at > covered; ++at) {
        if (*at > longest.size || !unicode::is_character_boundary(visible, *at)) continue;
        const auto tokens = *at == longest.size
                                ? std::optional(longest.tokens)
                                : encoding_.count_within(visible.substr(0, *at), options_.max_tokens);
        if (!tokens) continue;
        if (*tokens >= options_.max_tokens - *tokens) return {*at, *tokens};
        break;
      }
    }
    return longest;
  }

  const Encoding& encoding_;
  const EncodingData& data_;
  const ChunkOptions& options_;
  std::string_view text_;
  std::size_t dropped_ = 0;         // all other offsets are from here on
  std::size_t covered_ = 0;         // the end of the last chunk
  std::optional<Chunk> last_;
  truncate::Prefix longest_{0, 0};  // the last chunk before it was shortened
  std::vector<std::size_t> boundaries_;
  RecentResults prefixes_;
  RecentResults suffixes_;
  RecentResults shortened_;  // the limit is the size of the longest chunk
  truncate::PrefixSearch search_;
  std::optional<truncate::RuledSearch> ruled_search_;  // of an encoding with rules, instead of search_
};

Result<void> check_options(const ChunkOptions& options) {
  if (options.max_tokens == 0) return Error{ErrorCode::invalid_argument, "max_tokens must be at least 1", 0};
  if (options.overlap >= options.max_tokens) {
    return Error{ErrorCode::invalid_argument, "overlap must be less than max_tokens", 0};
  }
  return {};
}

// The end of the line break at `at`; `at` if there is none.
std::size_t end_of_line_break(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) == "\r\n") return at + 2;
  return at < text.size() && (text[at] == '\n' || text[at] == '\r') ? at + 1 : at;
}

}  // namespace

void find_paragraphs(std::string_view text, std::size_t limit, std::vector<std::size_t>& offsets) {
  std::size_t at = 0;
  while ((at = text.substr(0, limit).find_first_of("\r\n", at)) != std::string_view::npos) {
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
  if (Result<void> valid = check_options(options); !valid) return std::move(valid).error();
  if (Result<void> checked = truncate::check_utf8(text); !checked) return std::move(checked).error();
  Chunker chunker(encoding, options);
  chunker.set_text(text);
  std::vector<Chunk> chunks;
  while (true) {
    Result<std::optional<Chunk>> next = chunker.next(true);
    if (!next) return std::move(next).error();
    if (!*next) return chunks;
    chunks.push_back(**next);
  }
}

class StreamChunker::State {
 public:
  State(const Encoding& encoding, ChunkOptions chunk_options)
      : encoding_(encoding), options_(std::move(chunk_options)), chunker_(encoding_, options_) {
    if (Result<void> valid = check_options(options_); !valid) error_ = std::move(valid).error();
    // As many bytes as the tokens of a chunk usually have.
    constexpr std::size_t bytes_per_token = 8;
    needed_ = std::min(options_.max_tokens, most_needed / bytes_per_token) * bytes_per_token;
  }

  Result<void> append(std::string_view part, const OnChunk& on_chunk) {
    while (!part.empty() && !error_) {
      const std::string_view some = part.substr(0, max_part);
      part.remove_prefix(some.size());
      utf8_.append(
          some, [this](std::string_view text) { text_ += text; }, [this](std::string_view) { report_ill_formed(); });
      if (!error_) find_chunks(false, on_chunk);
    }
    return result();
  }

  Result<void> finish(const OnChunk& on_chunk) {
    if (!error_) utf8_.finish([this](std::string_view) { report_ill_formed(); });
    if (!error_) find_chunks(true, on_chunk);
    return result();
  }

 private:
  // Longer parts are divided, so that they need not be stored.
  static constexpr std::size_t max_part = std::size_t{1} << 20;

  // So much text is waited for at first even if the limit is larger.
  static constexpr std::size_t most_needed = std::size_t{1} << 22;

  Result<void> result() const {
    if (error_) return *error_;
    return {};
  }

  void report_ill_formed() {
    if (!error_) error_ = truncate::ill_formed_error(static_cast<std::size_t>(*utf8_.first_ill_formed()));
  }

  void find_chunks(bool is_all, const OnChunk& on_chunk) {
    struct LeaveThread {
      ~LeaveThread() { chunker.leave_thread(); }
      Chunker& chunker;
    };
    chunker_.set_text(text_);
    const LeaveThread at_end{chunker_};
    while (is_all || text_.size() - chunker_.covered() >= needed_) {
      const Result<std::optional<Chunk>> next = chunker_.next(is_all);
      if (!next) {
        error_ = next.error();
        return;
      }
      if (!*next) {
        // Only when the text has doubled is it worth another attempt; together they take linear time.
        if (!is_all) needed_ = std::max(needed_, 2 * (text_.size() - chunker_.covered()));
        break;
      }
      const Chunk& chunk = **next;
      const std::size_t dropped = chunker_.dropped();
      on_chunk({dropped + chunk.start, dropped + chunk.end, chunk.tokens},
               std::string_view(text_).substr(chunk.start, chunk.end - chunk.start));
      needed_ = chunker_.longest_size() + chunker_.longest_size() / 8 + 2 * lookahead;
    }
    text_.erase(0, chunker_.drop());
  }

  const Encoding encoding_;
  ChunkOptions options_;
  Chunker chunker_;
  StreamUtf8 utf8_;
  std::string text_;        // from the start of the last chunk on
  std::size_t needed_ = 0;  // bytes after the last chunk, before the next one is searched
  std::optional<Error> error_;
};

StreamChunker::StreamChunker(const Encoding& encoding, ChunkOptions options)
    : encoding_(encoding),
      options_(std::move(options)),
      state_(std::make_unique<State>(encoding, options_)) {}
StreamChunker::StreamChunker(StreamChunker&&) noexcept = default;
StreamChunker& StreamChunker::operator=(StreamChunker&&) noexcept = default;
StreamChunker::~StreamChunker() = default;

Result<void> StreamChunker::append(std::string_view part, const OnChunk& on_chunk) {
  return state_->append(part, on_chunk);
}

Result<void> StreamChunker::finish(const OnChunk& on_chunk) {
  Result<void> finished = state_->finish(on_chunk);
  state_ = std::make_unique<State>(encoding_, options_);
  return finished;
}

}  // namespace tokmill
