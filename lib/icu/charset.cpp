#include "tokmill/icu/charset.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <vector>

#include "icu/status.hpp"
#include "icu/utf16.hpp"
#include "tokmill/nearest_name.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {
namespace {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

// Byte order marks. UTF-32 comes before UTF-16 because its little-endian mark starts with that of UTF-16.
struct Mark {
  std::string_view bytes;
  const char* charset;
};
constexpr std::array marks = {Mark{std::string_view("\xFF\xFE\x00\x00", 4), "UTF-32"},
                              Mark{std::string_view("\x00\x00\xFE\xFF", 4), "UTF-32"},
                              Mark{utf8_byte_order_mark, "UTF-8"}, Mark{"\xFF\xFE", "UTF-16"},
                              Mark{"\xFE\xFF", "UTF-16"}};

const Mark* mark_of(std::string_view bytes) {
  const auto found =
      std::ranges::find_if(marks, [&](const Mark& mark) { return bytes.starts_with(mark.bytes); });
  return found == marks.end() ? nullptr : &*found;
}

// Whether `name` is safe to pass to ICU, which accepts options after a comma and looks for files.
bool can_be_name(std::string_view name) {
  return !name.empty() && name.size() < UCNV_MAX_CONVERTER_NAME_LENGTH &&
         std::ranges::all_of(name, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                  std::string_view("-_.:+() ").find(c) != std::string_view::npos;
         });
}

// Null if ICU does not know the name.
Converter open_converter(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* const opened = can_be_name(name) ? ucnv_open(name.c_str(), &status) : nullptr;
  if (status == U_MEMORY_ALLOCATION_ERROR) check(status);
  return {U_SUCCESS(status) ? opened : nullptr, ucnv_close};
}

Error unknown_charset(std::string_view name) {
  std::set<std::string_view> known;
  for (std::int32_t i = 0; i < ucnv_countAvailable(); ++i) {
    const char* const converter = ucnv_getAvailableName(i);
    UErrorCode status = U_ZERO_ERROR;
    for (std::uint16_t j = 0; j < ucnv_countAliases(converter, &status); ++j)
      known.insert(ucnv_getAlias(converter, j, &status));
  }
  const std::vector<std::string_view> names(known.begin(), known.end());
  return {ErrorCode::unknown_charset, unknown_name("charset", name, names)};
}

// What the callback of a conversion records.
struct IllFormedParts {
  const char* begin;  // start of the source
  std::optional<std::size_t> first;
};

void record_and_replace(const void* context, UConverterToUnicodeArgs* args, const char* units,
                      std::int32_t length, UConverterCallbackReason reason, UErrorCode* status) {
  auto& parts = *static_cast<IllFormedParts*>(const_cast<void*>(context));
  const bool is_part = reason == UCNV_UNASSIGNED || reason == UCNV_ILLEGAL || reason == UCNV_IRREGULAR;
  if (is_part && !parts.first) parts.first = static_cast<std::size_t>(args->source - parts.begin - length);
  if (is_part) UCNV_TO_U_CALLBACK_SUBSTITUTE(nullptr, args, units, length, reason, status);
}

Converted convert_with(UConverter* converter, std::string_view bytes) {
  Converted converted;
  IllFormedParts parts{bytes.data(), std::nullopt};
  UErrorCode status = U_ZERO_ERROR;
  ucnv_setToUCallBack(converter, record_and_replace, &parts, nullptr, nullptr, &status);
  check(status);
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
  constexpr std::ptrdiff_t max_part = std::ptrdiff_t{1} << 30;  // ICU rejects 2 GiB and more
  std::vector<UChar> units(std::size_t{1} << 15);
  std::size_t kept = 0;  // 1 if units[0] is a high surrogate whose low surrogate is still to come
  for (bool is_last = false; !is_last;) {
    status = U_ZERO_ERROR;
    UChar* target = units.data() + kept;
    const char* const part_end = source + std::min(source_end - source, max_part);
    ucnv_toUnicode(converter, &target, units.data() + units.size(), &source, part_end, nullptr,
                   part_end == source_end, &status);
    if (status != U_BUFFER_OVERFLOW_ERROR) check(status);
    is_last = part_end == source_end && status != U_BUFFER_OVERFLOW_ERROR;
    const auto length = static_cast<std::size_t>(target - units.data());
    kept = !is_last && length > 0 && U16_IS_LEAD(units[length - 1]) ? 1 : 0;
    append_utf8(units.data(), static_cast<std::int32_t>(length - kept), converted.text);
    if (kept > 0) units[0] = units[length - 1];
  }
  converted.first_ill_formed = parts.first;
  return converted;
}

