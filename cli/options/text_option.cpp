#include "options/text_option.hpp"

#include <utility>

#include "input/charset_messages.hpp"
#include "input/reader.hpp"
#include "options/exclusive.hpp"
#include "output/format.hpp"
#include "output/path.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli {
namespace {

Result<ConvertedText> convert_marked(std::string bytes) {
  const CharsetOption charset;
  if (charset.converts(bytes)) return charset.convert(bytes);
  ConvertedText text;
  text.bytes = std::move(bytes);
  return text;
}

void warn_of_note(const std::string& name, const std::string& note, Io& io) {
  if (!note.empty()) io.warn(name + ": " + note);
}

}  // namespace

void TextOption::declare(Arguments& arguments, const std::string& paths_help) {
  arguments.positionals("PATH", paths, paths_help);
  arguments.text("-t,--text", text, "TEXT", "Use the literal TEXT instead of a file");
  arguments.flag("--strict", strict, "Fail if the input is not valid UTF-8 (or not in the charset of --from)");
  charset.declare(arguments);
  declare_no_decompress(arguments, no_decompress);
}

void declare_no_decompress(Arguments& arguments, bool& no_decompress) {
  arguments.flag("--no-decompress", no_decompress,
                 "Read compressed input as it is (default: data that starts with the signature of gzip, zstd, bzip2 or "
                 "xz is decompressed)");
}

Result<void> TextOption::validate(std::size_t max_paths) const {
  if (text && !paths.empty()) {
    return Error{ErrorCode::invalid_argument, "--text and a file cannot be used together"};
  }
  if (Result<void> valid = excludes({"--text", text.has_value()},
                                    {{"--from", charset.from.has_value()}, {"--no-decompress", no_decompress}});
      !valid) {
    return valid;
  }
  if (Result<void> valid = charset.validate(); !valid) return valid;
  if (paths.size() > max_paths) {
    return Error{ErrorCode::invalid_argument,
                 max_paths == 1 ? output::format("expected at most one file, got {}", paths.size())
                                : output::format("expected at most {} files, got {}", max_paths, paths.size())};
  }
  return {};
}

std::vector<std::string> input_paths(const TextOption& options) {
  if (options.text) return {"--text"};
  if (options.paths.empty()) return {"-"};
  return options.paths;
}

std::string_view input_without_path(const TextOption& options) {
  if (options.text) return "--text";
  return options.paths.empty() || (options.paths.size() == 1 && options.paths.front() == "-") ? "standard input" : "";
}

std::string replace_ill_formed_from(std::string_view text, std::size_t ill_formed) {
  return std::string(text.substr(0, ill_formed)) + replace_ill_formed(text.substr(ill_formed));
}

void NamedText::make_well_formed() {
  if (ill_formed) bytes = replace_ill_formed_from(bytes, *std::exchange(ill_formed, std::nullopt));
}

void warn_of_ill_formed(const std::string& name, std::size_t offset, Io& io) {
  io.warn(ill_formed_message(name, "UTF-8", offset, false));
}

Result<ConvertedText> read_converted(const std::string& path) {
  Result<std::string> bytes = read_input(path);
  if (!bytes) return std::move(bytes).error();
  return convert_marked(std::move(*bytes));
}

Result<std::string> read_marked(const std::string& path, const std::string& name, input::Decompress decompress,
                                Io& io) {
  Result<WholeText> whole = read_whole_text(path, decompress);
  if (!whole) return std::move(whole).error();
  warn_of_note(name, whole->note, io);
  Result<ConvertedText> text = convert_marked(std::move(whole->bytes));
  if (!text) return std::move(text).error();
  if (text->by_mark) io.warn(mark_message(name, text->charset));
  if (text->ill_formed) io.warn(ill_formed_message(name, text->charset, *text->ill_formed, false));
  return std::move(text->bytes);
}

std::optional<NamedText> to_text(const TextOption& options, std::string name, std::string bytes, Io& io) {
  NamedText input{std::move(name), std::move(bytes), std::nullopt};
  std::string charset = "UTF-8";
  std::optional<std::size_t> ill_formed;
  if (!options.text && options.charset.converts(input.bytes)) {
    Result<ConvertedText> converted = options.charset.convert(input.bytes);
    if (!converted) {
      io.fail(input.name + ": " + converted.error().message);
      return std::nullopt;
    }
    input.bytes = std::move(converted->bytes);
    charset = converted->charset;
    ill_formed = converted->ill_formed;
    if (converted->confidence) io.warn(guess_message(input.name, charset, *converted->confidence));
    if (converted->by_mark) io.warn(mark_message(input.name, charset));
  } else {
    ill_formed = find_ill_formed(input.bytes);
    input.ill_formed = ill_formed;
  }
  if (ill_formed) {
    const std::string message = ill_formed_message(input.name, charset, *ill_formed, options.strict);
    if (options.strict) {
      io.fail(message);
      return std::nullopt;
    }
    io.warn(message);
  }
  return input;
}

std::optional<NamedText> read_text(const TextOption& options, const std::string& path, Io& io) {
  std::string name = display_name(path);
  if (options.text) return to_text(options, std::move(name), *options.text, io);
  Result<WholeText> whole = read_whole_text(path, options.decompress());
  if (!whole) {
    io.fail(name + ": " + whole.error().message);
    return std::nullopt;
  }
  warn_of_note(name, whole->note, io);
  return to_text(options, std::move(name), std::move(whole->bytes), io);
}

}  // namespace tokmill::cli
