// Tokenizes with a random encoding that has normalizers, added tokens and other rules. The first two input bytes seed
// the encoding, the third one the cuts, limits and repetitions; each further byte is a part of the text. Compares
// everything that an encoding does with the reference, or with a count of a copy.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/text_rules.hpp"
#include "fuzz/check_stream.hpp"
#include "fuzz/cutter.hpp"
#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "lib/random_rules.hpp"
#include "lib/ruled_reference.hpp"
#include "reference/intervals.hpp"
#include "reference/truncate.hpp"

namespace {

using namespace tokmill;
using fuzz::require;

constexpr std::size_t longest_for_reference = 400;  // bytes; the merge of the reference is quadratic
constexpr std::size_t longest_for_search = 100;     // bytes; the searches of the reference are cubic

struct Subject {
  explicit Subject(test::RuledSource from) : source(std::move(from)), encoding(source.make()), reference(source) {}
  Subject(const Subject&) = delete;
  Subject& operator=(const Subject&) = delete;

  test::RuledSource source;
  Encoding encoding;
  test::RuledReference reference;
};

// Making an encoding takes much longer than using it, so some are kept.
const Subject& subject(std::uint32_t seed) {
  constexpr std::size_t most = 200;
  static std::map<std::uint32_t, Subject> subjects;
  if (subjects.size() > most) subjects.clear();
  std::mt19937 random(seed);
  const auto found = subjects.find(seed);
  return found != subjects.end() ? found->second : subjects.try_emplace(seed, test::random_ruled_source(random)).first->second;
}

std::string text_of(std::string_view input) {
  static constexpr std::array<std::string_view, 4> ill_formed = {"\xFF", "\xC3", "\xE4\xBD", "\x80"};
  std::string text;
  for (const char choice : input) {
    const std::size_t index = static_cast<unsigned char>(choice) % (test::parts_for_rules.size() + ill_formed.size());
    if (index < ill_formed.size()) {
      text += ill_formed[index];
    } else {
      text += test::parts_for_rules[index - ill_formed.size()];
    }
  }
  return text;
}

void check_ids(const Subject& subject, std::string_view text, const std::string& tokenized) {
  const Encoding& encoding = subject.encoding;
  for (const bool allow_special : {false, true}) {
    const SpecialPolicy policy = allow_special ? SpecialPolicy::allow_all() : SpecialPolicy::ordinary();
    const auto ids = encoding.encode(text, policy);
    require(ids.has_value(), "no token is disallowed");
    require(*encoding.count(text, policy) == ids->size(), "count() is the number of ids");
    if (tokenized.size() > longest_for_reference) continue;
    require(*ids == subject.reference.encode(tokenized, allow_special), "the ids are those of the reference");
  }
  std::vector<TokenId> ids;
  encoding.encode_ordinary(text, ids);
  require(encoding.count_within(text, ids.size()) == ids.size(), "count_within() succeeds if the limit is the count");
  require(ids.empty() || !encoding.count_within(text, ids.size() - 1), "count_within() fails if the limit is less");
  require(count_in_parallel(encoding, text, 2) == ids.size(), "two threads give the same count");

  const auto decoded = encoding.decode(ids);
  require(decoded.has_value(), "each id has a token");
  const bool keeps_all = subject.source.parts.normalizers.empty() && EncodingAccess::data(encoding).rules != nullptr &&
                         !EncodingAccess::data(encoding).rules->splitter;
  require(!keeps_all || *decoded == tokenized, "decode() returns the text that is neither normalized nor dropped");
}

void check_cuts(const Encoding& encoding, const std::string& tokenized, std::mt19937& random) {
  const EncodingData& data = EncodingAccess::data(encoding);
  const std::size_t count = encoding.count(tokenized);
  const std::size_t cut = cut_in_two(data, tokenized, random() % (tokenized.size() + 1), tokenized.size());
  const std::string_view text = tokenized;
  require(encoding.count(text.substr(0, cut)) + encoding.count(text.substr(cut)) == count,
          "a cut does not change the number of tokens");
}

void check_counters(const Encoding& encoding, std::string_view text, std::mt19937& random) {
  const reference::Counter count = [&encoding](std::string_view part) { return encoding.count(part); };
  const IntervalCounter intervals(encoding, std::string(text));
  const std::size_t start = random() % (text.size() + 1);
  const std::size_t end = start + random() % (text.size() - start + 1);
  require(intervals.count(start, end) == reference::count_interval(text, start, end, count),
          "the count of a part is that of a copy");
  AppendableCounter growing(encoding);
  growing.append(text.substr(0, end));
  require(growing.count() == encoding.count(text.substr(0, end)), "the count of a growing text");
  growing.roll_back(start);
  require(growing.count() == encoding.count(text.substr(0, start)), "the count of a shrunken text");
  growing.append(text.substr(start));
  require(growing.count() == encoding.count(text), "the count of a text that grows again");
}

void check_search(const Encoding& encoding, std::string_view text, std::mt19937& random) {
  const reference::Counter count = [&encoding](std::string_view part) { return encoding.count(part); };
  const std::size_t limit = 1 + random() % (1 + count(text));
  require(*longest_prefix(encoding, text, limit) == reference::longest_prefix(text, limit, count), "longest_prefix()");
  require(*longest_suffix(encoding, text, limit) == reference::longest_suffix(text, limit, count), "longest_suffix()");

  const ChunkOptions options{.max_tokens = limit, .overlap = random() % 2 == 0 ? 0 : random() % limit};
  const auto expected = reference::chunks(text, limit, options.overlap, "", count);
  const auto found = chunk(encoding, text, options);
  require(found.has_value() == expected.has_value(), "chunk() fails exactly if a character has too many tokens");
  if (!found) return;
  require(std::ranges::equal(*found, *expected, [](const Chunk& chunk, const reference::Part& part) {
    return chunk.start == part.start && chunk.end == part.end && chunk.tokens == part.tokens;
  }), "chunk() gives the chunks of the reference");
  std::vector<Chunk> streamed;
  const auto add = [&](const Chunk& chunk, std::string_view) { streamed.push_back(chunk); };
  StreamChunker chunker(encoding, options);
  for (fuzz::Cutter cutter(text, static_cast<std::uint32_t>(random())); !cutter.is_done();) {
    require(chunker.append(cutter.next(), add).has_value(), "the stream of chunks does not fail");
  }
  require(chunker.finish(add).has_value(), "the stream of chunks does not fail");
  require(streamed == *found, "the chunks of the stream are those of the whole text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4) return 0;
  const Subject& tested = subject(data[0] * 256U + data[1]);
  const unsigned choice = data[2];
  std::mt19937 random(choice);
  const std::string part = text_of(fuzz::as_text(data + 3, size - 3));
  // Up to 2^7 repetitions: more text than the streams and the searches look at at once.
  std::string text;
  const std::size_t repetitions = choice < 192 ? 1 : std::size_t{1} << (choice % 8);
  for (std::size_t i = 0; i < repetitions && text.size() < 20'000; ++i) text += part;

  const std::string tokenized = replace_ill_formed(text);
  check_ids(tested, text, tokenized);
  for (const SpecialPolicy& policy : {SpecialPolicy::ordinary(), SpecialPolicy::allow_all(), SpecialPolicy::error()}) {
    (void)fuzz::check_stream(tested.encoding, text, policy, IllFormed::replacement, choice);
  }
  check_cuts(tested.encoding, tokenized, random);
  check_counters(tested.encoding, text, random);
  if (tokenized.size() <= longest_for_search) check_search(tested.encoding, tokenized, random);
  return 0;
}
