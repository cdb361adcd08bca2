#include "commands/cost/page.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "commands/cost/figures.hpp"
#include "commands/cost/notes.hpp"
#include "commands/cost/output.hpp"
#include "embedded/commands/cost/page.css.hpp"
#include "embedded/commands/cost/page.js.hpp"
#include "embedded/output/series.css.hpp"
#include "input/reader.hpp"
#include "options/encoding_source.hpp"
#include "output/format.hpp"
#include "output/html.hpp"
#include "tokmill/pricing/optional_text.hpp"

namespace tokmill::cli::cost {
namespace {

using analysis::CostRow;
using output::html_text;
using pricing::Money;

// A part of a bill.
struct BillPart {
  const char* name;
  std::optional<Money> pricing::Bill::*amount;
};

constexpr BillPart bill_parts[] = {{"input", &pricing::Bill::input},
                                   {"cached", &pricing::Bill::cached},
                                   {"written", &pricing::Bill::cache_write},
                                   {"output", &pricing::Bill::output}};

// The calls that the bill of a row is for. The bill of a batch is for the whole file, once.
std::uint64_t calls_in_bill(const CostRow& row) {
  return row.is_batch || row.usage.calls == 0 ? 1 : row.usage.calls;
}

// An amount of a bill, with that of one call, from which the script calculates others.
std::string amount_html(const std::optional<Money>& money, const CostRow& row, std::string_view before = "") {
  if (!money) return "unknown";
  const Money each = Money::yocto_dollars(money->yocto_dollars() / static_cast<Money::Integer>(calls_in_bill(row)));
  return output::format("{}<span data-each=\"{}\">{}</span>", before, exact_decimal(each), exact_decimal(*money));
}

std::string total_html(const CostRow& row, std::string_view before = "") {
  if (!row.bill.total) return "unknown";
  const std::string figures =
      has_total_range(row)
          ? amount_html(row.range->low_total, row, before) + "–" + amount_html(row.range->high_total, row)
          : amount_html(row.bill.total, row, before);
  return mark(row.exact, figures);
}

double dollars(const std::optional<Money>& money) {
  return money ? static_cast<double>(money->yocto_dollars()) / 1e24 : 0;
}

// The largest amount that a bar shows.
double largest(const std::vector<CostRow>& rows) {
  double most = 0;
  for (const CostRow& row : rows) {
    if (row.is_total || !row.bill.total) continue;
    most = std::max(most, dollars(row.bill.total));
    if (has_total_range(row)) most = std::max(most, dollars(row.range->high_total));
  }
  return most;
}

// The parts of a bill as a bar, with a line from the least to the most that the total can be.
void append_bar(std::string& html, const CostRow& row, double most) {
  html += "<svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";
  double x = 0;
  std::size_t color = 0;
  for (const BillPart& part : bill_parts) {
    const double width = row.bill.total && most > 0 ? 100 * dollars(row.bill.*part.amount) / most : 0;
    if (width > 0) {
      output::append_format(html, "<rect class=\"of-{}\" x=\"{:.3f}\" width=\"{:.3f}\" height=\"1\"/>", color, x, width);
    }
    x += width;
    ++color;
  }
  if (has_total_range(row) && most > 0) {
    const double low = 100 * dollars(row.range->low_total) / most;
    output::append_format(html, "<rect class=\"range\" x=\"{:.3f}\" y=\"0.35\" width=\"{:.3f}\" height=\"0.3\"/>", low,
                          100 * dollars(row.range->high_total) / most - low);
  }
  html += "</svg>";
}

// What the page shows of all rows: parts that no row has are left out.
struct Shown {
  std::vector<BillPart> parts;
  bool has_range = false;

  explicit Shown(const std::vector<CostRow>& rows) {
    const auto any = [&rows](const auto& holds) { return std::ranges::any_of(rows, holds); };
    if (any([](const CostRow& row) { return row.usage.input_tokens > 0 || row.unknown_input; })) add(0);
    if (any([](const CostRow& row) { return row.usage.cached_tokens > 0; })) add(1);
    if (any([](const CostRow& row) { return cache_writes(row) > 0; })) add(2);
    if (any([](const CostRow& row) { return row.usage.output_tokens > 0 || row.unknown_output; })) add(3);
    has_range = any([](const CostRow& row) { return has_total_range(row); });
  }

