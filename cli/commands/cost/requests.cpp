#include "commands/cost/requests.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>

#include "tokmill/chat/batch_requests.hpp"
#include "tokmill/threads.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::cost {
namespace {

// How much of the file is held at a time, so that threads have work and memory a bound.
constexpr std::size_t most_bytes_at_once = std::size_t{1} << 20;

// The lines of a file, one at a time, in a buffer that is as long as the longest.
class Lines {
 public:
  explicit Lines(const std::string& path) : file_(path == "-" ? stdin : std::fopen(path.c_str(), "rbe")) {}
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;
  ~Lines() {
    std::free(line_);
    if (file_ != nullptr && file_ != stdin) std::fclose(file_);
  }

  [[nodiscard]] bool is_open() const noexcept { return file_ != nullptr; }

  std::optional<std::string_view> next() {
    errno = 0;
    start_ = end_;
    const ssize_t size = ::getline(&line_, &capacity_, file_);
    if (size < 0) return std::nullopt;
    end_ += static_cast<std::size_t>(size);
    std::string_view line(line_, static_cast<std::size_t>(size));
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  /// Where in the file the line begins that was read last.
  [[nodiscard]] std::size_t start() const noexcept { return start_; }
  [[nodiscard]] bool has_failed() const noexcept { return std::ferror(file_) != 0; }

 private:
  std::FILE* file_;
  char* line_ = nullptr;
  std::size_t capacity_ = 0;
  std::size_t start_ = 0;
  std::size_t end_ = 0;
};

struct Tokens {
  std::uint64_t number = 0;
  bool exact = true;
};

// A line of the file on its way through.
struct Line {
  std::size_t number = 0;
  std::size_t start = 0;  // its first byte in the file
  std::string text;
  std::optional<std::size_t> ill_formed_at;
  std::optional<Error> error;
  std::optional<chat::BatchRequest> request;  // until it is counted
  chat::BatchRequest::Kind kind = chat::BatchRequest::Kind::request;
  const std::vector<std::size_t>* rows = nullptr;  // the rows that it is priced in
  std::vector<Result<Tokens>> counts;              // for each of them
  std::optional<Result<Tokens>> of_limit;          // for the model that it is to fit
};

Error named(const std::string& file, const Error& error) {
  return Error{error.code, file + ": " + error.message};
}

Error at_line(const Line& line, const Error& error) {
  return Error{error.code, "line " + std::to_string(line.number) + ": " + error.message};
}

Error too_many_tokens() {
  return Error{ErrorCode::overflow, "there are more tokens than 64 bits can count"};
}

// False where a sum does not fit.
bool add_to(pricing::Usage& sum, const pricing::Usage& more) {
  for (std::uint64_t pricing::Usage::*number :
       {&pricing::Usage::input_tokens, &pricing::Usage::cached_tokens, &pricing::Usage::cache_write_tokens,
        &pricing::Usage::cache_write_long_tokens, &pricing::Usage::output_tokens, &pricing::Usage::calls}) {
    if (__builtin_add_overflow(sum.*number, more.*number, &(sum.*number))) return false;
  }
  return true;
}

Result<Tokens> count_request(const chat::BatchRequest& request, const analysis::ModelTokenizer& tokenizer) {
  const Encoding& encoding = *tokenizer.encoding;
  const chat::CountText count_text = [&encoding](std::string_view text) { return encoding.count(text); };
  if (request.inputs) {
    Tokens tokens;
    tokens.number = request.input_ids;
    for (const std::string& input : *request.inputs) tokens.number += count_text(input);
    return tokens;
  }
  const Result<chat::Count> counted =
      chat::count_request(request.chat, tokenizer.model.id, count_text, chat::Items::left_out);
  if (!counted) return counted.error();
  return Tokens{counted->total, counted->exact};
}

class Pricer {
 public:
  Pricer(const RequestTerms& how, const ModelsOf& models_of) : how_(how), models_of_(models_of) {}

