#include "commands/encodings/features.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "input/mapped_file.hpp"
#include "options/encoding_file.hpp"
#include "output/path.hpp"
#include "tokmill/analysis/known_vocabularies.hpp"
#include "tokmill/pricing/pricing.hpp"
#include "tokmill/registry.hpp"
#include "tokmill/sha256.hpp"

namespace tokmill::cli::encodings {
namespace {

// The models of the price table for which `is_wanted` holds.
template <class Predicate>
std::vector<std::string> models_with(const Predicate& is_wanted) {
  std::vector<std::string> ids;
  const pricing::PriceBook book;
  for (const pricing::PricedModel& model : book.models()) {
    if (is_wanted(model)) ids.emplace_back(model.id);
  }
  return ids;
}

void add_known_vocabulary(Details& details, const std::string& given_pattern) {
  if (details.features.files.size() > 1) return;
  const analysis::KnownVocabulary* const known =
      analysis::vocabulary_of_file(details.features.digest, given_pattern);
  if (known == nullptr) return;
  details.vocabulary = known->name;
  details.models = models_with(
      [known](const pricing::PricedModel& model) { return analysis::vocabulary_of_model(model.id) == known; });
}

// Of a file that is not installed.
Result<std::vector<InstalledFile>> read_files(const VocabularyFiles& files) {
  std::vector<InstalledFile> read;
  for (const std::string& path : files.paths()) {
    const Result<MappedFile> file = MappedFile::open(path);
    if (!file) return Error{file.error().code, output::printable_path(path) + ": " + file.error().message};
    read.push_back({std::filesystem::path(path).filename().string(), file->bytes().size(), sha256(file->bytes())});
  }
  return read;
}

Result<Details> details_of_path(const EncodingSource& source, const Encoding& encoding) {
  const Result<VocabularyFiles> files = find_vocabulary_files(source.name);
  if (!files) return files.error();
  const Result<vocabularies::FileSummary> summary = summarize(*files);
  if (!summary) return summary.error();
  Result<std::vector<InstalledFile>> read = read_files(*files);
  if (!read) return read.error();
  Details details{{}, encoding, *summary, "", {}};
  Features& features = details.features;
  features.name = source.name;
  features.origin = "path";
  features.format = summary->format;
  features.pattern = source.pattern.value_or(summary->pattern);
  features.vocabulary_size = encoding.vocabulary_size();
  features.special_tokens = encoding.special_tokens().size();
  features.files = *std::move(read);
  features.digest = features.files.front().sha256;
  features.folder = std::filesystem::path(files->vocabulary).parent_path().string();
  add_known_vocabulary(details, source.pattern.value_or(""));
  return details;
}

}  // namespace

Features features_of_built_in(const Encoding& encoding) {
  Features features;
  features.name = encoding.name();
  features.origin = "built-in";
  features.format = "ranks";
  features.vocabulary_size = encoding.vocabulary_size();
  features.special_tokens = encoding.special_tokens().size();
  if (const std::optional<analysis::BuiltInSource> source = analysis::built_in_source(encoding.name())) {
    features.pattern = source->pattern;
    features.digest = source->sha256;
  }
  return features;
}

Features features_of_installed(const InstalledEncoding& installed) {
  Features features;
  features.name = installed.name;
  features.origin = "installed";
  features.format = installed.format;
  features.pattern = installed.pattern;
  features.vocabulary_size = installed.vocabulary_size;
  features.special_tokens = installed.special_tokens;
  features.digest = installed.digest();
  features.folder = installed.folder;
  features.files = installed.files;
  features.added = installed.added;
  return features;
}

Result<Details> find_details(const EncodingSource& source) {
  const Result<const Encoding*> encoding = encoding_of(source);
  if (!encoding) return encoding.error();
  if (find_encoding(source.name)) {
    const auto has_encoding = [&](const pricing::PricedModel& model) { return model.encoding == source.name; };
    return Details{features_of_built_in(**encoding), **encoding, std::nullopt, "", models_with(has_encoding)};
  }
  const Result<InstalledEncoding> installed = find_installed_encoding(source.name);
  if (!installed) return details_of_path(source, **encoding);
  const Result<vocabularies::FileSummary> summary = summarize(installed->vocabulary_files());
  if (!summary) return summary.error();
  Details details{features_of_installed(*installed), **encoding, *summary, "", {}};
  add_known_vocabulary(details, installed->given_pattern);
  return details;
}

std::string short_digest(const std::string& digest) {
  constexpr std::size_t digits = 12;
  return digest.substr(0, digits);
}

std::string pattern_text(const Features& features) { return features.pattern.empty() ? "pattern" : features.pattern; }

}  // namespace tokmill::cli::encodings
