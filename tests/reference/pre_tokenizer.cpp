#include "reference/pre_tokenizer.hpp"

#include <unicode/regex.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace tokmill::reference {
namespace {

// Copied from tiktoken_ext/openai_public.py of tiktoken 0.14.0, with one change: `$` is written as `\z`, because ICU's
// `$` also matches before a line terminator at the end of the text and tiktoken's does not.
constexpr const char* gpt2_pattern =
    R"('(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++\z|\s+(?!\S)|\s)";

constexpr const char* cl100k_pattern =
    R"('(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++\z)"
    R"(|\s*[\r\n]|\s+(?!\S)|\s)";

constexpr const char* o200k_pattern =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?)"
    R"(|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?)"
    R"(|\p{N}{1,3})"
    R"(| ?[^\s\p{L}\p{N}]+[\r\n/]*)"
    R"(|\s*[\r\n]+)"
    R"(|\s+(?!\S))"
    R"(|\s+)";

const char* text_of(Pattern pattern) {
  switch (pattern) {
    case Pattern::gpt2: return gpt2_pattern;
    case Pattern::cl100k: return cl100k_pattern;
    case Pattern::o200k: return o200k_pattern;
  }
  throw std::logic_error("unknown pattern");
}

void check(UErrorCode status) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
}

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

// The size in UTF-8 of the UTF-16 range [start, end).
std::size_t utf8_size(const icu::UnicodeString& text, std::int32_t start, std::int32_t end) {
  std::size_t size = 0;
  for (std::int32_t at = start; at < end; at = text.moveIndex32(at, 1)) {
    size += static_cast<std::size_t>(U8_LENGTH(text.char32At(at)));
  }
  return size;
}

}  // namespace

struct PreTokenizer::Matcher {
  Matcher(const char* pattern, UErrorCode& status) : icu(icu::UnicodeString::fromUTF8(pattern), 0, status) {}
  icu::RegexMatcher icu;
};

PreTokenizer::PreTokenizer(Pattern pattern) {
  UErrorCode status = U_ZERO_ERROR;
  matcher_ = std::make_unique<Matcher>(text_of(pattern), status);
  check(status);
  matcher_->icu.setStackLimit(0, status);  // 0 means unlimited; long texts need it
  check(status);
}

PreTokenizer::~PreTokenizer() = default;

std::vector<std::string_view> PreTokenizer::pieces(std::string_view text) const {
  const icu::UnicodeString input = utf16(text);
  icu::RegexMatcher& matcher = matcher_->icu;
  matcher.reset(input);

  std::vector<std::string_view> found;
  std::int32_t at = 0;      // offset in UTF-16 code units
  std::size_t byte_at = 0;  // the same offset in UTF-8 bytes
  UErrorCode status = U_ZERO_ERROR;
  while (matcher.find(status)) {
    const std::int32_t start = matcher.start(status);
    const std::int32_t end = matcher.end(status);
    check(status);
    if (start != at) throw std::runtime_error("the pattern skipped a character");
    const std::size_t size = utf8_size(input, start, end);
    found.push_back(text.substr(byte_at, size));
    byte_at += size;
    at = end;
  }
  check(status);
  if (byte_at != text.size()) throw std::runtime_error("the pattern did not match up to the end of the text");
  return found;
}

bool icu_knows(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  return !U_IS_SURROGATE(code_point) && (u_charType(c) != U_UNASSIGNED || U_IS_UNICODE_NONCHAR(code_point));
}

bool icu_knows(std::string_view text) {
  const icu::UnicodeString input = utf16(text);
  for (std::int32_t at = 0; at < input.length(); at = input.moveIndex32(at, 1)) {
    if (!icu_knows(static_cast<char32_t>(input.char32At(at)))) return false;
  }
  return true;
}

}  // namespace tokmill::reference
