// The reader of price tables in the project's own format: vocab/prices/*.tsv and tables of users. It does not share the
// generators' TSV reader, which copies fields, has a fixed number of columns without names, and exits on errors.

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <utility>

#include "pricing/decimal.hpp"
#include "pricing/quoted.hpp"
#include "tokmill/pricing/price_table.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

using Fields = std::vector<std::string_view>;

// A model whose rows are being read.
struct Draft {
  PricedModel model;
  std::string_view alias_of;
  std::size_t line = 0;
  std::vector<Price> prices;
  std::vector<std::string_view> aliases;
};

Error at_line(std::size_t line, const std::string& what) {
  std::string message = "line " + std::to_string(line);
  return Error{ErrorCode::malformed_price_table, message.append(": ").append(what), line};
}

Fields split(std::string_view line, char separator) {
  Fields fields;
  for (;;) {
    const std::size_t end = line.find(separator);
    fields.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

// Removes the first line from `text` and returns it without its line break.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool is_heading(const Fields& fields) {
  return std::find(fields.begin(), fields.end(), "model") != fields.end();
}

bool is_ignored(std::string_view line) {
  return line.empty() || line.front() == '#';
}

// Each read() parses one field and returns false if the text is not a valid value.

bool read(std::string_view text, std::string_view& field) {
  field = text;
  return true;
}

bool read(std::string_view text, bool& field) {
  field = text == "yes";
  return field || text == "no";
}

bool read(std::string_view text, std::optional<std::uint64_t>& field) {
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || value > std::numeric_limits<std::uint64_t>::max() / 10 - 1) return false;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  field = value;
  return true;
}

bool read(std::string_view text, std::optional<Date>& field) {
  const Result<Date> day = parse_date(text);
  if (day) field = *day;
  return day.has_value();
}

bool read(std::string_view text, std::optional<Money>& field) {
  const Result<Money> price = parse_float_dollars_per_million(text);
  if (!price || !per_million(*price)) return false;
  field = *price;
  return true;
}

// A ratio with up to three decimal places, in thousandths.
bool read_ratio(std::string_view text, std::uint32_t& field) {
  constexpr Money::Integer max_ratio = 1'000'000;
  const Result<Decimal> number = parse_decimal(text);
  if (!number || number->negative) return false;
  const Result<Money::Integer> thousandths = scale(*number, 3);
  if (!thousandths || *thousandths == 0 || *thousandths > max_ratio) return false;
  field = static_cast<std::uint32_t>(*thousandths);
  return true;
}

bool read(std::string_view text, Service& field) {
  const std::optional<Service> service = find_service(text);
  if (service) field = *service;
  return service.has_value();
}

bool read_comparison(std::string_view text, bool& at_threshold) {
  at_threshold = text == ">=";
  return at_threshold || text == ">";
}

// Why `text` is not a valid price. The parser's own message would repeat the text.
std::string_view price_problem(std::string_view text) {
  const Result<Money> price = parse_float_dollars_per_million(text);
  if (price || price.error().code == ErrorCode::overflow) return "too large for exact arithmetic";
  if (!parse_long_decimal(text)) return "not a decimal number";
  return text.starts_with('-') ? "negative" : "too many decimal places for exact arithmetic";
}

struct Column {
  enum class Kind { model, price, amount };  // an amount is a price's amount of money

  std::string_view name;
  Kind kind;
  bool (*read)(std::string_view text, Draft& draft, Price& price);
};

#define TOKMILL_MODEL_COLUMN(name, member)                                                   \
  {                                                                                          \
    name, Column::Kind::model,                                                                 \
        [](std::string_view text, Draft& draft, Price&) { return read(text, draft.member); } \
  }
#define TOKMILL_PRICE_COLUMN(name, kind, member)                                             \
  {                                                                                          \
    name, Column::Kind::kind,                                                                    \
        [](std::string_view text, Draft&, Price& price) { return read(text, price.member); } \
  }