  // Prices a part of the file. Requests are read and counted on several threads, each in one go where its
  // model came before; rows are looked up and added up in the order of the file.
  Result<void> add(std::vector<Line>& lines) {
    parallel_for(lines.size(), how_.threads, [this, &lines](std::size_t i) { read(lines[i]); });
    bool all_counted = true;
    for (Line& line : lines) {
      if (const Result<void> checked = check_bytes(line); !checked) return at_line(line, checked.error());
      if (line.error) return at_line(line, *line.error);
      if (line.rows != nullptr) continue;
      const Result<std::vector<std::size_t>*> rows = rows_for(line.request->chat.model);
      if (!rows) return at_line(line, rows.error());
      line.rows = *rows;
      all_counted = false;
    }
    if (!all_counted) {
      parallel_for(lines.size(), how_.threads, [this, &lines](std::size_t i) {
        if (lines[i].request) count(lines[i]);
      });
    }
    for (const Line& line : lines) {
      if (const Result<void> held = hold_to_limit(line); !held) return at_line(line, held.error());
      for (std::size_t i = 0; i < line.rows->size(); ++i) {
        const Result<Tokens>& counted = line.counts[i];
        if (!counted) return at_line(line, counted.error());
        Row& row = priced_.rows[(*line.rows)[i]];
        const Result<void> added = add_to_row(row, *counted, line.kind);
        if (!added) return at_line(line, added.error());
      }
    }
    return {};
  }

  Result<PricedRequests> finish() {
    if (!how_.alternatives) {
      if (const Result<void> added = add_total(); !added) return added.error();
    }
    return std::move(priced_);
  }

 private:
  void read(Line& line) const {
    line.ill_formed_at = find_ill_formed(line.text);
    Result<chat::BatchRequest> request = chat::read_batch_request(line.text);
    if (!request) {
      line.error = std::move(request).error();
      return;
    }
    line.kind = request->kind;
    line.request = std::move(*request);
    const auto known = by_name_.find(line.request->chat.model);
    if (known == by_name_.end()) return;
    line.rows = &known->second;
    count(line);
  }

  Result<void> check_bytes(const Line& line) {
    if (!line.ill_formed_at || priced_.ill_formed_at) return {};
    priced_.ill_formed_at = line.start + *line.ill_formed_at;
    if (!how_.strict) return {};
    return Error{ErrorCode::ill_formed_text, "not UTF-8 at byte " + std::to_string(*priced_.ill_formed_at)};
  }

  Result<void> add_total() {
    Row total;
    total.name = "total";
    total.is_of_requests = total.is_total = true;
    total.usage.calls = 0;
    total.bill = pricing::empty_bill();
    for (const Row& row : priced_.rows) {
      total.exact = total.exact && row.exact;
      total.context_used = std::max(total.context_used, row.context_used);
      if (row.fits == false) total.fits = false;
      if (!add_to(total.usage, row.usage)) return too_many_tokens();
      if (const Result<void> added = pricing::add_to(total.bill, row.bill); !added) return added;
    }
    if (!priced_.unknown_models.empty()) total.bill.total.reset();
    priced_.rows.push_back(std::move(total));
    return {};
  }

  // The rows of a request that names this model; they are looked up once for each name.
  Result<std::vector<std::size_t>*> rows_for(const std::string& name) {
    const auto known = by_name_.find(name);
    if (known != by_name_.end()) return &known->second;
    const auto models = models_of_(name);
    std::vector<std::size_t> rows;
    if (!models) {
      if (models.error().code != ErrorCode::unknown_model) return models.error();
      priced_.unknown_models.push_back(models.error());
      return &by_name_.emplace(name, std::move(rows)).first->second;
    }
    for (const auto& [model, tokenizer] : *models) {
      const std::size_t row = row_of(model, tokenizer);
      // A model that is named twice is priced once.
      if (std::find(rows.begin(), rows.end(), row) == rows.end()) rows.push_back(row);
    }
    return &by_name_.emplace(name, std::move(rows)).first->second;
  }

  std::size_t row_of(const std::string& model, const analysis::ModelTokenizer& tokenizer) {
    std::vector<Row>& rows = priced_.rows;
    const auto same =
        std::find_if(rows.begin(), rows.end(), [&model](const Row& row) { return row.name == model; });
    if (same != rows.end()) return static_cast<std::size_t>(same - rows.begin());
    Row& row = rows.emplace_back();
    row.name = model;
    row.tokenizer = tokenizer;
    row.exact = tokenizer.exact;
    row.is_of_requests = true;
    row.usage.calls = 0;
    row.bill = pricing::empty_bill();
    return rows.size() - 1;
  }

  void count(Line& line) const {
    for (const std::size_t row : *line.rows) {
      line.counts.push_back(count_request(*line.request, priced_.rows[row].tokenizer));
    }
    if (how_.fits != nullptr) line.of_limit.emplace(count_request(*line.request, *how_.fits));
    line.request.reset();
  }

