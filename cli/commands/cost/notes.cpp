#include "commands/cost/notes.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "options/encoding_source.hpp"
#include "options/model_names.hpp"
#include "options/model_tokenizer.hpp"
#include "options/proxy_warning.hpp"
#include "output/format.hpp"

namespace tokmill::cli::cost {
namespace {

using analysis::CostRow;
using Rows = std::vector<CostRow>;

constexpr int old_days = 180;
constexpr std::size_t max_proxy_lines = 3;  // more are replaced by one general line
constexpr std::string_view tokens_as_given = "token count as given; the model's tokenizer is not public";

void append_name(std::string& names, std::string_view name) {
  if (!names.empty()) names += ", ";
  names += name;
}

// The models that are counted with the encoding of --encoding instead of their own.
void add_chosen_encoding(const Rows& rows, const Encoding& encoding, std::vector<std::string>& lines) {
  std::string names;
  for (const CostRow& row : rows) {
    if (!row.is_total && !row.tokenizer.exact && !row.is_reported) append_name(names, row.name);
  }
  if (!names.empty()) {
    lines.push_back(output::format("≈ {}: counted with {} (--encoding) instead of the model's own tokenizer", names,
                                   encoding_label(encoding.name())));
  }
}

// One line for each description of a tokenizer that is not public, with the models that have it.
void add_proxies(const Rows& rows, bool tokens_are_given, std::vector<std::string>& lines) {
  struct Group {
    std::string known;  // of the tokenizer
    std::string hint;
    std::string names;
  };
  std::vector<Group> groups;
  for (const CostRow& row : rows) {
    if (row.is_total || row.tokenizer.exact || row.is_reported) continue;
    const std::string known =
        tokens_are_given ? std::string(row.tokenizer.model.tokenizer) : proxy_note(row.tokenizer.model);
    std::string hint = tokens_are_given ? "" : exactness_hint(row.tokenizer.model.id);
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& other) {
      return other.known == known && other.hint == hint;
    });
    append_name(group == groups.end() ? groups.emplace_back(Group{known, std::move(hint), ""}).names : group->names,
                row.name);
  }
  if (groups.size() > max_proxy_lines) {
    constexpr std::string_view see = "see tokmill models NAME";
    lines.push_back(tokens_are_given ? output::format("≈ {} ({})", tokens_as_given, see)
                                     : "≈ " + proxy_message(analysis::proxy_encoding,
                                                           output::format("error unknown without a range; {}", see)));
    return;
  }
  for (const auto& [known, hint, names] : groups) {
    if (!tokens_are_given) {
      lines.push_back(output::format("≈ {}: {}", names, proxy_message(analysis::proxy_encoding, known, hint)));
      continue;
    }
    std::string line = output::format("≈ {}: {}", names, tokens_as_given);
    if (!known.empty()) output::append_format(line, " ({})", known);
    lines.push_back(std::move(line));
  }
}

void add_estimated_parts(const Rows& rows, std::vector<std::string>& lines) {
  std::string names;
  for (const CostRow& row : rows) {
    if (!row.is_total && row.tokenizer.exact && !row.exact && !row.unknown_input) append_name(names, row.name);
  }
  if (!names.empty()) {
    lines.push_back(output::format(
        "≈ {}: estimate: no counting rule is published for some parts of the request and this model", names));
  }
}

void add_old(const Rows& rows, pricing::Date at, std::vector<std::string>& lines) {
  std::string old;
  std::string undated;
  for (const CostRow& row : rows) {
    if (!is_old(row, at)) continue;
    if (row.bill.as_of) {
      append_name(old, output::format("{} ({})", row.name, pricing::to_string(*row.bill.as_of)));
    } else {
      append_name(undated, row.name);
    }
  }
  if (!old.empty()) {
    std::string line =
        output::format("* price recorded more than {} days before {}: {}", old_days, pricing::to_string(at), old);
    if (!undated.empty()) line += "; price date unknown: " + undated;
    lines.push_back(std::move(line));
  } else if (!undated.empty()) {
    lines.push_back("* price date unknown: " + undated);
  }
}