constexpr Column columns[] = {
    TOKMILL_MODEL_COLUMN("provider", model.provider),
    TOKMILL_MODEL_COLUMN("model", model.id),
    TOKMILL_MODEL_COLUMN("alias_of", alias_of),
    TOKMILL_MODEL_COLUMN("kind", model.kind),
    TOKMILL_MODEL_COLUMN("default", model.in_default_set),
    TOKMILL_MODEL_COLUMN("reasoning", model.reasoning),
    TOKMILL_MODEL_COLUMN("encoding", model.encoding),
    TOKMILL_MODEL_COLUMN("context_window", model.context_window),
    TOKMILL_MODEL_COLUMN("max_input", model.max_input),
    TOKMILL_MODEL_COLUMN("max_output", model.max_output),
    TOKMILL_MODEL_COLUMN("max_output_batch", model.max_output_batch),
    TOKMILL_MODEL_COLUMN("cache_retention", model.cache_retention),
    TOKMILL_MODEL_COLUMN("tokenizer", model.tokenizer),
    {"ratio_low", Column::Kind::model,
     [](std::string_view text, Draft& draft, Price&) { return read_ratio(text, draft.model.ratio.low); }},
    {"ratio_high", Column::Kind::model,
     [](std::string_view text, Draft& draft, Price&) { return read_ratio(text, draft.model.ratio.high); }},
    TOKMILL_MODEL_COLUMN("ratio_source", model.ratio.source),
    TOKMILL_MODEL_COLUMN("note", model.note),
    TOKMILL_PRICE_COLUMN("service", price, service),
    TOKMILL_PRICE_COLUMN("from", price, from),
    TOKMILL_PRICE_COLUMN("to", price, to),
    TOKMILL_PRICE_COLUMN("promotion", price, promotion),
    TOKMILL_PRICE_COLUMN("above_input_tokens", price, above_input_tokens),
    {"comparison", Column::Kind::price,
     [](std::string_view text, Draft&, Price& price) { return read_comparison(text, price.at_threshold); }},
    TOKMILL_PRICE_COLUMN("input", amount, input),
    TOKMILL_PRICE_COLUMN("cached_input", amount, cached_input),
    TOKMILL_PRICE_COLUMN("cache_write", amount, cache_write),
    TOKMILL_PRICE_COLUMN("cache_write_long", amount, cache_write_long),
    TOKMILL_PRICE_COLUMN("output", amount, output),
    TOKMILL_PRICE_COLUMN("training", amount, training),
    TOKMILL_PRICE_COLUMN("as_of", price, as_of),
    TOKMILL_PRICE_COLUMN("confidence", price, confidence),
    TOKMILL_PRICE_COLUMN("source", price, source),
    TOKMILL_PRICE_COLUMN("disagreement", price, disagreement),
};

#undef TOKMILL_MODEL_COLUMN
#undef TOKMILL_PRICE_COLUMN

// Reads tables line by line and collects what they say about each model.
class Reader {
 public:
  explicit Reader(PriceTable& table) : table_(table) {}

  Result<void> line(std::string_view text, std::size_t number) {
    if (is_ignored(text)) return {};
    const Fields fields = split(text, '\t');
    if (is_heading(fields)) return heading(fields, number);
    if (heading_.empty()) return at_line(number, "expected column names, including 'model'");
    return row(fields, number);
  }

  Result<void> finish() {
    for (Draft* draft : order_) {
      if (draft->alias_of.empty()) continue;
      const Result<Draft*> target = follow(*draft);
      if (!target) return target.error();
      if (!draft->prices.empty()) return at_line(draft->line, "an alias cannot have a price");
      (*target)->aliases.push_back(draft->model.id);
    }
    for (Draft* draft : order_) {
      if (!draft->alias_of.empty()) continue;
      draft->model.prices = table_.keep(std::move(draft->prices));
      draft->model.aliases = table_.keep(std::move(draft->aliases));
      if (const Result<void> added = table_.add(draft->model); !added)
        return at_line(draft->line, added.error().message);
    }
    return {};
  }

 private:
  Result<void> heading(const Fields& names, std::size_t number) {
    heading_.clear();
    for (const std::string_view name : names) {
      const auto* const column = std::find_if(std::begin(columns), std::end(columns),
                                              [name](const Column& c) { return c.name == name; });
      if (column == std::end(columns)) return at_line(number, "unknown column " + quoted(name));
      if (std::find(heading_.begin(), heading_.end(), column) != heading_.end()) {
        return at_line(number, "duplicate column " + quoted(name));
      }
      heading_.push_back(column);
    }
    return {};
  }

