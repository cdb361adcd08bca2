#include <utility>

#include "app/usage_error.hpp"
#include "commands/languages/command.hpp"
#include "options/exclusive.hpp"
#include "options/text_option.hpp"
#include "options/value_list.hpp"

namespace tokmill::cli {
namespace {

constexpr std::string_view default_base = "en";

analysis::SurveyTokenizer to_survey(NamedTokenizer tokenizer, const pricing::PriceBook& book) {
  analysis::SurveyTokenizer survey{std::move(tokenizer.model), tokenizer.encoding, tokenizer.exact,
                                   std::move(tokenizer.note), std::nullopt};
  if (survey.model.empty()) return survey;
  if (const Result<pricing::PricedModel> priced = book.find(survey.model)) survey.prices = *priced;
  return survey;
}

}  // namespace

void LanguagesOptions::declare(Arguments& arguments) {
  tokenizers.declare(arguments, "cl100k_base and o200k_base");
  arguments.text("--corpus", corpus, "PATH",
                 "Use your own parallel texts: a folder of LANG.txt files, or JSON Lines with lang and text (default: "
                 "a built-in paragraph in 51 languages)");
  declare_no_decompress(arguments, no_decompress);
  arguments.text("--base", base, "LANG", "Baseline language for the premium (default: en)");
  arguments.texts("--only", only, "LANG", "Show only these languages (a list or repeatable)");
  arguments.choice("--sort", sort, {"premium", "name", "tag"},
                   "Order of the languages: premium (of the first tokenizer), name or tag (default: premium; if not on "
                   "a terminal, each table by its own)");
  arguments.texts("--show", show, "LANG", "Print the texts of these languages (a list or repeatable)");
  at.declare(arguments);
  arguments.flag("--summary", summary,
                 "Print only the summary: mean, median, shares above 2, 4 and 8, Gini coefficient");
  format.declare(arguments, "Print an array with one object for each language and encoding");
  files.declare_html(arguments, "Write a page with a chart to FILE");
  files.declare_svg(arguments, "Write a picture of the chart to FILE");
  threads.declare(arguments);
  arguments.example("tokmill languages", "Compare the tokens of one paragraph in 51 languages with English");
  arguments.example("tokmill languages -m gpt-4o --html languages.html",
                    "Add the price of 1000 pages of input; a page has 500 words in the base language");
  arguments.example("tokmill languages --show de | tokmill split", "Show how the text of a language is split");
  arguments.example("tokmill languages --corpus texts/ --base fr -e o200k_base",
                    "Compare texts/de.txt and others with texts/fr.txt");
}

Result<LanguagesRequest> LanguagesOptions::validate() const {
  LanguagesRequest request;
  const Result<Format> chosen_format = format.format();
  if (!chosen_format) return chosen_format.error();
  request.format = *chosen_format;
  if (const Result<void> valid = at_most_one({{"--summary", summary}, {"--csv", format.csv}}); !valid) {
    return valid.error();
  }
  if (const Result<void> valid = files.validate({{"--json", format.json}, {"--csv", format.csv}}); !valid) {
    return valid.error();
  }
  if (no_decompress && !corpus) return usage_error("--no-decompress requires --corpus");
  const bool shows = !show.empty();
  if (const Result<void> valid = excludes({"--show", shows}, {{"--only", !only.empty()},
                                                              {"--sort", !sort.empty()},
                                                              {"--summary", summary},
                                                              {"--csv", format.csv},
                                                              {"--markdown", format.markdown},
                                                              {"--html", files.html.has_value()},
                                                              {"--svg", files.svg.has_value()}});
      !valid) {
    return valid.error();
  }
  if (at.at && tokenizers.models.empty()) return usage_error("--at requires --model");
  const Result<pricing::Date> date = at.date();
  if (!date) return date.error();
  if (const Result<void> valid = threads.validate(); !valid) return valid.error();

  Result<pricing::PriceBook> book = tokenizers.prices.load(request.price_warnings);
  if (!book) return std::move(book).error();
  request.book = std::move(*book);
  Result<std::vector<NamedTokenizer>> found = tokenizers.find({"cl100k_base", "o200k_base"}, request.book);
  if (!found) return std::move(found).error();
  for (NamedTokenizer& tokenizer : *found) {
    request.name_notes.insert(request.name_notes.end(), tokenizer.name_notes.begin(), tokenizer.name_notes.end());
    request.tokenizers.push_back(to_survey(std::move(tokenizer), request.book));
  }
  request.corpus = corpus;
  if (no_decompress) request.decompress = input::Decompress::no;
  request.base = base.value_or(std::string(default_base));
  for (const ListItem& item : split_lists(only)) request.only.emplace_back(item.text);
  for (const ListItem& item : split_lists(show)) request.show.emplace_back(item.text);
  request.order = languages::parse_order(sort);
  request.at = *date;
  request.summary = summary;
  request.files = files;
  request.threads = threads.count();
  return request;
}

}  // namespace tokmill::cli