// The first day for which a price of the service is known, if it is after the day of the calls.
std::optional<pricing::Date> known_since(const CostRow& row, pricing::Service service, pricing::Date at) {
  std::optional<pricing::Date> first;
  for (const pricing::Price& price : row.tokenizer.model.prices) {
    if (price.service != service) continue;
    if (!price.from || *price.from <= at) return std::nullopt;
    if (!first || *price.from < *first) first = price.from;
  }
  return first;
}

void add_name_notes(const Rows& rows, std::vector<std::string>& lines) {
  for (const CostRow& row : rows) {
    if (row.is_total) continue;
    if (std::string note = price_note(row.name, row.tokenizer); !note.empty()) lines.push_back(std::move(note));
  }
}

void add_unknown(const Rows& rows, const pricing::Terms& terms, std::vector<std::string>& lines) {
  std::map<pricing::Service, std::string> names;
  std::string training_names;
  std::string early_names;
  for (const CostRow& row : rows) {
    if (row.is_total || row.bill.total || row.bill.promotion_ended || row.unknown_input) continue;
    if (row.tokenizer.resolution.has_own_price() && !row.is_training) continue;  // see add_name_notes()
    if (row.is_training) {
      append_name(training_names, row.name);
    } else if (!row.unpriced) {
      continue;  // a number of tokens or a tier is unknown, not a price
    } else if (const std::optional<pricing::Date> first = known_since(row, *row.unpriced, terms.at); first) {
      append_name(early_names, output::format("{} ({})", row.name, pricing::to_string(*first)));
    } else {
      append_name(names[*row.unpriced], row.name);
    }
  }
  if (!early_names.empty()) lines.push_back("unknown: no price is known before these days: " + early_names);
  if (!training_names.empty()) lines.push_back("unknown: no training price for " + training_names);
  for (const auto& [service, models] : names) {
    std::string line = "unknown: a required price is missing for " + models + " on " + pricing::to_string(terms.at);
    if (service != pricing::Service::standard) line += output::format(" ({})", to_string(service));
    lines.push_back(std::move(line));
  }
}

void add_promotions(const Rows& rows, std::vector<std::string>& lines) {
  for (const CostRow& row : rows) {
    if (row.bill.promotion_ended) {
      const char* const current = row.bill.price != nullptr ? "showing the price announced for after the promotion"
                                                            : "the price since then is unknown";
      lines.push_back(output::format("{}: a promotion ended on {}; {}", row.name,
                                     pricing::to_string(*row.bill.promotion_ended), current));
    } else if (row.bill.price != nullptr && row.bill.price->promotion && row.bill.price->to) {
      lines.push_back(
          output::format("{}: promotional price until {}", row.name, pricing::to_string(*row.bill.price->to)));
    }
  }
}

void add_disagreements(const Rows& rows, std::vector<std::string>& lines) {
  std::vector<std::string> disagreements;
  std::string names;
  for (const CostRow& row : rows) {
    if (row.bill.price == nullptr || row.bill.price->disagreement.empty()) continue;
    disagreements.push_back(output::format("{}: sources disagree: {}", row.name, row.bill.price->disagreement));
    append_name(names, row.name);
  }
  if (disagreements.size() > 1) {
    lines.push_back("sources disagree on the prices of " + names + "; see tokmill models NAME");
  } else {
    lines.insert(lines.end(), disagreements.begin(), disagreements.end());
  }
}

void add_peak_hours(const Rows& rows, const pricing::Terms& terms, std::vector<std::string>& lines) {
  if (terms.service != pricing::Service::standard) return;
  for (const CostRow& row : rows) {
    const std::span<const pricing::Price> prices = row.tokenizer.model.prices;
    if (std::any_of(prices.begin(), prices.end(),
                    [](const pricing::Price& price) { return price.service == pricing::Service::off_peak; })) {
      lines.push_back(row.name + ": price for peak hours; use --service off-peak for the other hours");
    }
  }
}

