#include "commands/cost/notes.hpp"

#include "output/format.hpp"

#include <algorithm>
#include <utility>

namespace tokmill::cli::cost {
namespace {

constexpr int old_days = 180;
constexpr std::size_t most_stand_in_lines = 3;  // beyond that one line says it for all

void append_name(std::string& names, std::string_view name) {
  if (!names.empty()) names += ", ";
  names += name;
}

// One line for each stand-in and what is known of its error, with the models that it stands in for.
void add_stand_ins(const std::vector<Row>& rows, std::vector<std::string>& lines) {
  std::vector<std::pair<std::string_view, std::string>> groups;
  bool is_given = false;
  for (const Row& row : rows) {
    if (row.is_total || row.tokenizer.exact) continue;
    is_given = row.tokens_are_given;
    const std::string_view known = row.tokenizer.model.tokenizer;
    const auto group = std::find_if(groups.begin(), groups.end(),
                                    [known](const auto& other) { return other.first == known; });
    append_name(group == groups.end() ? groups.emplace_back(known, "").second : group->second, row.name);
  }
  if (groups.size() > most_stand_in_lines) {
    constexpr std::string_view where = "tokmill models NAME says what is known of it";
    lines.push_back(
        is_given
            ? output::format("≈ tokens as they were given; the model's own tokenizer is not public: {}", where)
            : output::format("≈ an estimate, counted with {} in place of the model's own tokenizer: {}",
                          analysis::proxy_encoding, where));
    return;
  }
  for (const auto& [known, names] : groups) {
    std::string line =
        is_given
            ? output::format("≈ {}: tokens as they were given; its own tokenizer is not public", names)
            : output::format("≈ {}: an estimate, counted with {} in place of the model's own tokenizer", names,
                          analysis::proxy_encoding);
    if (!known.empty()) line += output::format(" ({})", known);
    lines.push_back(std::move(line));
  }
}

void add_estimated_parts(const std::vector<Row>& rows, std::vector<std::string>& lines) {
  std::string names;
  for (const Row& row : rows) {
    if (!row.is_total && row.tokenizer.exact && !row.exact) append_name(names, row.name);
  }
  if (!names.empty()) {
    lines.push_back(output::format(
        "≈ {}: messages, functions or images are counted by a rule that is not published for it", names));
  }
}

void add_old(const std::vector<Row>& rows, pricing::Date at, std::vector<std::string>& lines) {
  std::string old;
  std::string undated;
  for (const Row& row : rows) {
    if (!is_old(row, at)) continue;
    if (row.bill.as_of) {
      append_name(old, output::format("{} ({})", row.name, pricing::to_string(*row.bill.as_of)));
    } else {
      append_name(undated, row.name);
    }
  }
  if (!old.empty()) {
    std::string line =
        output::format("* the price was read more than {} days before {}: {}", old_days, pricing::to_string(at), old);
    if (!undated.empty()) line += "; nobody wrote down when: " + undated;
    lines.push_back(std::move(line));
  } else if (!undated.empty()) {
    lines.push_back("* nobody wrote down when the price was read: " + undated);
  }
}

void add_unknown(const std::vector<Row>& rows, const pricing::Terms& terms, std::vector<std::string>& lines) {
  std::string names;
  std::string of_training;
  for (const Row& row : rows) {
    if (row.is_total || row.bill.total || row.bill.promotion_ended) continue;
    append_name(row.is_of_training ? of_training : names, row.name);
  }
  if (!of_training.empty()) lines.push_back("unknown: no price of training is known for " + of_training);
  if (names.empty()) return;
  std::string line =
      "unknown: a price that is needed is not known for " + names + " on " + pricing::to_string(terms.at);
  if (terms.service != pricing::Service::standard) line += output::format(" ({})", to_string(terms.service));
  lines.push_back(std::move(line));
}

void add_promotions(const std::vector<Row>& rows, std::vector<std::string>& lines) {
  for (const Row& row : rows) {
    if (row.bill.promotion_ended) {
      lines.push_back(
          output::format("{}: a promotion ended on {}; {}", row.name, pricing::to_string(*row.bill.promotion_ended),
                      row.bill.price != nullptr ? "this is the price that was announced for the time after it"
                                                : "the price since then is not known"));
    } else if (row.bill.price != nullptr && row.bill.price->promotion && row.bill.price->to) {
      lines.push_back(
          output::format("{}: a promotional price, until {}", row.name, pricing::to_string(*row.bill.price->to)));
    }
  }
}

void add_peak_hours(const std::vector<Row>& rows, const pricing::Terms& terms, std::vector<std::string>& lines) {
  if (terms.service != pricing::Service::standard) return;
  for (const Row& row : rows) {
    const std::span<const pricing::Price> prices = row.tokenizer.model.prices;
    if (std::any_of(prices.begin(), prices.end(),
                    [](const pricing::Price& price) { return price.service == pricing::Service::off_peak; })) {
      lines.push_back(row.name + ": the price of the peak hours; --service off-peak has that of the others");
    }
  }
}

void add_standard_batch(const std::vector<Row>& rows, const pricing::Terms& terms, std::vector<std::string>& lines) {
  if (terms.service != pricing::Service::standard) return;
  if (std::any_of(rows.begin(), rows.end(), [](const Row& row) {
        return row.is_of_requests && !row.is_total && !row.is_of_training;
      })) {
    lines.emplace_back("the standard price; --batch has that of a batch");
  }
}

void add_reasoning(const std::vector<Row>& rows, std::vector<std::string>& lines) {
  if (std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row.tokenizer.model.reasoning; })) {
    lines.emplace_back(
        "reasoning models bill the tokens of their thoughts as output, and nobody can count those "
        "beforehand");
  }
}

}  // namespace

bool is_old(const Row& row, pricing::Date at) {
  if (row.is_total || row.tokenizer.model.prices.empty()) return false;
  return !row.bill.as_of || at - *row.bill.as_of > std::chrono::days(old_days);
}

bool is_rounded(const std::vector<Row>& rows, int decimals) {
  for (const Row& row : rows) {
    for (const auto& amount :
         {row.bill.input, row.bill.cached, row.bill.cache_write, row.bill.output, row.bill.total}) {
      if (amount && exact_decimal(*amount, decimals) != rounded_decimal(*amount, decimals)) return true;
    }
  }
  return false;
}

std::vector<std::string> notes(const std::vector<Row>& rows, const pricing::Terms& terms) {
  std::vector<std::string> lines;
  add_stand_ins(rows, lines);
  add_estimated_parts(rows, lines);
  add_old(rows, terms.at, lines);
  add_promotions(rows, lines);
  add_unknown(rows, terms, lines);
  add_peak_hours(rows, terms, lines);
  add_standard_batch(rows, terms, lines);
  add_reasoning(rows, lines);
  return lines;
}

}  // namespace tokmill::cli::cost
