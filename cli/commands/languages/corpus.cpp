#include "commands/languages/corpus.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>

#include "embedded/parallel.jsonl.hpp"
#include "input/json_lines.hpp"
#include "input/reader.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::languages {
namespace {

using Report = std::function<void(const std::string&)>;

class Collection {
 public:
  void add(const std::string& language, std::string text) {
    const auto [known, is_new] = index_.try_emplace(language, all_.size());
    if (is_new) all_.push_back({language, {}});
    all_[known->second].texts.push_back(std::move(text));
  }

  std::vector<LanguageTexts> take() { return std::move(all_); }

 private:
  std::vector<LanguageTexts> all_;
  std::map<std::string, std::size_t> index_;
};

void add_lines(std::string_view lines, const Report& on_problem, Collection& collection) {
  std::size_t number = 0;
  while (!lines.empty()) {
    ++number;
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const Result<std::string> language = input::text_of_line(line, "lang");
    Result<std::string> text = input::text_of_line(line, "text");
    if (language && text && !line.starts_with('"')) {
      collection.add(*language, std::move(*text));
    } else {
      const std::string cause = !language ? language.error().message : !text ? text.error().message : "no object";
      on_problem("line " + std::to_string(number) + ": " + cause);
    }
  }
}

void add_folder(const std::filesystem::path& folder, const Report& on_problem, const Report& on_warning,
                Collection& collection) {
  std::error_code problem;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem)) {
    if (at->path().extension() == ".txt") files.push_back(at->path());
  }
  if (problem) on_problem(folder.string() + ": " + problem.message());
  std::sort(files.begin(), files.end());
  for (const std::filesystem::path& file : files) {
    Result<std::string> text = read_input(file.string());
    if (!text) {
      on_problem(file.string() + ": " + text.error().message);
      continue;
    }
    if (const auto offset = find_ill_formed(*text)) {
      on_warning(file.string() + ": not UTF-8 at byte " + std::to_string(*offset) +
                 "; each ill-formed part counts as U+FFFD");
      *text = replace_ill_formed(*text);
    }
    collection.add(file.stem().string(), std::move(*text));
  }
}

}  // namespace

std::vector<LanguageTexts> built_in_sample() {
  Collection collection;
  add_lines(embedded::parallel_jsonl, [](const std::string&) {}, collection);
  return collection.take();
}

std::vector<LanguageTexts> read_corpus(const std::string& path, const Report& on_problem, const Report& on_warning) {
  Collection collection;
  std::error_code none;
  if (path != "-" && std::filesystem::is_directory(path, none)) {
    add_folder(path, on_problem, on_warning, collection);
    return collection.take();
  }
  const std::string name = path == "-" ? "standard input" : path;
  const Result<std::string> lines = read_input(path);
  if (!lines) {
    on_problem(name + ": " + lines.error().message);
    return {};
  }
  if (const auto offset = find_ill_formed(*lines)) {
    on_warning(name + ": not UTF-8 at byte " + std::to_string(*offset) + "; each ill-formed part counts as U+FFFD");
  }
  add_lines(*lines, [&](const std::string& problem) { on_problem(name + ": " + problem); }, collection);
  return collection.take();
}

}  // namespace tokmill::cli::languages
