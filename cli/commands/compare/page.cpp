#include "commands/compare/page.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "commands/compare/passage.hpp"
#include "commands/compare/text_rows.hpp"
#include "embedded/commands/compare/page.css.hpp"
#include "embedded/commands/compare/page.js.hpp"
#include "embedded/parts_script.hpp"
#include "embedded/texts/parts.css.hpp"
#include "options/encoding_source.hpp"
#include "options/proxy_warning.hpp"
#include "output/format.hpp"
#include "output/html.hpp"
#include "output/join.hpp"

namespace tokmill::cli::compare {
namespace {

std::string name_of(const NamedTokenizer& tokenizer) { return output::html_text(tokenizer.label()); }

std::string count_of(const Row& row) { return (row.tokenizer->exact ? "" : "≈ ") + std::to_string(row.tokens); }

// How far the largest count is above the smallest.
std::string spread_of(const std::vector<Row>& rows) {
  const auto [least, most] = std::ranges::minmax_element(rows, {}, &Row::tokens);
  if (rows.size() < 2 || least->tokens == 0) return "";
  if (least->tokens == most->tokens) return "<p>All have the same number of tokens.</p>\n";
  const bool exact = std::ranges::all_of(rows, [](const Row& row) { return row.tokenizer->exact; });
  return output::format(
      "<p>The spread is <strong>{}{:.1f}%</strong>: {} has {} tokens, {} has {}.</p>\n", exact ? "" : "≈ ",
      100.0 * static_cast<double>(most->tokens - least->tokens) / static_cast<double>(least->tokens),
      name_of(*most->tokenizer), count_of(*most), name_of(*least->tokenizer), count_of(*least));
}

void append_counts(std::string& html, const std::vector<Row>& rows) {
  const bool has_models = std::ranges::any_of(rows, [](const Row& row) { return !row.tokenizer->model.empty(); });
  html += "<table class=\"counts\"><caption>Tokens of the text</caption>\n<thead><tr><th scope=\"col\">Tokenizer</th>";
  if (has_models) html += "<th scope=\"col\">Encoding</th>";
  html +=
      "<th scope=\"col\" class=\"number\">Tokens</th><th scope=\"col\" class=\"chart\">Relative to the largest</th>"
      "<th scope=\"col\" class=\"number\">Bytes per token</th></tr></thead>\n<tbody>\n";
  const std::uint64_t most = std::ranges::max(rows, {}, &Row::tokens).tokens;
  for (const Row& row : rows) {
    const double share = most == 0 ? 0 : static_cast<double>(row.tokens) / static_cast<double>(most);
    output::append_format(html, "<tr><th scope=\"row\">{}</th>", name_of(*row.tokenizer));
    if (has_models) {
      output::append_format(html, "<td>{}</td>",
                            output::html_text(encoding_label(row.tokenizer->encoding->name())));
    }
    output::append_format(
        html,
        "<td class=\"number\">{}</td><td class=\"chart\"><svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" "
        "aria-hidden=\"true\"><rect width=\"{:.3f}\" height=\"1\"/></svg> <span>{:.1f}%</span></td>"
        "<td class=\"number\">{}</td></tr>\n",
        count_of(row), 100 * share, 100 * share,
        row.bytes_per_token() ? output::format("{:.2f}", *row.bytes_per_token()) : "");
  }
  html += "</tbody></table>\n";
}

// The stretches that differ, the largest difference in tokens first.
std::vector<const Stretch*> passages_of(const std::vector<Stretch>& stretches, const std::vector<Column>& columns) {
  std::vector<const Stretch*> passages;
  for (const Stretch& stretch : stretches) {
    if (stretch.differs) passages.push_back(&stretch);
  }
  std::ranges::stable_sort(passages, std::ranges::greater(),
                           [&](const Stretch* stretch) { return saved(*stretch, columns); });
  return passages;
}

std::string counts_in(const Stretch& stretch, const std::vector<Column>& columns) {
  std::vector<std::string> counts;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].is_aligned) continue;
    counts.push_back(output::format("{} {}", name_of(*columns[i].tokenizer), stretch.last[i] - stretch.first[i]));
  }
  return output::join(counts, ", ");
}

