// The project's own form of a price table: the reader of vocab/prices/prices.tsv and of a user's table alike.

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <utility>

#include "pricing/decimal.hpp"
#include "tokmill/pricing/price_table.hpp"

namespace tokmill::pricing {
namespace {

using Fields = std::vector<std::string_view>;

// A model while its rows are read.
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

std::string quoted(std::string_view text) {
  return std::string(1, '"').append(text).append(1, '"');
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

// The next line without its end, taken from the front of `text`.
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

bool is_left_out(std::string_view line) {
  return line.empty() || line.front() == '#';
}

// --- One field each: false where the text is no such value ----------------------------------------------

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
  const Result<Money> price = parse_dollars_per_million(text);
  if (!price || !per_million(*price)) return false;
  field = *price;
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

// Why a text is no price. The parser's own sentences name the text, which stands in the message already.
std::string_view why_no_price(std::string_view text) {
  const Result<Money> price = parse_dollars_per_million(text);
  if (price || price.error().code == ErrorCode::overflow) return "is too large for exact arithmetic";
  if (!pricing::parse_decimal(text)) return "is not a decimal number";
  return text.starts_with('-') ? "is negative" : "has more decimals than exact arithmetic carries";
}

struct Column {
  enum class Of { model, price, figure };  // a figure is an amount of money of a price

  std::string_view name;
  Of of;
  bool (*read)(std::string_view text, Draft& draft, Price& price);
};

#define TOKMILL_MODEL_COLUMN(name, member)                                                   \
  {                                                                                          \
    name, Column::Of::model,                                                                 \
        [](std::string_view text, Draft& draft, Price&) { return read(text, draft.member); } \
  }
#define TOKMILL_PRICE_COLUMN(name, of, member)                                               \
  {                                                                                          \
    name, Column::Of::of,                                                                    \
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
    TOKMILL_MODEL_COLUMN("note", model.note),
    TOKMILL_PRICE_COLUMN("service", price, service),
    TOKMILL_PRICE_COLUMN("from", price, from),
    TOKMILL_PRICE_COLUMN("to", price, to),
    TOKMILL_PRICE_COLUMN("promotion", price, promotion),
    TOKMILL_PRICE_COLUMN("above_input_tokens", price, above_input_tokens),
    {"comparison", Column::Of::price,
     [](std::string_view text, Draft&, Price& price) { return read_comparison(text, price.at_threshold); }},
    TOKMILL_PRICE_COLUMN("input", figure, input),
    TOKMILL_PRICE_COLUMN("cached_input", figure, cached_input),
    TOKMILL_PRICE_COLUMN("cache_write", figure, cache_write),
    TOKMILL_PRICE_COLUMN("cache_write_long", figure, cache_write_long),
    TOKMILL_PRICE_COLUMN("output", figure, output),
    TOKMILL_PRICE_COLUMN("training", figure, training),
    TOKMILL_PRICE_COLUMN("as_of", price, as_of),
    TOKMILL_PRICE_COLUMN("confidence", price, confidence),
    TOKMILL_PRICE_COLUMN("source", price, source),
};

#undef TOKMILL_MODEL_COLUMN
#undef TOKMILL_PRICE_COLUMN

// Reads one table after the other and holds what is known of each model until all is read.
class Reader {
 public:
  explicit Reader(PriceTable& table) : table_(table) {}

  Result<void> line(std::string_view text, std::size_t number) {
    if (is_left_out(text)) return {};
    const Fields fields = split(text, '\t');
    if (is_heading(fields)) return heading(fields, number);
    if (heading_.empty())
      return at_line(number, "a line that names the columns, \"model\" among them, comes first");
    return row(fields, number);
  }

  Result<void> finish() {
    for (Draft* draft : order_) {
      if (draft->alias_of.empty()) continue;
      const Result<Draft*> target = follow(*draft);
      if (!target) return target.error();
      if (!draft->prices.empty()) return at_line(draft->line, "an alias has the price of what it stands for");
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
      if (column == std::end(columns))
        return at_line(number, "there is no column " + quoted(name));
      if (std::find(heading_.begin(), heading_.end(), column) != heading_.end()) {
        return at_line(number, "the column " + quoted(name) + " stands here twice");
      }
      heading_.push_back(column);
    }
    return {};
  }

  Result<void> row(const Fields& fields, std::size_t number) {
    if (fields.size() != heading_.size()) {
      return at_line(number, std::to_string(heading_.size()) + " fields are wanted, not " +
                                 std::to_string(fields.size()));
    }
    Draft read_row;
    Price price;
    bool has_price = false;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].empty()) continue;
      has_price = has_price || heading_[i]->of != Column::Of::model;
      if (!heading_[i]->read(fields[i], read_row, price)) {
        std::string message = quoted(fields[i].substr(0, 40));
        message.append(" cannot be ").append(heading_[i]->name);
        if (heading_[i]->of == Column::Of::figure) message.append(", as it ").append(why_no_price(fields[i]));
        return at_line(number, message);
      }
    }
    if (price.at_threshold && !price.above_input_tokens)
      return at_line(number, "a comparison without above_input_tokens");
    if (price.promotion && !price.to) return at_line(number, "a promotion without its last day");
    if (read_row.model.id.empty()) return at_line(number, "a model without a name");
    Draft& draft = draft_of(read_row.model.id, number);
    if (draft.line == number) {
      keep_words(draft, read_row);
    } else if (const Result<void> agrees = agree(draft, read_row, number); !agrees) {
      return agrees;
    }
    if (has_price) {
      price.source = table_.keep(price.source);
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
  void keep_words(Draft& draft, const Draft& row) {
    const std::string_view id = draft.model.id;
    draft.model = row.model;
    draft.model.id = id;
    for (std::string_view PricedModel::*word : words) draft.model.*word = table_.keep(row.model.*word);
    draft.alias_of = table_.keep(row.alias_of);
  }

  // Another row of it: it may say what the earlier ones left open, and must not say otherwise.
  Result<void> agree(Draft& draft, const Draft& row, std::size_t number) {
    const Error disagreement = at_line(number, "the rows of " + quoted(row.model.id) + " disagree");
    if (row.alias_of != draft.alias_of) return disagreement;
    for (std::string_view PricedModel::*word : words) {
      const std::string_view text = row.model.*word;
      if (text.empty() || text == draft.model.*word) continue;
      if (!(draft.model.*word).empty()) return disagreement;
      draft.model.*word = table_.keep(text);
    }
    for (std::optional<std::uint64_t> PricedModel::*limit : limits) {
      const std::optional<std::uint64_t>& tokens = row.model.*limit;
      if (!tokens || tokens == draft.model.*limit) continue;
      if (draft.model.*limit) return disagreement;
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
        return at_line(at->line, quoted(at->model.id) + " is an alias of " + quoted(at->alias_of) +
                                     ", which this table does not have");
      }
      if (steps == drafts_.size()) {
        return at_line(alias.line, "the alias " + quoted(alias.model.id) + " leads back to itself");
      }
      at = next->second;
    }
    return at;
  }

  static constexpr std::array<std::string_view PricedModel::*, 6> words{
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
    if (is_left_out(line)) continue;
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
