#include "commands/languages/command.hpp"

#include <utility>

#include "commands/languages/corpus.hpp"
#include "commands/languages/output.hpp"
#include "commands/languages/page.hpp"
#include "input/reader.hpp"
#include "output/file.hpp"
#include "output/terminal.hpp"

namespace tokmill::cli {
namespace {

constexpr std::size_t width_without_terminal = 140;  // enough for all columns

void print(const analysis::LanguageSurvey& survey, const LanguagesRequest& request, Io& io) {
  if (request.format == Format::json) {
    io.write(request.summary ? languages::summary_json(survey) : languages::json(survey));
  } else if (request.format == Format::csv) {
    io.write(languages::csv(survey));
  } else if (request.summary) {
    io.write(languages::summary_text(survey, request.format == Format::markdown));
  } else if (request.format == Format::markdown) {
    io.write(languages::markdown(survey));
  } else {
    io.write(languages::text(survey, output_is_terminal() ? output_width() : width_without_terminal));
  }
}

}  // namespace

ExitCode run(const LanguagesRequest& request, Io& io) {
  const std::vector<analysis::LanguageTexts> corpus =
      request.corpus ? languages::read_corpus(*request.corpus, request.decompress, io) : languages::built_in_sample();
  if (corpus.empty()) {
    if (!io.has_failed()) {
      io.fail(display_name(*request.corpus) + ": no texts found; expected LANG.txt files, or JSON Lines with lang and text");
    }
    return ExitCode::failed;
  }
  if (request.corpus && !languages::check_base(corpus, request.base, display_name(*request.corpus), io)) {
    return ExitCode::failed;
  }
  const Result<analysis::LanguageSurvey> survey =
      analysis::survey_languages(corpus, request.tokenizers, request.base, request.at, request.threads);
  if (!survey) {
    io.warn("--base: " + survey.error().message);
    return ExitCode::usage;
  }
  if (request.html) write_file(*request.html, languages::page(*survey), io);
  // A page replaces the tables.
  if (!request.html || request.format == Format::json || request.format == Format::csv) print(*survey, request, io);
  return ExitCode::ok;
}

}  // namespace tokmill::cli
