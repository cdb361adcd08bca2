#include "options/encoding_source.hpp"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <system_error>
#include <utility>

#include "app/usage_error.hpp"
#include "options/encoding_file.hpp"
#include "options/installed_encodings.hpp"
#include "options/special_tokens_file.hpp"
#include "output/format.hpp"
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

}  // namespace

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
  static std::deque<LoadedEncoding> loaded;
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
