#include "commands/languages/command.hpp"

#include <algorithm>
#include <utility>

#include "commands/languages/corpus.hpp"
#include "commands/languages/output.hpp"
#include "commands/languages/page.hpp"
#include "commands/languages/picture.hpp"
#include "input/reader.hpp"
#include "output/file.hpp"
#include "output/path.hpp"
#include "output/terminal.hpp"
#include "texts/parallel_sample.hpp"

namespace tokmill::cli {
namespace {

constexpr std::size_t width_without_terminal = 140;  // enough for all columns

// Prints the table for people. On a terminal, several tokenizers have one.
void print_table(analysis::LanguageSurvey& survey, const LanguagesRequest& request, Io& io) {
  if (!output_is_terminal()) {
    io.write(languages::text(survey, request.order.has_value(), width_without_terminal));
  } else if (survey.tokenizers.size() == 1) {
    io.write(languages::text(survey, request.order.has_value(), output_width()));
  } else {
    if (!request.order) languages::sort_rows(survey, languages::Order::premium);
    io.write(languages::paired_text(survey, output_width()));
  }
}

void print(analysis::LanguageSurvey& survey, const LanguagesRequest& request, Io& io) {
  if (request.format == Format::json) {
    io.write(request.summary ? languages::summary_json(survey) : languages::json(survey));
  } else if (request.format == Format::csv) {
    io.write(languages::csv(survey));
  } else if (request.summary) {
    io.write(languages::summary_text(survey, request.format == Format::markdown));
  } else if (request.format == Format::markdown) {
    io.write(languages::markdown(survey, request.order.has_value()));
  } else {
    print_table(survey, request, io);
  }
}

// Prints the texts of languages: one text as it is, several below their tags.
ExitCode show_texts(const std::vector<analysis::LanguageTexts>& corpus, const LanguagesRequest& request, Io& io) {
  const Result<std::vector<analysis::LanguageTexts>> shown = languages::select(corpus, request.show);
  if (!shown) {
    io.warn("--show: " + shown.error().message);
    return ExitCode::usage;
  }
  if (request.format == Format::json) {
    io.write(languages::texts_json(*shown));
    return ExitCode::ok;
  }
  for (const analysis::LanguageTexts& language : *shown) {
    if (shown->size() > 1) io.write(output::printable_path(language.language) + '\n');
    for (const std::string& text : language.texts) io.write(text.ends_with('\n') ? text : text + '\n');
    if (shown->size() > 1 && &language != &shown->back()) io.write("\n");
  }
  return ExitCode::ok;
}

// The languages to survey: those that are asked for, and the base.
Result<std::vector<analysis::LanguageTexts>> surveyed(std::vector<analysis::LanguageTexts> corpus,
                                                      const LanguagesRequest& request) {
  if (request.only.empty()) return corpus;
  std::vector<std::string> tags = request.only;
  if (std::ranges::find(tags, request.base) == tags.end()) tags.push_back(request.base);
  return languages::select(corpus, tags);
}

}  // namespace

ExitCode run(const LanguagesRequest& request, Io& io) {
  const std::vector<analysis::LanguageTexts> corpus =
      request.corpus ? languages::read_corpus(*request.corpus, request.decompress, io) : parallel_sample();
  if (corpus.empty()) {
    if (!io.has_failed()) {
      io.fail(display_name(*request.corpus) + ": no texts found; expected LANG.txt files, or JSON Lines with lang and text");
    }
    return ExitCode::failed;
  }
  if (request.corpus && !languages::check_base(corpus, request.base, display_name(*request.corpus), io)) {
    return ExitCode::failed;
  }
  if (!request.show.empty()) return show_texts(corpus, request, io);
  const Result<std::vector<analysis::LanguageTexts>> chosen = surveyed(corpus, request);
  if (!chosen) {
    io.warn("--only: " + chosen.error().message);
    return ExitCode::usage;
  }
  Result<analysis::LanguageSurvey> survey =
      analysis::survey_languages(*chosen, request.tokenizers, request.base, request.at, request.threads);
  if (!survey) {
    io.warn("--base: " + survey.error().message);
    return ExitCode::usage;
  }
  if (!request.only.empty()) {
    std::erase_if(survey->rows, [&](const analysis::LanguageRow& row) {
      return std::ranges::find(request.only, row.language->tag) == request.only.end();
    });
  }
  if (request.order) languages::sort_rows(*survey, *request.order);
  // Files replace the tables.
  if (!request.files.any() || request.format == Format::json || request.format == Format::csv) {
    print(*survey, request, io);
  }
  if (!request.order) languages::sort_rows(*survey, languages::Order::premium);
  if (request.files.html) write_file(*request.files.html, languages::page(*survey, *chosen), io);
  if (request.files.svg) {
    write_file(*request.files.svg, languages::picture(*survey), io);
    warn_of_partial_picture(*request.files.svg, languages::max_drawn, survey->rows.size() / survey->tokenizers.size(),
                            "languages", io);
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli
