#include "commands/languages/corpus.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <string_view>
#include <utility>

#include "app/usage_error.hpp"
#include "input/reader.hpp"
#include "options/text_option.hpp"
#include "tokmill/nearest_name.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::languages {
namespace {

using analysis::LanguageTexts;

// Pipes and devices may never end. What cannot be found, such as the target of a link, is an error when it is read.
bool may_be_text(const std::filesystem::directory_entry& entry) {
  std::error_code ignored;
  const std::filesystem::file_status status = entry.status(ignored);
  return std::filesystem::is_regular_file(status) || !std::filesystem::exists(status);
}

std::vector<std::filesystem::path> text_files(const std::filesystem::path& folder, Io& io) {
  std::error_code problem;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem)) {
    const bool is_hidden = at->path().filename().string().starts_with('.');
    if (at->path().extension() == ".txt" && !is_hidden && may_be_text(*at)) files.push_back(at->path());
  }
  if (problem) io.fail(folder.string() + ": " + problem.message());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<LanguageTexts> read_folder(const std::filesystem::path& folder, input::Decompress decompress, Io& io) {
  std::vector<LanguageTexts> corpus;
  for (const std::filesystem::path& file : text_files(folder, io)) {
    Result<std::string> text = read_marked(file.string(), file.string(), decompress, io);
    if (!text) {
      io.fail(file.string() + ": " + text.error().message);
      continue;
    }
    if (const auto offset = find_ill_formed(*text)) {
      warn_of_ill_formed(file.string(), *offset, io);
      *text = replace_ill_formed_from(*text, *offset);
    }
    corpus.push_back({file.stem().string(), {std::move(*text)}});
  }
  return corpus;
}

bool is_empty(const LanguageTexts& texts) { return std::ranges::all_of(texts.texts, &std::string::empty); }

}  // namespace

bool check_base(const std::vector<LanguageTexts>& corpus, const std::string& base, const std::string& name, Io& io) {
  const auto found = std::ranges::find(corpus, base, &LanguageTexts::language);
  if (found == corpus.end() || !is_empty(*found)) return true;
  io.fail(name + ": the text of the base language " + base + " is empty; choose another one with --base");
  return false;
}

std::vector<LanguageTexts> read_corpus(const std::string& path, input::Decompress decompress, Io& io) {
  std::error_code ignored;
  if (path != "-" && std::filesystem::is_directory(path, ignored)) return read_folder(path, decompress, io);
  const std::string name = display_name(path);
  const Result<std::string> lines = read_marked(path, name, decompress, io);
  if (!lines) {
    io.fail(name + ": " + lines.error().message);
    return {};
  }
  if (const auto offset = find_ill_formed(*lines)) warn_of_ill_formed(name, *offset, io);
  return analysis::parse_corpus(*lines, [&](const std::string& problem) { io.fail(name + ": " + problem); });
}

Result<std::vector<analysis::LanguageTexts>> select(const std::vector<analysis::LanguageTexts>& corpus,
                                                    const std::vector<std::string>& tags) {
  std::vector<analysis::LanguageTexts> selected;
  for (const std::string& tag : tags) {
    const auto found = std::ranges::find(corpus, tag, &analysis::LanguageTexts::language);
    if (found == corpus.end()) {
      std::vector<std::string_view> known;
      for (const analysis::LanguageTexts& texts : corpus) known.push_back(texts.language);
      return usage_error(unknown_name("language", tag, known));
    }
    selected.push_back(*found);
  }
  return selected;
}

}  // namespace tokmill::cli::languages
