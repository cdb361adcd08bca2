#include "options/charset_option.hpp"

#include "tokmill/icu/charset.hpp"

namespace tokmill::cli {

void CharsetOption::declare(Arguments& arguments) {
  arguments.text("--from", from, "CHARSET",
                 "Convert the input from CHARSET (any name that ICU knows), or detect it with auto (default: UTF-8, or "
                 "UTF-16 or UTF-32 if the input has their byte order mark)");
}

Result<void> CharsetOption::validate() const {
  if (!from || *from == "auto") return {};
  if (const Result<std::string> known = icu::find_charset(*from); !known)
    return Error{known.error().code, "--from: " + known.error().message};
  return {};
}

bool CharsetOption::converts(std::string_view bytes) const {
  return from || icu::charset_of_mark(bytes).starts_with("UTF-16") || icu::charset_of_mark(bytes).starts_with("UTF-32");
}

Result<std::string> CharsetOption::charset_of(std::string_view start) const {
  if (from) return icu::find_charset(*from);
  return converts(start) ? std::string(icu::charset_of_mark(start)) : "UTF-8";
}

Result<ConvertedText> CharsetOption::convert(std::string_view bytes) const {
  ConvertedText text;
  text.by_mark = !from;
  if (needs_whole()) {
    const std::optional<icu::Guess> guess = icu::guess_charset(bytes);
    if (!guess) {
      return Error{ErrorCode::unknown_charset, "cannot detect the charset; specify it with --from"};
    }
    text.charset = guess->charset;
    if (guess->charset != "UTF-8") text.confidence = guess->confidence;
  } else {
    Result<std::string> known = charset_of(bytes);
    if (!known) return std::move(known).error();
    text.charset = std::move(*known);
  }
  Result<icu::Converted> converted = icu::convert(bytes, text.charset);
  if (!converted) return std::move(converted).error();
  text.bytes = std::move(converted->text);
  text.ill_formed = converted->first_ill_formed;
  return text;
}

}  // namespace tokmill::cli
