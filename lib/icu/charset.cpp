#include "tokmill/icu/charset.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "icu/byte_order_mark.hpp"
#include "icu/status.hpp"
#include "icu/utf16.hpp"
#include "tokmill/nearest_name.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {
namespace {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

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
  const char* begin;      // of the part of the source that is being converted
  std::uint64_t offset;   // of that part in the source
  std::optional<std::uint64_t> first;
};

void record_and_replace(const void* context, UConverterToUnicodeArgs* args, const char* units,
                      std::int32_t length, UConverterCallbackReason reason, UErrorCode* status) {
  auto& parts = *static_cast<IllFormedParts*>(const_cast<void*>(context));
  const bool is_part = reason == UCNV_UNASSIGNED || reason == UCNV_ILLEGAL || reason == UCNV_IRREGULAR;
  // The ill-formed part may start before this part of the source. For a character of BOCU-1 that is cut off at the end,
  // ICU gives a length of zero.
  if (is_part && !parts.first) {
    parts.first = parts.offset + static_cast<std::uint64_t>(args->source - parts.begin) -
                  static_cast<std::uint64_t>(std::max(length, 1));
  }
  if (is_part) UCNV_TO_U_CALLBACK_SUBSTITUTE(nullptr, args, units, length, reason, status);
}

// The charset to use for `bytes`: UTF-16 and UTF-32 are little-endian if the text has no byte order mark.
std::string with_byte_order(std::string_view charset, std::string_view bytes) {
  const bool is_general = charset == "UTF-16" || charset == "UTF-32";
  return std::string(charset) + (is_general && !starts_with_mark_of(charset, bytes) ? "LE" : "");
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

class StreamConverter::State {
 public:
  // Without a converter, the charset is UTF-8.
  State(Converter converter, std::string_view charset)
      : converter_(std::move(converter)),
        unit_(charset.starts_with("UTF-16") ? Unit::two_bytes : charset.starts_with("UTF-32") ? Unit::four_bytes
                                                                                              : Unit::byte) {
    if (converter_ == nullptr) return;
    units_.resize(std::size_t{1} << 15);
    UErrorCode status = U_ZERO_ERROR;
    ucnv_setToUCallBack(converter_.get(), record_and_replace, &parts_, nullptr, nullptr, &status);
    check(status);
  }

  void append(std::string_view part, bool is_last, std::string& text) {
    constexpr std::size_t max_part = std::size_t{1} << 20;
    do {
      const std::string_view some = part.substr(0, max_part);
      part.remove_prefix(some.size());
      held_ += some;
      const bool is_all = is_last && part.empty();
      const std::size_t size = is_all ? held_.size() : last_cut(some.size());
      if (size == 0 && !is_all) continue;
      if (converter_ == nullptr) {
        replace(std::string_view(held_).substr(0, size), text);
      } else {
        convert(std::string_view(held_).substr(0, size), is_all, text);
      }
      parts_.offset += size;
      held_.erase(0, size);
    } while (!part.empty());
  }

  [[nodiscard]] std::optional<std::uint64_t> first_ill_formed() const noexcept { return parts_.first; }

 private:
  enum class Unit { byte, two_bytes, four_bytes };

  // The size of the part of held_ to convert now. At a cut inside a character ICU would report wrong offsets of
  // ill-formed parts. So cut only between characters: in a charset of bytes after white space, which is part of no
  // longer character in any of them; anywhere if there is none in 64 KiB. There is no cut before the last `added` bytes.
  std::size_t last_cut(std::size_t added) const {
    constexpr std::size_t longest_mark = 4;
    constexpr std::size_t most = std::size_t{1} << 16;
    if (held_.size() < longest_mark) return 0;
    const std::size_t first = held_.size() - std::min(held_.size(), added + longest_mark);
    for (std::size_t at = held_.size(); at > first; --at) {
      if (is_cut(at)) return at;
    }
    return held_.size() < most ? 0 : held_.size();
  }

  bool is_cut(std::size_t at) const {
    const auto byte_before = [&](std::size_t i) { return static_cast<unsigned char>(held_[at - i]); };
    const auto is_surrogate = [](unsigned char byte) { return byte >= 0xD8 && byte <= 0xDF; };
    switch (unit_) {
      case Unit::two_bytes: return at % 2 == 0 && !is_surrogate(byte_before(1)) && !is_surrogate(byte_before(2));
      case Unit::four_bytes: return at % 4 == 0;
      case Unit::byte: break;
    }
    if (converter_ == nullptr) return at < held_.size() ? !U8_IS_TRAIL(held_[at]) : U8_IS_SINGLE(byte_before(1));
    return byte_before(1) == '\n' || byte_before(1) == ' ';
  }

  void convert(std::string_view part, bool is_last, std::string& text) {
    const char* source = part.data();
    const char* const end = source + part.size();
    parts_.begin = source;
    UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
    while (status == U_BUFFER_OVERFLOW_ERROR) {
      status = U_ZERO_ERROR;
      UChar* target = units_.data() + kept_;
      ucnv_toUnicode(converter_.get(), &target, units_.data() + units_.size(), &source, end, nullptr, is_last, &status);
      if (status != U_BUFFER_OVERFLOW_ERROR) check(status);
      const auto length = static_cast<std::size_t>(target - units_.data());
      const bool is_end = is_last && status != U_BUFFER_OVERFLOW_ERROR;
      kept_ = !is_end && length > 0 && U16_IS_LEAD(units_[length - 1]) ? 1 : 0;
      append_utf8(units_.data(), static_cast<std::int32_t>(length - kept_), text);
      if (kept_ > 0) units_[0] = units_[length - 1];
    }
  }

  void replace(std::string_view part, std::string& text) {
    if (const auto at = find_ill_formed(part); at && !parts_.first) parts_.first = parts_.offset + *at;
    text += replace_ill_formed(part);
  }

  Converter converter_;
  Unit unit_;
  IllFormedParts parts_{nullptr, 0, std::nullopt};
  std::vector<UChar> units_;
  std::size_t kept_ = 0;  // 1 if units_[0] is a high surrogate whose low surrogate is still to come
  std::string held_;      // the bytes after the last cut
};

StreamConverter::StreamConverter(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
StreamConverter::StreamConverter(StreamConverter&&) noexcept = default;
StreamConverter& StreamConverter::operator=(StreamConverter&&) noexcept = default;
StreamConverter::~StreamConverter() = default;

Result<StreamConverter> StreamConverter::open(std::string_view charset, std::string_view start) {
  Converter converter(nullptr, ucnv_close);
  if (charset != "UTF-8") {
    converter = open_converter(with_byte_order(charset, start));
    if (converter == nullptr) return unknown_charset(charset);
  }
  return StreamConverter(std::make_unique<State>(std::move(converter), charset));
}

void StreamConverter::append(std::string_view part, std::string& text) { state_->append(part, false, text); }

void StreamConverter::finish(std::string& text) { state_->append("", true, text); }

std::optional<std::uint64_t> StreamConverter::first_ill_formed() const noexcept { return state_->first_ill_formed(); }

Result<Converted> convert(std::string_view bytes, std::string_view charset) {
  if (charset == "UTF-8") return Converted{replace_ill_formed(bytes), find_ill_formed(bytes)};
  Result<StreamConverter> converter = StreamConverter::open(charset, bytes);
  if (!converter) return std::move(converter).error();
  Converted converted;
  converter->append(bytes, converted.text);
  converter->finish(converted.text);
  converted.first_ill_formed = converter->first_ill_formed();
  return converted;
}

std::optional<Guess> guess_charset(std::string_view bytes) {
  if (const std::string_view charset = charset_of_mark(bytes); !charset.empty()) {
    return Guess{std::string(charset), 100};
  }
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
