#include "tokmill/stream.hpp"

#include <utility>

#include "core/tokenizer/outputs.hpp"
#include "core/tokenizer/stream_tokenizer.hpp"
#include "tokmill/parallel.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// Calls append(bytes) for the bytes of `part`, at most StreamTokenizer::max_part at a time.
template <class Append>
Result<void> append_divided(std::string_view part, const Append& append) {
  do {
    const std::string_view bytes = part.substr(0, StreamTokenizer::max_part);
    if (Result<void> appended = append(bytes); !appended) return appended;
    part.remove_prefix(bytes.size());
  } while (!part.empty());
  return {};
}

// The bytes of `part` between its first and its last safe cut; empty if they are too few for several threads, or not
// UTF-8.
std::string_view between_safe_cuts(const Encoding& encoding, std::string_view part) {
  const EncodingData& data = EncodingAccess::data(encoding);
  constexpr std::size_t min_size = std::size_t{1} << 21;
  constexpr std::size_t reach = std::size_t{1} << 16;
  if (part.size() < min_size || find_ill_formed(part)) return {};
  const std::size_t first = cut_in_two(data, part, 0, reach);
  const std::size_t last = cut_in_two(data, part, part.size() - reach, reach);
  return first < last && last < part.size() ? part.substr(first, last - first) : std::string_view();
}

}  // namespace

class StreamCounter::State {
 public:
  State(const Encoding& one, SpecialPolicy policy, IllFormed ill_formed, std::size_t count)
      : encoding(one),
        threads(policy.is_ordinary() ? count : 1),
        tokenizer(EncodingAccess::data(one), std::move(policy), ill_formed) {}

  Result<void> append(std::string_view part) {
    return append_divided(part, [this](std::string_view bytes) {
      CountOutput output;
      Result<void> appended = tokenizer.append(bytes, output);
      tokens += output.sink.tokens();
      return appended;
    });
  }

  // Continues with bytes that can be tokenized apart from the text before and after them.
  void count_apart(std::string_view bytes) {
    CountOutput output;
    tokenizer.skip(bytes.size(), output);
    tokens += output.sink.tokens() + count_in_parallel(encoding, bytes, threads);
  }

  const Encoding encoding;
  std::size_t threads;
  StreamTokenizer tokenizer;
  std::uint64_t tokens = 0;
};

StreamCounter::StreamCounter(const Encoding& encoding, SpecialPolicy policy, IllFormed ill_formed, std::size_t threads)
    : state_(std::make_unique<State>(encoding, std::move(policy), ill_formed, threads)) {}
StreamCounter::StreamCounter(StreamCounter&&) noexcept = default;
StreamCounter& StreamCounter::operator=(StreamCounter&&) noexcept = default;
StreamCounter::~StreamCounter() = default;

Result<void> StreamCounter::append(std::string_view part) {
  const std::string_view apart = state_->threads > 1 ? between_safe_cuts(state_->encoding, part) : std::string_view();
  if (apart.empty()) return state_->append(part);
  const auto start = static_cast<std::size_t>(apart.data() - part.data());
  if (Result<void> appended = state_->append(part.substr(0, start)); !appended) return appended;
  state_->count_apart(apart);
  return state_->append(part.substr(start + apart.size()));
}

Result<std::uint64_t> StreamCounter::finish() {
  CountOutput output;
  Result<void> finished = state_->tokenizer.finish(output);
  const std::uint64_t tokens = std::exchange(state_->tokens, 0) + output.sink.tokens();
  if (!finished) return std::move(finished).error();
  return tokens;
}

std::uint64_t StreamCounter::settled_tokens() const noexcept { return state_->tokens; }

std::optional<std::uint64_t> StreamCounter::first_ill_formed() const noexcept {
  return state_->tokenizer.first_ill_formed();
}

class StreamEncoder::State {
 public:
  State(const Encoding& one, SpecialPolicy policy, IllFormed ill_formed, std::size_t count)
      : encoding(one),
        data(EncodingAccess::data(one)),
        threads(policy.is_ordinary() ? count : 1),
        tokenizer(data, std::move(policy), ill_formed) {}

  // Calls tokenize(output) and appends the tokens that it finds.
  template <class Tokenize>
  Result<void> collect(std::size_t part_size, std::vector<TokenId>& ids, std::vector<std::uint64_t>* ends,
                       const Tokenize& tokenize) {
    tokens.clear();
    IdOutput output(data.vocabulary, tokens, part_size, ends, offset);
    Result<void> done = tokenize(output);
    output.flush();
    ids.insert(ids.end(), tokens.begin(), tokens.end());
    return done;
  }

  Result<void> append(std::string_view part, std::vector<TokenId>& ids, std::vector<std::uint64_t>* ends) {
    return append_divided(part, [&](std::string_view bytes) {
      return collect(bytes.size(), ids, ends, [&](IdOutput& output) { return tokenizer.append(bytes, output); });
    });
  }

  // Continues with bytes that can be tokenized apart from the text before and after them.
  Result<void> encode_apart(std::string_view bytes, std::vector<TokenId>& ids) {
    Result<void> settled = collect(0, ids, nullptr, [&](IdOutput& output) -> Result<void> {
      tokenizer.skip(bytes.size(), output);
      return {};
    });
    encode_in_parallel(encoding, bytes, ids, threads);
    offset += bytes.size();
    return settled;
  }

  const Encoding encoding;
  const EncodingData& data;
  std::size_t threads;
  StreamTokenizer tokenizer;
  std::vector<TokenId> tokens;  // of one call
  std::uint64_t offset = 0;     // the end of the last settled token
};

StreamEncoder::StreamEncoder(const Encoding& encoding, SpecialPolicy policy, IllFormed ill_formed, std::size_t threads)
    : state_(std::make_unique<State>(encoding, std::move(policy), ill_formed, threads)) {}
StreamEncoder::StreamEncoder(StreamEncoder&&) noexcept = default;
StreamEncoder& StreamEncoder::operator=(StreamEncoder&&) noexcept = default;
StreamEncoder::~StreamEncoder() = default;

Result<void> StreamEncoder::append(std::string_view part, std::vector<TokenId>& ids,
                                   std::vector<std::uint64_t>* ends) {
  const std::string_view apart =
      state_->threads > 1 && ends == nullptr ? between_safe_cuts(state_->encoding, part) : std::string_view();
  if (apart.empty()) return state_->append(part, ids, ends);
  const auto start = static_cast<std::size_t>(apart.data() - part.data());
  if (Result<void> appended = state_->append(part.substr(0, start), ids, ends); !appended) return appended;
  if (Result<void> appended = state_->encode_apart(apart, ids); !appended) return appended;
  return state_->append(part.substr(start + apart.size()), ids, ends);
}

Result<void> StreamEncoder::finish(std::vector<TokenId>& ids, std::vector<std::uint64_t>* ends) {
  Result<void> finished =
      state_->collect(0, ids, ends, [&](IdOutput& output) { return state_->tokenizer.finish(output); });
  state_->offset = 0;
  return finished;
}

std::optional<std::uint64_t> StreamEncoder::first_ill_formed() const noexcept {
  return state_->tokenizer.first_ill_formed();
}

}  // namespace tokmill