 private:
  void add(std::size_t index) { parts.push_back(bill_parts[index]); }
};

std::string price_day(const CostRow& row, const CostRequest& request) {
  const std::optional<std::string> day = pricing::date_text(row.bill.as_of);
  return day.value_or("unknown day") + (is_old(row, request.terms.at) ? "*" : "");
}

// A bar with the total, its parts, and what is known of the count and the price.
void append_bars(std::string& html, const std::vector<CostRow>& rows, const Shown& shown, const CostRequest& request) {
  html += "<ul class=\"legend\" aria-label=\"Parts of a bar\">";
  for (const BillPart& part : shown.parts) {
    const auto color = static_cast<std::size_t>(std::ranges::find(bill_parts, part.name, &BillPart::name) - bill_parts);
    output::append_format(html, "<li class=\"of-{}\">{}</li>", color, part.name);
  }
  if (shown.has_range) html += "<li class=\"range\">what the total can be</li>";
  html += "</ul>\n<ol class=\"bars\" data-sorted>\n";
  const double most = largest(rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const CostRow& row = rows[i];
    if (row.is_total) continue;
    output::append_format(html, "<li data-rank=\"{}\" data-name=\"{}\"><strong>{}</strong>", i, html_text(row.name),
                          html_text(row.name));
    append_bar(html, row, most);
    output::append_format(html, "<span class=\"total\">{}</span><span class=\"quiet\">", total_html(row, "$ "));
    for (const BillPart& part : shown.parts) {
      output::append_format(html, "{} {}; ", part.name, amount_html(row.bill.*part.amount, row, "$ "));
    }
    output::append_format(html, "{} with {}", row.exact ? "counted exactly" : "≈ estimated",
                          html_text(encoding_label(row.tokenizer.encoding->name())));
    if (const std::string context = context_text(row); !context.empty()) {
      output::append_format(html, "; context {}", context);
    }
    output::append_format(html, "; price read <span class=\"day\">{}</span></span></li>\n", price_day(row, request));
  }
  html += "</ol>\n";
}

// The cells of a table. A cell of class `number` is aligned at the right.
struct Cells {
  std::vector<std::pair<std::string, bool>> names;  // and whether the cells are numbers
  std::string html;

