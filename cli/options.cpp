#include "options.hpp"

#include "tokmill/registry.hpp"
#include "tokmill/text.hpp"

namespace tokmill::cli {
namespace {

constexpr std::string_view default_encoding = "o200k_base";

}  // namespace

void TokenizerOptions::declare(Arguments& arguments) {
  arguments.text("-e,--encoding", encoding, "NAME", "The encoding (default: o200k_base)");
  arguments.text("-m,--model", model, "NAME", "The model whose encoding is used");
}

Result<const Encoding*> TokenizerOptions::find() const {
  if (encoding && model) {
    return Error{ErrorCode::invalid_argument, "--encoding and --model both choose the tokenizer: give one", 0};
  }
  if (model) return encoding_for_model(*model);
  return find_encoding(encoding ? std::string_view(*encoding) : default_encoding);
}

void TextOptions::declare(Arguments& arguments) {
  arguments.positionals("PATH", paths, "A file to read; - or none is standard input");
  arguments.text("-t,--text", text, "TEXT", "A literal text in place of a file");
  arguments.flag("--strict", strict, "Text that is not UTF-8 is an error");
}

Result<void> TextOptions::validate(std::size_t most) const {
  if (text && !paths.empty()) {
    return Error{ErrorCode::invalid_argument, "--text stands in place of a file: give one of them", 0};
  }
  if (paths.size() > most) {
    return Error{ErrorCode::invalid_argument, "one file is wanted, not " + std::to_string(paths.size()), 0};
  }
  return {};
}

std::vector<std::string> input_paths(const TextOptions& options) {
  if (options.text) return {"--text"};
  if (options.paths.empty()) return {"-"};
  return options.paths;
}

std::optional<NamedText> read_text(const TextOptions& options, const std::string& path, Io& io) {
  NamedText input{path == "-" ? "standard input" : path, {}};
  if (options.text) {
    input.bytes = *options.text;
  } else {
    Result<std::string> bytes = read_input(path);
    if (!bytes) {
      io.fail(input.name + ": " + bytes.error().message);
      return std::nullopt;
    }
    input.bytes = std::move(bytes).value();
  }
  if (const auto offset = find_ill_formed(input.bytes)) {
    const std::string message = input.name + ": not UTF-8 at byte " + std::to_string(*offset);
    if (options.strict) {
      io.fail(message);
      return std::nullopt;
    }
    io.warn(message + "; each ill-formed part counts as U+FFFD");
  }
  return input;
}

}  // namespace tokmill::cli