void add_standard_batch(const Rows& rows, const pricing::Terms& terms, std::vector<std::string>& lines) {
  if (terms.service != pricing::Service::standard) return;
  if (std::any_of(rows.begin(), rows.end(), [](const CostRow& row) {
        return row.is_batch && row.bill.price != nullptr && !row.is_training && !row.own_service;
      })) {
    lines.emplace_back("standard price; use --batch for the batch price");
  }
}

void add_own_service(const Rows& rows, std::vector<std::string>& lines) {
  const auto row =
      std::find_if(rows.begin(), rows.end(), [](const CostRow& any) { return any.own_service.has_value(); });
  if (row == rows.end()) return;
  const std::string names =
      row->is_batch ? "each request's own service_tier"
                    : output::format("the request's own service_tier ({})", pricing::to_string(*row->own_service));
  lines.push_back(output::format("priced by {}; --service NAME replaces it", names));
}

void add_answers(const Rows& rows, bool most_output, std::vector<std::string>& lines) {
  const auto row = std::find_if(rows.begin(), rows.end(), [](const CostRow& any) { return any.answers > 1; });
  if (row == rows.end()) return;
  const std::string answers = output::format("n = {}: ", row->answers);
  lines.push_back(answers + (most_output ? "output of all answers" : "each answer is billed as output"));
}

void add_unknown_output(const Rows& rows, std::vector<std::string>& lines) {
  std::string names;
  for (const CostRow& row : rows) {
    if (row.unknown_output && !row.is_training) append_name(names, row.name);
  }
  if (!names.empty()) lines.push_back("unknown: no output limit is known for " + names);
}

void add_unknown_input(const Rows& rows, std::vector<std::string>& lines) {
  if (std::any_of(rows.begin(), rows.end(), [](const CostRow& row) { return row.unknown_input; })) {
    lines.emplace_back("≥ the known part of the input");
  }
}

void add_reasoning(const Rows& rows, std::vector<std::string>& lines) {
  if (std::any_of(rows.begin(), rows.end(), [](const CostRow& row) { return row.tokenizer.model.reasoning; })) {
    lines.emplace_back("reasoning tokens are billed as output and cannot be predicted");
  }
}

}  // namespace

bool is_old(const CostRow& row, pricing::Date at) {
  if (row.is_total || row.tokenizer.model.prices.empty()) return false;
  if (!row.bill.as_of) return row.bill.price != nullptr;
  return at - *row.bill.as_of > std::chrono::days(old_days);
}

bool is_rounded(const Rows& rows, int decimals) {
  for (const CostRow& row : rows) {
    for (const auto& amount :
         {row.bill.input, row.bill.cached, row.bill.cache_write, row.bill.output, row.bill.total}) {
      if (amount && exact_decimal(*amount, decimals) != rounded_decimal(*amount, decimals)) return true;
    }
  }
  return false;
}

std::vector<std::string> notes(const Rows& rows, const CostRequest& request) {
  const pricing::Terms& terms = request.terms;
  const bool tokens_are_given = request.input_tokens.has_value();
  std::vector<std::string> lines;
  add_name_notes(rows, lines);
  if (request.encoding != nullptr) {
    add_chosen_encoding(rows, *request.encoding, lines);
  } else {
    add_proxies(rows, tokens_are_given, lines);
  }
  add_estimated_parts(rows, lines);
  add_unknown_input(rows, lines);
  add_unknown_output(rows, lines);
  add_old(rows, terms.at, lines);
  add_promotions(rows, lines);
  add_unknown(rows, terms, lines);
  add_disagreements(rows, lines);
  add_peak_hours(rows, terms, lines);
  add_standard_batch(rows, terms, lines);
  add_own_service(rows, lines);
  add_answers(rows, request.most_output, lines);
  add_reasoning(rows, lines);
  return lines;
}

}  // namespace tokmill::cli::cost
