#pragma once

#include <string>
#include <vector>

#include "commands/languages/measure.hpp"
#include "output/table.hpp"

namespace tokmill::cli::languages {

/// `[{"language","name","script","encoding","model","exact","tokens","bytes","characters","graphemes","premium",…}…]`
[[nodiscard]] std::string json(const Survey& survey);

/// `[{"encoding","model","languages","scripts","mean","median","above_2","above_4","above_8","gini"}…]`
[[nodiscard]] std::string summary_json(const Survey& survey);

/// All there is, figures unrounded, for --csv.
[[nodiscard]] output::Table table_for_programs(const Survey& survey);

/// The languages under one tokenizer, the least premium first, with a bar for each in what is left of `width` columns.
/// Of a narrow table what matters less is left out. `with_bars` is for a terminal and a text, not for Markdown.
[[nodiscard]] output::Table table_for_people(const Survey& survey, const NamedTokenizer& tokenizer, std::size_t width,
                                             bool with_bars);

/// Whether a table with bars of this width lacks columns.
[[nodiscard]] bool is_narrow(const Survey& survey, std::size_t width);

/// What is the same for all languages of a table, in a sentence.
[[nodiscard]] std::string summary_line(const Survey& survey, const NamedTokenizer& tokenizer);

/// The rows of one tokenizer, the least premium first.
[[nodiscard]] std::vector<const Row*> by_premium(const Survey& survey, const NamedTokenizer& tokenizer);

/// The cost of a row for a person: dollars, `unknown`, or nothing where no model was chosen.
[[nodiscard]] std::string cost_for_people(const Row& row);

/// What a person must know to read the costs and counts.
[[nodiscard]] std::vector<std::string> notes(const Survey& survey);

}  // namespace tokmill::cli::languages
