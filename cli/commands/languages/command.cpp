#include "commands/languages/command.hpp"

#include "output/format.hpp"

#include <algorithm>
#include <chrono>

#include "commands/languages/corpus.hpp"
#include "commands/languages/measure.hpp"
#include "commands/languages/output.hpp"
#include "commands/languages/page.hpp"
#include "output/file.hpp"
#include "output/terminal.hpp"
#include "tokmill/nearest_name.hpp"

namespace tokmill::cli {
namespace {

using languages::LanguageTexts;
using languages::Survey;

const std::vector<std::string> default_encodings{"cl100k_base", "o200k_base"};
constexpr std::string_view default_base = "en";
constexpr std::size_t width_without_terminal = 140;  // room for all columns: what is no terminal has no end of a line

Result<pricing::Date> day_of(const LanguagesOptions& options) {
  if (!options.at) return pricing::Date(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  Result<pricing::Date> day = pricing::parse_date(*options.at);
  if (!day) return Error{day.error().code, "--at: " + day.error().message};
  return day;
}

// Premiums need the base language.
Result<void> check_base(const std::vector<LanguageTexts>& corpus, const std::string& base) {
  std::vector<std::string_view> names;
  for (const LanguageTexts& texts : corpus) names.emplace_back(texts.language);
  if (std::find(names.begin(), names.end(), base) != names.end()) return {};
  std::string message = output::format("there is no text of the base language '{}'", base);
  const auto nearest = nearest_name(base, names);
  if (nearest) message += output::format("; did you mean --base {}?", *nearest);
  return Error{ErrorCode::invalid_argument, std::move(message), 0};
}

void write_tables(const LanguagesOptions& options, const Survey& survey, Io& io) {
  const std::size_t width = output_is_terminal() ? output_width() : width_without_terminal;
  for (const NamedTokenizer& tokenizer : survey.tokenizers) {
    if (!options.summary) {
      const output::Table table = languages::table_for_people(survey, tokenizer, width, !options.markdown);
      io.write(options.markdown ? output::markdown(table) : output::text_table(table));
      io.write("\n");
    }
    io.write(languages::summary_line(survey, tokenizer) + "\n");
    if (!options.summary && &tokenizer != &survey.tokenizers.back()) io.write("\n");
  }
  std::vector<std::string> notes = languages::notes(survey);
  if (!options.summary && !options.markdown && languages::is_narrow(survey, width)) {
    notes.emplace_back("a wider terminal, --csv and --json have more columns");
  }
  if (!notes.empty()) io.write("\n");
  for (const std::string& note : notes) io.write((options.markdown ? "- " : "") + note + '\n');
}

}  // namespace

void LanguagesOptions::declare(Arguments& arguments) {
  tokenizers.declare(arguments, "cl100k_base and o200k_base");
  arguments.text("--corpus", corpus, "PATH",
                 "Your own parallel texts: a folder of LANG.txt, or JSON Lines with lang and text (default: a built-in "
                 "paragraph in 51 languages)");
  arguments.text("--base", base, "LANG", "The language that premiums are over (default: en)");
  arguments.text("--at", at, "DATE", "Prices of this day (YYYY-MM-DD; default: today)");
  arguments.flag("--summary", summary, "Only the summary: mean, median, shares above 2, 4 and 8, Gini coefficient");
  arguments.flag("--json", json, "An array of objects, one for each language and encoding");
  arguments.flag("--csv", csv, "Comma-separated values");
  arguments.flag("--markdown", markdown, "Markdown tables");
  arguments.text("--html", html, "FILE", "Write a page with a chart to FILE");
  threads.declare(arguments);
  arguments.example("tokmill languages", "Tokens of the same paragraph, and the premium over English");
  arguments.example("tokmill languages -m gpt-4o --html languages.html",
                    "With what 1000 pages cost as input; a page takes 500 words in the base language");
  arguments.example("tokmill languages --corpus texts/ --base fr -e o200k_base", "Of texts/fr.txt, texts/de.txt and so on");
}

Result<void> LanguagesOptions::validate() const {
  if (static_cast<int>(json) + static_cast<int>(csv) + static_cast<int>(markdown) > 1) {
    return Error{ErrorCode::invalid_argument, "--json, --csv and --markdown are three forms of output: give one", 0};
  }
  if (summary && csv) return Error{ErrorCode::invalid_argument, "--summary is a text or --json, not --csv", 0};
  if (at && tokenizers.models.empty()) {
    return Error{ErrorCode::invalid_argument, "--at goes with --model: encodings have no price", 0};
  }
  if (const auto day = day_of(*this); !day) return day.error();
  if (const auto found = tokenizers.find(default_encodings); !found) return found.error();
  return threads.validate();
}

ExitCode run(const LanguagesOptions& options, Io& io) {
  Result<std::vector<NamedTokenizer>> tokenizers = options.tokenizers.find(default_encodings);
  const Result<pricing::PriceBook> prices = options.tokenizers.prices.load();
  if (!tokenizers || !prices) {  // a price table that changed since validate()
    io.warn(tokenizers ? prices.error().message : tokenizers.error().message);
    return ExitCode::usage;
  }
  const std::vector<LanguageTexts> corpus =
      options.corpus ? languages::read_corpus(
                           *options.corpus, [&io](const std::string& problem) { io.fail(problem); },
                           [&io](const std::string& warning) { io.warn(warning); })
                     : languages::built_in_sample();
  if (corpus.empty()) {
    if (!io.has_failed()) io.fail(*options.corpus + ": no texts; LANG.txt or JSON Lines with lang and text are wanted");
    return ExitCode::failed;
  }
  const std::string base = options.base.value_or(std::string(default_base));
  if (const Result<void> checked = check_base(corpus, base); !checked) {
    io.warn(checked.error().message);
    return ExitCode::usage;
  }
  const bool priced = !options.tokenizers.models.empty();
  const Survey survey = languages::measure(corpus, std::move(*tokenizers), base, options.threads.count(),
                                           priced ? &*prices : nullptr, *day_of(options));
  if (options.html) {
    const Result<void> written = write_file(*options.html, languages::page(survey));
    if (!written) io.fail(*options.html + ": " + written.error().message);
  }
  if (options.json) {
    io.write(options.summary ? languages::summary_json(survey) : languages::json(survey));
  } else if (options.csv) {
    io.write(output::csv(languages::table_for_programs(survey)));
  } else if (!options.html) {
    write_tables(options, survey, io);
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli
