// The functions of the WebAssembly module, which cli/commands/page/live/core.js calls.
//
// Memory: the caller gets memory for arguments from `allocate` and frees it with `release`. A function that succeeds
// leaves its result in a buffer of the module, at result_data() and of result_size() bytes, until the next call. After a
// failure, that buffer holds the message, in UTF-8. Numbers in results are little-endian, of 32 bits.
//
// Encodings are known by handles, from 1; 0 is a failure. Texts are UTF-8 and have less than 4 GiB.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tokmill/formats/json_writer.hpp"
#include "tokmill/merge_steps.hpp"
#include "tokmill/vocabularies/packed_encoding.hpp"
#include "tokmill/vocabularies/read.hpp"

using namespace tokmill;

namespace {

std::string& result() {
  static std::string buffer;
  return buffer;
}

std::vector<std::unique_ptr<const Encoding>>& encodings() {
  static std::vector<std::unique_ptr<const Encoding>> all;
  return all;
}

std::uint32_t succeed(std::string bytes) {
  result() = std::move(bytes);
  return 1;
}

std::uint32_t fail(std::string message) {
  result() = std::move(message);
  return 0;
}

std::uint32_t keep(Result<Encoding> encoding) {
  if (!encoding) return fail(encoding.error().message);
  std::vector<std::unique_ptr<const Encoding>>& all = encodings();
  all.push_back(std::make_unique<const Encoding>(*std::move(encoding)));
  return static_cast<std::uint32_t>(all.size());
}

// Precondition: the handle is valid.
const Encoding& encoding_of(std::uint32_t handle) { return *encodings()[handle - 1]; }

void append(std::string& bytes, std::size_t number) {
  for (unsigned shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<char>(number >> shift & 0xFFU));
}

}  // namespace

#define TOKMILL_WASM(name) extern "C" [[clang::export_name(#name)]]

/// Memory for arguments; null if there is none.
TOKMILL_WASM(allocate) void* allocate(std::size_t size) { return std::malloc(size); }
TOKMILL_WASM(release) void release(void* memory) { std::free(memory); }

TOKMILL_WASM(result_data) const char* result_data() { return result().data(); }
TOKMILL_WASM(result_size) std::size_t result_size() { return result().size(); }

/// Opens an encoding that pack_encoding() has written. Returns its handle.
TOKMILL_WASM(open_packed) std::uint32_t open_packed(const char* packed, std::size_t size) {
  return keep(vocabularies::unpack_encoding({packed, size}));
}

/// Opens a vocabulary file, such as a tokenizer.json. `pattern`: of a rank file; empty for other formats. Returns the
/// handle of the encoding.
TOKMILL_WASM(open_file)
std::uint32_t open_file(const char* file, std::size_t size, const char* name, std::size_t name_size,
                        const char* pattern, std::size_t pattern_size) {
  return keep(vocabularies::read_encoding(
      {file, size}, {std::string(name, name_size), std::string(pattern, pattern_size)}));
}

/// Frees an encoding. Its handle is not used again.
TOKMILL_WASM(close_encoding) void close_encoding(std::uint32_t handle) { encodings()[handle - 1] = nullptr; }

/// What an encoding is, as JSON: {"name","vocabularySize","specialTokens":[{"text","id"}…]}.
TOKMILL_WASM(describe) std::uint32_t describe(std::uint32_t handle) {
  const Encoding& encoding = encoding_of(handle);
  formats::JsonWriter json;
  json.begin_object().member("name", encoding.name()).member("vocabularySize", encoding.vocabulary_size());
  json.key("specialTokens").begin_array();
  for (const SpecialToken& token : encoding.special_tokens()) {
    json.begin_object().member("text", token.name).member("id", token.id).end_object();
  }
  json.end_array().end_object();
  return succeed(std::move(json).text());
}

/// The text that is tokenized: what offsets refer to (Encoding::tokenized_text).
TOKMILL_WASM(tokenized_text)
std::uint32_t tokenized_text(std::uint32_t handle, const char* text, std::size_t size, std::uint32_t allow_special) {
  const SpecialPolicy policy = allow_special != 0 ? SpecialPolicy::allow_all() : SpecialPolicy::ordinary();
  return succeed(encoding_of(handle).tokenized_text({text, size}, policy));
}

/// The tokens of a text: their number, the ids, and the ends as byte offsets in the tokenized text.
TOKMILL_WASM(encode)
std::uint32_t encode(std::uint32_t handle, const char* text, std::size_t size, std::uint32_t allow_special) {
  const SpecialPolicy policy = allow_special != 0 ? SpecialPolicy::allow_all() : SpecialPolicy::ordinary();
  std::vector<std::uint64_t> ends;
  const Result<std::vector<TokenId>> ids =
      encoding_of(handle).encode({text, size}, policy, IllFormed::replacement, &ends);
  if (!ids) return fail(ids.error().message);
  std::string bytes;
  bytes.reserve(4 + 8 * ids->size());
  append(bytes, ids->size());
  for (const TokenId id : *ids) append(bytes, id);
  for (const std::uint64_t end : ends) append(bytes, static_cast<std::size_t>(end));
  return succeed(std::move(bytes));
}

/// The pieces of a text: the start and the end of each one, as byte offsets in the tokenized text.
TOKMILL_WASM(pieces) std::uint32_t pieces(std::uint32_t handle, const char* text, std::size_t size) {
  std::string bytes;
  for (const Span& span : encoding_of(handle).pieces({text, size})) {
    append(bytes, span.start);
    append(bytes, span.end);
  }
  return succeed(std::move(bytes));
}

/// The bytes of a token. Fails if no token has the id.
TOKMILL_WASM(token_bytes) std::uint32_t token_bytes(std::uint32_t handle, std::uint32_t id) {
  const auto bytes = encoding_of(handle).token_bytes(id);
  return bytes ? succeed(std::string(*bytes)) : fail("no token has the id " + std::to_string(id));
}

/// The bytes of `count` ids. Fails if no token has one of them.
TOKMILL_WASM(decode) std::uint32_t decode(std::uint32_t handle, const TokenId* ids, std::size_t count) {
  Result<std::string> bytes = encoding_of(handle).decode(std::span(ids, count));
  return bytes ? succeed(*std::move(bytes)) : fail(bytes.error().message);
}

/// The merges of a piece (merge_steps.hpp), as JSON:
/// {"whole","steps":[{"position","id","rank","others":[{"position","id","rank"}…]}…]}.
TOKMILL_WASM(merges) std::uint32_t merges(std::uint32_t handle, const char* piece, std::size_t size) {
  const Result<MergeSteps> found = merge_steps(encoding_of(handle), {piece, size});
  if (!found) return fail(found.error().message);
  formats::JsonWriter json;
  const auto write = [&json](const MergeCandidate& candidate) {
    json.member("position", candidate.position).member("id", candidate.id).member("rank", candidate.rank);
  };
  json.begin_object().member("whole", found->is_whole).key("steps").begin_array();
  for (const MergeStep& step : found->steps) {
    json.begin_object();
    write(step.chosen);
    json.key("others").begin_array();
    for (const MergeCandidate& other : step.others) {
      json.begin_object();
      write(other);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return succeed(std::move(json).text());
}