  void append_row(const std::vector<std::string>& cells, std::string_view attributes) {
    output::append_format(html, "<tr{}><th scope=\"row\">{}</th>", attributes, cells.front());
    for (std::size_t i = 1; i < cells.size(); ++i) {
      output::append_format(html, "<td{}>{}</td>", names[i].second ? " class=\"number\"" : "", cells[i]);
    }
    html += "</tr>\n";
  }
};

std::vector<std::string> figures_of(const CostRow& row, const CostRequest& request) {
  const std::optional<std::uint64_t>& window = row.tokenizer.model.context_window;
  std::vector<std::string> cells = {
      html_text(row.name),
      row.is_total ? "" : html_text(encoding_label(row.tokenizer.encoding->name())),
      row.exact ? "yes" : "≈ no",
      input_text(row),
      std::to_string(row.usage.cached_tokens),
      std::to_string(cache_writes(row)),
      std::to_string(row.usage.output_tokens),
      output::format("<span class=\"calls\" data-calls=\"{}\">{}</span>",
                     row.is_batch ? row.usage.calls : std::uint64_t{1}, row.usage.calls)};
  for (const BillPart& part : bill_parts) cells.push_back(amount_html(row.bill.*part.amount, row));
  cells.insert(cells.end(), {total_html(row), std::to_string(row.context_used), window ? std::to_string(*window) : "",
                             row.fits ? (*row.fits ? "yes" : "no") : "unknown",
                             row.is_total ? "" : price_day(row, request)});
  return cells;
}

void append_table(std::string& html, const std::vector<CostRow>& rows, const CostRequest& request) {
  Cells cells;
  cells.names = {{"Model", false},       {"Encoding", false},    {"Exact", false},       {"Input tokens", true},
                 {"Cached tokens", true}, {"Written tokens", true}, {"Output tokens", true}, {"Calls", true},
                 {"$ input", true},      {"$ cached", true},     {"$ written", true},    {"$ output", true},
                 {"$ total", true},      {"Context used", true}, {"Context window", true}, {"Fits", false},
                 {"Price read", false}};
  html += "<section><h2>All figures</h2>\n<div class=\"wide\" role=\"region\" aria-label=\"All figures\" "
          "tabindex=\"0\"><table><thead><tr>";
  for (const auto& [name, is_number] : cells.names) {
    output::append_format(html, "<th scope=\"col\"{}>{}</th>", is_number ? " class=\"number\"" : "", name);
  }
  html += "</tr></thead>\n<tbody data-sorted>\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].is_total) continue;
    cells.append_row(figures_of(rows[i], request),
                     output::format(" data-rank=\"{}\" data-name=\"{}\"", i, html_text(rows[i].name)));
  }
  html += cells.html + "</tbody>\n";
  cells.html.clear();
  for (const CostRow& row : rows) {
    if (row.is_total) cells.append_row(figures_of(row, request), "");
  }
  if (!cells.html.empty()) html += "<tfoot>" + cells.html + "</tfoot>\n";
  html += "</table></div></section>\n";
}

void append_items(std::string& html, const std::vector<CostRow>& rows) {
  const output::Table table = items_table(rows);
  if (table.rows.empty()) return;
  html += "<section><h2>Parts of the request</h2>\n<div class=\"wide\" role=\"region\" aria-label=\"Parts of the "
          "request\" tabindex=\"0\"><table><thead><tr>";
  Cells cells;
  for (const output::Column& column : table.columns) {
    const bool is_number = column.align == output::Align::right;
    cells.names.emplace_back(column.name, is_number);
    output::append_format(html, "<th scope=\"col\"{}>{}</th>", is_number ? " class=\"number\"" : "",
                          html_text(column.name));
  }
  for (const std::vector<std::string>& row : table.rows) {
    std::vector<std::string> escaped;
    for (const std::string& field : row) escaped.push_back(html_text(field));
    cells.append_row(escaped, "");
  }
  html += "</tr></thead>\n<tbody>\n" + cells.html + "</tbody></table></div></section>\n";
}

// The slider goes to a million calls, or as far as is needed for the calls that were asked for.
void append_controls(std::string& html, std::uint64_t calls, bool is_batch) {
  constexpr std::size_t steps_in_decade = 100;
  std::size_t decades = 6;
  for (std::uint64_t most = 1'000'000; most < calls; ++decades) {
    if (__builtin_mul_overflow(most, 10, &most)) most = calls;
  }
  const std::string_view label = is_batch ? "Times that the file is sent" : "Calls";
  output::append_format(
      html,
      "<div class=\"controls\"><p><label for=\"calls\">{0}</label> <input type=\"text\" inputmode=\"numeric\" "
      "id=\"calls\" size=\"12\" autocomplete=\"off\" value=\"{1}\"> <input type=\"range\" id=\"slider\" min=\"0\" max=\"{2}\" "
      "value=\"0\" aria-label=\"{0}, on a logarithmic scale\"></p>\n"
      "<fieldset><legend>Sort by</legend> <input type=\"radio\" name=\"sort\" id=\"by-total\" value=\"rank\" checked> "
      "<label for=\"by-total\">total</label> <input type=\"radio\" name=\"sort\" id=\"by-name\" value=\"name\"> <label "
      "for=\"by-name\">name</label></fieldset></div>\n",
      label, calls, steps_in_decade * decades);
}

std::string what_is_priced(const CostRequest& request) {
  if (request.batch) return display_name(*request.batch);
  if (request.chat) return display_name(*request.chat);
  if (request.input_tokens) return output::format("{} input tokens", *request.input_tokens);
  const TextOption& text = request.texts.text;
  if (text.text) return "a text";
  return text.paths.size() == 1 ? display_name(text.paths.front())
         : text.paths.empty()   ? display_name("-")
                                : output::format("{} and {} more", display_name(text.paths.front()),
                                                 text.paths.size() - 1);
}

}  // namespace

std::string page(std::vector<CostRow> rows, const CostRequest& request) {
  sort_by_total(rows);
  const bool is_batch = std::ranges::any_of(rows, &CostRow::is_batch);
  const Shown shown(rows);
  std::string body = output::format("<p>In US dollars, with the prices of <span class=\"day\">{}</span>", pricing::to_string(request.terms.at));
  if (request.terms.service != pricing::Service::standard) {
    output::append_format(body, " for the service {}", pricing::to_string(request.terms.service));
  }
  body += ". Amounts have all digits.</p>\n";
  append_controls(body, is_batch ? 1 : rows.empty() ? 1 : calls_in_bill(rows.front()), is_batch);
  append_bars(body, rows, shown, request);
  for (const CostRow& row : rows) {
    if (row.is_total) body += "<p>Total: <strong>" + total_html(row, "$ ") + "</strong></p>\n";
  }
  append_items(body, rows);
  append_table(body, rows, request);
  const std::vector<std::string> lines = notes(rows, request);
  if (!lines.empty()) {
    body += "<section><h2>Notes</h2>\n<ul>\n";
    for (const std::string& line : lines) body += "<li>" + html_text(line) + "</li>\n";
    body += "</ul></section>\n";
  }
  const std::string style = std::string(embedded::output_series_css).append(embedded::commands_cost_page_css);
  return output::html_page({"Cost of " + what_is_priced(request), style, std::move(body),
                            embedded::commands_cost_page_js});
}

}  // namespace tokmill::cli::cost