// `listed`: the passages with links, the first of `count`.
void append_passages(std::string& html, const std::vector<const Stretch*>& listed, std::size_t count,
                     const std::vector<Column>& columns, const TextRows& text_rows) {
  html += "<section><h2>Passages that differ</h2>\n";
  if (count == 0) {
    html += "<p>None: the tokenizers split the text alike.</p></section>\n";
    return;
  }
  std::vector<analysis::Hunk> hunks;
  for (const Stretch* const stretch : listed) hunks.push_back({stretch->start, stretch->end, {}, {}});
  const std::string& text = first_aligned(columns).text;
  const std::vector<Place> places = places_of(hunks, text);
  output::append_format(html, "<p>{} of {}, the largest difference in tokens first. A link leads to the place in the text.",
                        listed.size(), count);
  if (listed.size() < count) html += " --passages N lists more.";
  html +=
      "</p>\n<div class=\"scroll\" role=\"region\" aria-label=\"Passages that differ\" tabindex=\"0\"><ol "
      "class=\"passages\">\n";
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const std::size_t difference = saved(*listed[i], columns);
    output::append_format(
        html,
        "<li><a href=\"#p{0}\" data-block=\"{1}\">line {2}, column {3}</a> <bdi class=\"context\">{4}</bdi> "
        "<span class=\"saved\">{5}: {6}</span></li>\n",
        i + 1, text_rows.block_of[i], places[i].line, places[i].column,
        output::html_text(context_of(hunks[i], text, context_width)),
        difference == 0 ? "same number" : output::format("saves {}", difference), counts_in(*listed[i], columns));
  }
  html += "</ol></div></section>\n";
}

// A name as a string of CSS.
std::string css_string(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    const bool is_plain = c != '\'' && c != '\\' && static_cast<unsigned char>(c) >= 0x20;
    quoted += is_plain ? std::string(1, c) : output::format("\\{:x} ", static_cast<unsigned char>(c));
  }
  return quoted + "'";
}

void append_text(std::string& html, const std::vector<Row>& rows, const std::vector<Column>& columns,
                 const TextRows& text_rows) {
  html +=
      "<section><h2>Text</h2>\n<p class=\"quiet keys\">The left and right arrow keys move in a column, up and down to "
      "another line; 1 to 4 choose a column, N and P the next and the previous passage that differs. The line at the "
      "bottom describes the token.</p>\n"
      "<p class=\"controls\"><input type=\"checkbox\" id=\"spaces\" checked> <label for=\"spaces\">Show white "
      "space</label>\n<input type=\"checkbox\" id=\"differing\"> <label for=\"differing\">Show only the lines with "
      "passages that differ</label></p>\n";
  output::append_format(html,
                        "<div id=\"lines\" class=\"parts\" role=\"table\" aria-label=\"Tokens of each line\" "
                        "aria-rowcount=\"{}\" style=\"--columns:{}",
                        text_rows.count + 1, columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    output::append_format(html, ";--name-{}:{}", i, output::html_text(css_string(columns[i].tokenizer->label())));
  }
  html +=
      "\"><div role=\"rowgroup\" class=\"head\"><div role=\"row\" class=\"row\" aria-rowindex=\"1\"><span "
      "role=\"columnheader\">Line</span>";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    output::append_format(html, "<span role=\"columnheader\" data-tokens=\"{0}\"{1}><strong>{2}</strong> <span>{3}</span></span>",
                          columns[i].parts.size(), columns[i].changes_text ? " class=\"changed\"" : "",
                          name_of(*columns[i].tokenizer), count_of(rows[i]));
  }
  html += "</div></div>" + text_rows.html + "</div></section>\n<p id=\"details\" aria-hidden=\"true\"></p>\n";
}

void append_notes(std::string& html, const std::vector<Column>& columns) {
  std::vector<std::string> notes;
  for (const Column& column : columns) {
    const NamedTokenizer& tokenizer = *column.tokenizer;
    if (column.changes_text) {
      notes.push_back(output::format("* {} changes the text, so that its tokens are not compared with the others",
                                     name_of(tokenizer)));
    }
    if (!tokenizer.exact) {
      notes.push_back(output::html_text(
          output::format("≈ {}: {}", tokenizer.model,
                         proxy_message(tokenizer.encoding->name(), tokenizer.note, tokenizer.hint))));
    }
  }
  if (notes.empty()) return;
  html += "<ul class=\"quiet\">";
  for (const std::string& note : notes) html += "<li>" + note + "</li>\n";
  html += "</ul>\n";
}

}  // namespace

std::string page(const std::string& name, const std::vector<Row>& rows, const std::vector<Column>& columns,
                 std::size_t max_passages) {
  const std::vector<Stretch> stretches = stretches_of(columns);
  std::vector<const Stretch*> listed = passages_of(stretches, columns);
  const std::size_t count = listed.size();
  listed.resize(std::min(listed.size(), max_passages));
  const TextRows text_rows = text_rows_of(columns, stretches, listed);
  const Input& input = *rows.front().input;
  std::string body = output::format("<p>{} bytes, {} code points.</p>\n", input.bytes, input.characters);
  body += spread_of(rows);
  append_counts(body, rows);
  append_notes(body, columns);
  append_passages(body, listed, count, columns, text_rows);
  append_text(body, rows, columns, text_rows);
  const std::string style = std::string(embedded::texts_parts_css).append(embedded::commands_compare_page_css);
  const std::string script = std::string(embedded::parts_script).append(embedded::commands_compare_page_js);
  return output::html_page({"Tokens of " + name + ", compared", style, std::move(body), script});
}

}  // namespace tokmill::cli::compare
