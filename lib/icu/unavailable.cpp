// All of this library but byte_order_mark.cpp, for a build without ICU.

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/icu/available.hpp"
#include "tokmill/icu/bidi.hpp"
#include "tokmill/icu/boundaries.hpp"
#include "tokmill/icu/charset.hpp"
#include "tokmill/icu/digits.hpp"
#include "tokmill/icu/display.hpp"
#include "tokmill/icu/graphemes.hpp"
#include "tokmill/icu/languages.hpp"
#include "tokmill/icu/memory.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {
namespace {

constexpr const char* no_icu = "this build has no ICU";

[[noreturn]] void fail() {
#ifdef __cpp_exceptions
  throw std::runtime_error(no_icu);
#else
  __builtin_trap();
#endif
}

Error no_converter(std::string_view charset) {
  return {ErrorCode::unknown_charset, "cannot convert from '" + std::string(charset) + "': " + no_icu};
}

}  // namespace

bool available() noexcept { return false; }

LineDirection line_direction(std::string_view) { fail(); }
std::vector<std::size_t> visual_order(const std::vector<std::uint8_t>&) { fail(); }

BoundaryFinder sentence_finder() { fail(); }
BoundaryFinder word_finder() { fail(); }
BoundaryFinder grapheme_finder() { fail(); }

Result<std::string> find_charset(std::string_view name) { return no_converter(name); }
Result<Converted> convert(std::string_view, std::string_view charset) { return no_converter(charset); }
std::optional<Guess> guess_charset(std::string_view) { fail(); }

class StreamConverter::State {};

// open() makes none, so that the other functions are never called.
Result<StreamConverter> StreamConverter::open(std::string_view charset, std::string_view) {
  return no_converter(charset);
}
StreamConverter::StreamConverter(StreamConverter&&) noexcept = default;
StreamConverter& StreamConverter::operator=(StreamConverter&&) noexcept = default;
StreamConverter::~StreamConverter() = default;
void StreamConverter::append(std::string_view, std::string&) { fail(); }
void StreamConverter::finish(std::string&) { fail(); }
std::optional<std::uint64_t> StreamConverter::first_ill_formed() const noexcept { return std::nullopt; }

std::vector<DigitSet> digit_sets() { fail(); }

bool is_visible(char32_t) { fail(); }
bool joins_neighbors(char32_t) { fail(); }
bool join(std::string_view, std::string_view) { fail(); }
std::size_t display_width(std::string_view) { fail(); }

std::vector<std::size_t> grapheme_ends(std::string_view) { fail(); }
std::size_t count_graphemes(std::string_view) { fail(); }

std::string language_name(std::string_view) { fail(); }
std::string script_name(std::string_view, std::string_view) { fail(); }
std::size_t count_words(std::string_view) { fail(); }

bool set_out_of_memory_handler(void (*)() noexcept) noexcept { return false; }

}  // namespace tokmill::icu
