#include "tokmill/truncate.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "c/arguments.hpp"
#include "c/error.hpp"
#include "c/objects.hpp"
#include "tokmill/icu/available.hpp"
#include "tokmill/icu/boundaries.hpp"

namespace tokmill::inline TOKMILL_ABI::c {
namespace {

constexpr std::uint32_t icu_boundaries = TOKMILL_CHUNK_SENTENCES | TOKMILL_CHUNK_WORDS | TOKMILL_CHUNK_GRAPHEMES;
constexpr std::uint32_t all_boundaries = TOKMILL_CHUNK_PARAGRAPHS | icu_boundaries;

std::vector<BoundaryFinder> finders(std::uint32_t boundaries) {
  std::vector<BoundaryFinder> chosen;
  if ((boundaries & TOKMILL_CHUNK_PARAGRAPHS) != 0) chosen.emplace_back(find_paragraphs);
  if ((boundaries & TOKMILL_CHUNK_SENTENCES) != 0) chosen.push_back(icu::sentence_finder());
  if ((boundaries & TOKMILL_CHUNK_WORDS) != 0) chosen.push_back(icu::word_finder());
  if ((boundaries & TOKMILL_CHUNK_GRAPHEMES) != 0) chosen.push_back(icu::grapheme_finder());
  return chosen;
}

}  // namespace
}  // namespace tokmill::c

using namespace tokmill;

extern "C" {

tokmill_status tokmill_longest_prefix(const tokmill_encoding* encoding, const char* text, size_t size,
                                      size_t max_tokens, size_t* prefix_size, tokmill_error** error) {
  return c::guarded(error, [&] {
    const Result<std::size_t> found = longest_prefix(encoding->encoding, c::view(text, size), max_tokens);
    if (!found) return c::fail(error, found.error());
    *prefix_size = *found;
    return TOKMILL_OK;
  });
}

tokmill_status tokmill_longest_suffix(const tokmill_encoding* encoding, const char* text, size_t size,
                                      size_t max_tokens, size_t* suffix_start, tokmill_error** error) {
  return c::guarded(error, [&] {
    const Result<std::size_t> found = longest_suffix(encoding->encoding, c::view(text, size), max_tokens);
    if (!found) return c::fail(error, found.error());
    *suffix_start = *found;
    return TOKMILL_OK;
  });
}

tokmill_status tokmill_chunk_text(const tokmill_encoding* encoding, const char* text, size_t size, size_t max_tokens,
                                  size_t overlap, uint32_t boundaries, tokmill_chunk** chunks, size_t* count,
                                  tokmill_error** error) {
  return c::guarded(error, [&] {
    if ((boundaries & ~c::all_boundaries) != 0) {
      return c::fail(error, {ErrorCode::invalid_argument, "expected boundaries of TOKMILL_CHUNK_…", 0});
    }
    if ((boundaries & c::icu_boundaries) != 0 && !icu::available()) {
      return c::fail_unavailable(error, "this build has no ICU: only paragraphs can be boundaries");
    }
    ChunkOptions options{.max_tokens = max_tokens, .overlap = overlap};
    options.boundaries = c::finders(boundaries);
    const Result<std::vector<Chunk>> found = chunk(encoding->encoding, c::view(text, size), options);
    if (!found) return c::fail(error, found.error());
    tokmill_chunk* const out = c::allocate<tokmill_chunk>(found->size());
    for (std::size_t i = 0; i < found->size(); ++i) out[i] = {(*found)[i].start, (*found)[i].end, (*found)[i].tokens};
    *chunks = out;
    *count = found->size();
    return TOKMILL_OK;
  });
}

}  // extern "C"