  Result<void> row(const Fields& fields, std::size_t number) {
    if (fields.size() != heading_.size()) {
      return at_line(number, "expected " + std::to_string(heading_.size()) + " fields, got " +
                                 std::to_string(fields.size()));
    }
    Draft read_row;
    Price price;
    bool has_price = false;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].empty()) continue;
      has_price = has_price || heading_[i]->kind != Column::Kind::model;
      if (heading_[i]->read(fields[i], read_row, price)) continue;
      const Error invalid = at_line(number, "invalid " + std::string(heading_[i]->name) + " " + quoted(fields[i]));
      if (heading_[i]->kind != Column::Kind::amount) return invalid;
      table_.leave_out(std::string(invalid.message).append(": ").append(price_problem(fields[i])));
    }
    if (price.at_threshold && !price.above_input_tokens) {
      return at_line(number, "comparison requires above_input_tokens");
    }
    if (price.promotion && !price.to) return at_line(number, "promotion requires to, its last day");
    if (read_row.model.id.empty()) return at_line(number, "model is required");
    const TokenRatio& ratio = read_row.model.ratio;
    if (ratio != TokenRatio{} && (ratio.low == 0 || ratio.high == 0 || ratio.source.empty())) {
      return at_line(number, "ratio_low, ratio_high and ratio_source require each other");
    }
    if (ratio.low > ratio.high) return at_line(number, "ratio_low exceeds ratio_high");
    Draft& draft = draft_of(read_row.model.id, number);
    if (draft.line == number) {
      keep_texts(draft, read_row);
    } else if (const Result<void> merged = merge(draft, read_row, number); !merged) {
      return merged;
    }
    if (has_price) {
      price.source = table_.keep(price.source);
      price.disagreement = table_.keep(price.disagreement);
      price.confidence = table_.keep(price.confidence);
      draft.prices.push_back(price);
    }
    return {};
  }

  Draft& draft_of(std::string_view id, std::size_t number) {
    const auto found = by_id_.find(id);
    if (found != by_id_.end()) return *found->second;
    Draft& draft = drafts_.emplace_back();
    draft.line = number;
    draft.model.id = table_.keep(id);
    by_id_.emplace(draft.model.id, &draft);
    order_.push_back(&draft);
    return draft;
  }

  // The first row of a model.
  void keep_texts(Draft& draft, const Draft& row) {
    const std::string_view id = draft.model.id;
    draft.model = row.model;
    draft.model.id = id;
    for (std::string_view PricedModel::*text : texts) draft.model.*text = table_.keep(row.model.*text);
    draft.model.ratio.source = table_.keep(row.model.ratio.source);
    draft.alias_of = table_.keep(row.alias_of);
  }

  // Another row of a model: it may add facts but must not contradict the earlier rows.
  Result<void> merge(Draft& draft, const Draft& row, std::size_t number) {
    const Error conflict = at_line(number, "conflicting rows for model " + quoted(row.model.id));
    if (row.alias_of != draft.alias_of) return conflict;
    for (std::string_view PricedModel::*text : texts) {
      const std::string_view value = row.model.*text;
      if (value.empty() || value == draft.model.*text) continue;
      if (!(draft.model.*text).empty()) return conflict;
      draft.model.*text = table_.keep(value);
    }
    if (const TokenRatio& ratio = row.model.ratio; ratio.is_known() && ratio != draft.model.ratio) {
      if (draft.model.ratio.is_known()) return conflict;
      draft.model.ratio = {ratio.low, ratio.high, table_.keep(ratio.source)};
    }
    for (std::optional<std::uint64_t> PricedModel::*limit : limits) {
      const std::optional<std::uint64_t>& tokens = row.model.*limit;
      if (!tokens || tokens == draft.model.*limit) continue;
      if (draft.model.*limit) return conflict;
      draft.model.*limit = tokens;
    }
    draft.model.in_default_set = draft.model.in_default_set || row.model.in_default_set;
    draft.model.reasoning = draft.model.reasoning || row.model.reasoning;
    return {};
  }

  Result<Draft*> follow(Draft& alias) {
    Draft* at = &alias;
    for (std::size_t steps = 0; !at->alias_of.empty(); ++steps) {
      const auto next = by_id_.find(at->alias_of);
      if (next == by_id_.end()) {
        return at_line(at->line, "alias " + quoted(at->model.id) + " refers to unknown model " + quoted(at->alias_of));
      }
      if (steps == drafts_.size()) {
        return at_line(alias.line, "circular alias " + quoted(alias.model.id));
      }
      at = next->second;
    }
    return at;
  }

  static constexpr std::array<std::string_view PricedModel::*, 6> texts{
      &PricedModel::provider,        &PricedModel::kind,      &PricedModel::encoding,
      &PricedModel::cache_retention, &PricedModel::tokenizer, &PricedModel::note};
  static constexpr std::array<std::optional<std::uint64_t> PricedModel::*, 4> limits{
      &PricedModel::context_window, &PricedModel::max_input, &PricedModel::max_output,
      &PricedModel::max_output_batch};

  PriceTable& table_;
  std::vector<const Column*> heading_;
  std::deque<Draft> drafts_;
  std::vector<Draft*> order_;
  std::map<std::string_view, Draft*, std::less<>> by_id_;
};

}  // namespace

Result<PriceTable> PriceTable::parse(std::string_view text) {
  PriceTable table;
  Reader reader(table);
  for (std::size_t number = 1; !text.empty(); ++number) {
    if (const Result<void> read = reader.line(take_line(text), number); !read) return read.error();
  }
  if (const Result<void> finished = reader.finish(); !finished) return finished.error();
  return table;
}

bool PriceTable::is_own_form(std::string_view text) noexcept {
  while (!text.empty()) {
    std::string_view line = take_line(text);
    if (is_ignored(line)) continue;
    while (!line.empty()) {
      const std::size_t end = std::min(line.find('\t'), line.size());
      if (line.substr(0, end) == "model") return true;
      line.remove_prefix(std::min(end + 1, line.size()));
    }
    return false;
  }
  return false;
}

}  // namespace tokmill::pricing