  Result<void> hold_to_limit(const Line& line) {
    if (!line.of_limit) return {};
    if (!*line.of_limit) return line.of_limit->error();
    const Tokens& tokens = **line.of_limit;
    const bool is_example = line.kind == chat::BatchRequest::Kind::example;
    pricing::Usage usage = is_example ? pricing::Usage() : how_.each;
    usage.input_tokens = tokens.number;
    pricing::Excess excess;
    const std::optional<bool> fit = pricing::fits(how_.fits->model, usage, how_.terms.service, &excess);
    Misfits& misfits = priced_.misfits;
    if (!fit) misfits.unknown = true;
    if (fit != false) return {};
    ++misfits.requests;
    if (excess.tokens - excess.allowed <= misfits.excess.tokens - misfits.excess.allowed) return {};
    misfits.line = line.number;
    misfits.excess = excess;
    misfits.exact = how_.fits->exact && tokens.exact;
    return {};
  }

  Result<void> add_to_row(Row& row, const Tokens& tokens, chat::BatchRequest::Kind kind) const {
    row.exact = row.exact && tokens.exact;
    return kind == chat::BatchRequest::Kind::example ? add_example(row, tokens.number)
                                                       : add_request(row, tokens.number);
  }

  Result<void> add_request(Row& row, std::uint64_t tokens) const {
    pricing::Usage usage = how_.each;
    usage.input_tokens = tokens;
    const Result<pricing::Bill> one = bill(row.tokenizer.model, usage, how_.terms);
    if (!one) return one.error();
    const std::optional<bool> fit = fits(row.tokenizer.model, usage, how_.terms.service);
    row.fits = row.fits == false ? row.fits : fit;
    row.context_used = std::max(row.context_used, one->context_used);
    return add_bill(row, usage, *one);
  }

  Result<void> add_example(Row& row, std::uint64_t tokens) const {
    pricing::Usage usage;
    if (__builtin_mul_overflow(tokens, how_.epochs, &usage.input_tokens)) return too_many_tokens();
    const Result<pricing::Bill> one = pricing::training_bill(row.tokenizer.model, usage.input_tokens, how_.terms);
    if (!one) return one.error();
    row.is_of_training = true;
    row.context_used = std::max(row.context_used, tokens);
    return add_bill(row, usage, *one);
  }

  // The row is as old as the oldest of the prices in it.
  static Result<void> add_bill(Row& row, const pricing::Usage& usage, const pricing::Bill& one) {
    row.bill.as_of = row.bill.price == nullptr || one.as_of < row.bill.as_of ? one.as_of : row.bill.as_of;
    row.bill.price = one.price;
    row.bill.promotion_ended = one.promotion_ended;
    if (!add_to(row.usage, usage)) return too_many_tokens();
    return pricing::add_to(row.bill, one);
  }

  const RequestTerms& how_;
  const ModelsOf& models_of_;
  PricedRequests priced_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_name_;
};

}  // namespace

Result<PricedRequests> price_requests(const std::string& path, const RequestTerms& how,
                                      const ModelsOf& models_of) {
  const std::string name = path == "-" ? "standard input" : path;
  Lines lines(path);
  if (!lines.is_open()) return Error{ErrorCode::malformed_request, name + ": " + std::strerror(errno)};
  Pricer pricer(how, models_of);
  std::size_t number = 0;
  std::vector<Line> part;
  std::size_t part_size = 0;
  const auto add_part = [&]() -> Result<void> {
    const Result<void> added = pricer.add(part);
    part.clear();
    part_size = 0;
    return added;
  };
  while (const std::optional<std::string_view> text = lines.next()) {
    ++number;
    if (text->find_first_not_of(" \t") == std::string_view::npos) continue;
    part_size += text->size();
    Line& line = part.emplace_back();
    line.number = number;
    line.start = lines.start();
    line.text = *text;
    if (part_size < most_bytes_at_once) continue;
    if (const Result<void> added = add_part(); !added) return named(name, added.error());
  }
  if (lines.has_failed()) return Error{ErrorCode::malformed_request, name + ": " + std::strerror(errno)};
  if (const Result<void> added = add_part(); !added) return named(name, added.error());
  return pricer.finish();
}

}  // namespace tokmill::cli::cost
