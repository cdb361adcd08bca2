#include "options/encoding_source.hpp"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "app/usage_error.hpp"
#include "options/encoding_file.hpp"
#include "options/installed_encodings.hpp"
#include "options/special_tokens_file.hpp"
#include "output/format.hpp"
#include "output/path.hpp"
#include "tokmill/registry.hpp"

namespace tokmill::cli {
namespace {

struct LoadedEncoding {
  EncodingSource source;
  Encoding encoding;
};

// A name has its own pattern and special tokens.
Result<void> check_has_no_details(const EncodingSource& source) {
  if (source.pattern) {
    return usage_error("--pattern is for a rank file; " + source.name + " has its own pattern");
  }
  if (source.special_tokens) {
    return usage_error("--special-tokens is for a rank file; " + source.name + " has its own special tokens");
  }
  return {};
}

bool is_installed(const std::string& name) {
  return std::ranges::binary_search(installed_encoding_names(), name);
}

Result<Encoding> load(const EncodingSource& source, bool same_path) {
  if (is_installed(source.name)) {
    if (const Result<void> valid = check_has_no_details(source); !valid) return valid.error();
    const Result<InstalledEncoding> installed = find_installed_encoding(source.name);
    if (!installed) return installed.error();
    return load_installed_encoding(*installed);
  }
  std::error_code ignored;
  if (source.name.find('/') == std::string::npos && !std::filesystem::exists(source.name, ignored)) {
    return unknown_encoding(source.name);
  }
  const Result<VocabularyFiles> files = find_vocabulary_files(source.name);
  if (!files) return files.error();
  Result<vocabularies::FileParts> parts = file_parts(
      source, same_path ? output::format("{} ({})", source.name, source.pattern.value_or("")) : source.name);
  if (!parts) return parts.error();
  return load_encoding(*files, std::move(*parts));
}

// The encodings that were read, which live as long as the program.
std::deque<LoadedEncoding>& loaded_encodings() {
  static std::deque<LoadedEncoding> loaded;
  return loaded;
}

// Files that are called so whatever they contain.
constexpr std::string_view usual_file_names[] = {"tokenizer.json",  "tekken.json",    "vocab.json",
                                                 "tokenizer.model", "tiktoken.model", "model.gguf"};

// `ORGANIZATION/NAME` of a folder `models--ORGANIZATION--NAME` in the cache of Hugging Face; empty for other folders.
std::string name_of_model(std::string_view folder) {
  constexpr std::string_view start = "models--";
  if (!folder.starts_with(start)) return "";
  std::string name(folder.substr(start.size()));
  if (const std::size_t dashes = name.find("--"); dashes != std::string::npos) name.replace(dashes, 2, "/");
  return name;
}

// The part of a path that says most.
std::string short_name(std::string_view path) {
  std::vector<std::string> parts;
  for (const std::filesystem::path& part : std::filesystem::path(path).lexically_normal()) {
    const std::string& name = part.native();
    if (name.empty() || name == "/" || name == "." || name == "..") continue;
    if (std::string model = name_of_model(name); !model.empty()) return model;
    parts.push_back(name);
  }
  if (parts.size() > 1 && std::ranges::find(usual_file_names, parts.back()) != std::end(usual_file_names)) {
    parts.pop_back();
  }
  return parts.empty() ? std::string(path) : parts.back();
}

// The short name of a source, with what tells its encoding from others of the same path.
std::string short_name(const LoadedEncoding& loaded) {
  if (is_installed(loaded.source.name)) return loaded.source.name;
  return short_name(loaded.source.name) + std::string(loaded.encoding.name().substr(loaded.source.name.size()));
}

}  // namespace

std::string encoding_label(std::string_view name) {
  const std::deque<LoadedEncoding>& loaded = loaded_encodings();
  const auto named = [name](const LoadedEncoding& known) { return known.encoding.name() == name; };
  const auto found = std::ranges::find_if(loaded, named);
  if (found == loaded.end()) return output::printable_path(name);
  std::string label = short_name(*found);
  const auto has_label = [&](const LoadedEncoding& known) { return !named(known) && short_name(known) == label; };
  if (find_encoding(label) || std::ranges::any_of(loaded, has_label)) label = name;
  return output::printable_path(label);
}

void declare_encoding_details(Arguments& arguments, const std::function<EncodingSource*()>& last) {
  const auto take = [last](std::string_view option, std::optional<std::string> EncodingSource::*detail) {
    return [=](const std::string& value) -> Result<void> {
      EncodingSource* const source = last();
      if (source == nullptr) return usage_error(output::format("{} is for a rank file, which -e names", option));
      if (source->*detail) return usage_error(output::format("{} cannot be given more than once for one -e", option));
      source->*detail = value;
      return {};
    };
  };
  arguments.each("--pattern", take("--pattern", &EncodingSource::pattern), "NAME|REGEX",
                 "How the rank file before it splits texts: gpt2, cl100k, o200k, llama3, qwen2, … or a regular expression", true);
  arguments.each("--special-tokens", take("--special-tokens", &EncodingSource::special_tokens), "FILE",
                 "The special tokens of the rank file before it: a JSON object with the id of each", true);
}

void declare_encodings(Arguments& arguments, std::vector<EncodingSource>& sources, bool many, const std::string& help) {
  arguments.each(
      "-e,--encoding",
      [&sources](const std::string& value) -> Result<void> {
        sources.push_back({value, std::nullopt, std::nullopt});
        return {};
      },
      "NAME|PATH", help, many);
  declare_encoding_details(arguments, [&sources] { return sources.empty() ? nullptr : &sources.back(); });
}

Result<vocabularies::FileParts> file_parts(const EncodingSource& source, std::string name) {
  vocabularies::FileParts parts{std::move(name), source.pattern.value_or("")};
  if (!source.special_tokens) return parts;
  auto special_tokens = read_special_tokens(*source.special_tokens);
  if (!special_tokens) return special_tokens.error();
  parts.special_tokens = *std::move(special_tokens);
  return parts;
}

Result<const Encoding*> encoding_of(const EncodingSource& source) {
  if (const Result<const Encoding*> built_in = find_encoding(source.name)) {
    if (const Result<void> valid = check_has_no_details(source); !valid) return valid.error();
    return built_in;
  }
  std::deque<LoadedEncoding>& loaded = loaded_encodings();
  bool same_path = false;
  for (const LoadedEncoding& known : loaded) {
    if (known.source == source) return &known.encoding;
    same_path = same_path || known.source.name == source.name;
  }
  Result<Encoding> encoding = load(source, same_path);
  if (!encoding) return std::move(encoding).error();
  return &loaded.emplace_back(LoadedEncoding{source, *std::move(encoding)}).encoding;
}

}  // namespace tokmill::cli