// The charset to use for `bytes`: UTF-16 and UTF-32 are little-endian if the text has no byte order mark.
std::string with_byte_order(std::string_view charset, std::string_view bytes) {
  const bool is_general = charset == "UTF-16" || charset == "UTF-32";
  const bool has_mark = std::ranges::any_of(
      marks, [&](const Mark& mark) { return mark.charset == charset && bytes.starts_with(mark.bytes); });
  return std::string(charset) + (is_general && !has_mark ? "LE" : "");
}

// The part of the text to detect the charset from, because ICU looks at no more than 8,000 bytes. Starts at the line
// with the first non-ASCII byte.
std::string_view sample(std::string_view bytes) {
  const auto first =
      std::ranges::find_if(bytes, [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; });
  const auto offset = static_cast<std::size_t>(first - bytes.begin());
  constexpr std::size_t sample_size = 8000;
  if (offset == bytes.size() || offset < sample_size / 2) return bytes.substr(0, sample_size);
  const std::size_t newline = bytes.rfind('\n', offset);
  const bool is_near = newline != std::string_view::npos && offset - newline < sample_size / 2;
  return bytes.substr(is_near ? newline + 1 : offset, sample_size);
}

}  // namespace

Result<std::string> find_charset(std::string_view name) {
  const Converter converter = open_converter(std::string(name));
  if (converter == nullptr) return unknown_charset(name);
  UErrorCode status = U_ZERO_ERROR;
  const char* const internal = ucnv_getName(converter.get(), &status);
  check(status);
  for (const char* const standard : {"MIME", "IANA"}) {
    status = U_ZERO_ERROR;
    const char* const known = ucnv_getStandardName(std::string(name).c_str(), standard, &status);
    if (U_SUCCESS(status) && known != nullptr) return std::string(known);
  }
  return std::string(internal);
}

std::string_view charset_of_mark(std::string_view bytes) noexcept {
  const Mark* const mark = mark_of(bytes);
  return mark == nullptr ? std::string_view() : mark->charset;
}

Result<Converted> convert(std::string_view bytes, std::string_view charset) {
  if (charset == "UTF-8") return Converted{replace_ill_formed(bytes), find_ill_formed(bytes)};
  const Converter converter = open_converter(with_byte_order(charset, bytes));
  if (converter == nullptr) return unknown_charset(charset);
  return convert_with(converter.get(), bytes);
}

std::optional<Guess> guess_charset(std::string_view bytes) {
  if (const Mark* const mark = mark_of(bytes)) return Guess{mark->charset, 100};
  // ISO 2022 with escape sequences and UTF-16 without a mark may be valid UTF-8 by accident.
  const bool could_be_other =
      bytes.find('\0') != std::string_view::npos || bytes.find("\x1b$") != std::string_view::npos;
  const bool is_utf8 = !find_ill_formed(bytes);
  if (is_utf8 && !could_be_other) return Guess{"UTF-8", 100};

  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                            ucsdet_close);
  const std::string_view part = sample(bytes);
  ucsdet_setText(detector.get(), part.data(), static_cast<std::int32_t>(part.size()), &status);
  std::int32_t count = 0;
  const UCharsetMatch** const matches = ucsdet_detectAll(detector.get(), &count, &status);
  if (status == U_INVALID_CHAR_FOUND) status = U_ZERO_ERROR;  // it finds no charset
  check(status);
  for (std::int32_t i = 0; i < count; ++i) {
    Guess guess{ucsdet_getName(matches[i], &status), ucsdet_getConfidence(matches[i], &status)};
    // Almost any even number of bytes is valid UTF-16, so ICU often suggests it.
    const bool is_wide = guess.charset.starts_with("UTF-16") || guess.charset.starts_with("UTF-32");
    if (is_wide && guess.confidence < 50) continue;
    if (is_utf8 && !is_wide && !guess.charset.starts_with("ISO-2022")) continue;
    if (guess.charset == "UTF-8" && !is_utf8) continue;
    if (open_converter(guess.charset) != nullptr) return guess;  // ICU detects some charsets that it cannot convert
  }
  return is_utf8 ? std::optional(Guess{"UTF-8", 100}) : std::nullopt;
}

}  // namespace tokmill::icu
