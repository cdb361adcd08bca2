#include "options/model_names.hpp"

#include <string_view>
#include <unordered_set>
#include <utility>

#include "options/value_list.hpp"
#include "output/format.hpp"
#include "output/quote.hpp"

namespace tokmill::cli {
namespace {

// Collects names, each once.
class Expansion {
 public:
  explicit Expansion(const pricing::PriceBook& book) : book_(&book) {}

  // `name`: one of `list`.
  void add(std::string name, std::string_view list) {
    if (name.find_first_of("*?") != std::string::npos) return add_matches(name);
    if (!name.empty() || list.empty()) return add_once(std::move(name));
    fail(output::format("empty model name in {}", output::quoted(list)));
  }

  [[nodiscard]] ModelNames result() && { return std::move(all_); }

 private:
  void add_once(std::string name) {
    if (seen_.insert(name).second) all_.names.push_back(std::move(name));
  }

  void add_matches(const std::string& pattern) {
    all_.has_pattern = true;
    std::vector<std::string> matches = book_->names_like(pattern);
    if (matches.empty()) fail(output::format("no model matches {}", output::quoted(pattern)));
    for (std::string& name : matches) add_once(std::move(name));
  }

  void fail(std::string message) { all_.unmatched.push_back(Error{ErrorCode::unknown_model, std::move(message)}); }

  const pricing::PriceBook* book_;
  ModelNames all_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

ModelNames expand_model_names(const pricing::PriceBook& book, const std::vector<std::string>& values) {
  Expansion all(book);
  for (const ListItem& item : split_lists(values)) all.add(std::string(item.text), item.list);
  return std::move(all).result();
}

std::string resolution_note(std::string_view name, const analysis::ModelTokenizer& model) {
  const pricing::NameResolution& how = model.resolution;
  if (!how.by_rule && how.other_provider.empty()) return "";
  return output::format("{}: resolved to {}", name, qualified_name(model.model));
}

std::string price_note(std::string_view name, const analysis::ModelTokenizer& model) {
  const pricing::NameResolution& how = model.resolution;
  const std::string resolved = qualified_name(model.model);
  if (how.fine_tuned) return output::format("{}: unknown: fine-tuned price of {}", name, resolved);
  if (how.variant) {
    return output::format("{}: unknown: price of the variant {} of {}", name, name.substr(name.rfind(':')), resolved);
  }
  if (!how.other_provider.empty()) {
    return output::format("{}: {} has no row; priced as {}", name, how.other_provider, resolved);
  }
  if (how.from_reseller) return output::format("{}: no maker has a row; priced as {}", name, resolved);
  if (how.several_makers) return output::format("{}: several makers have a row; priced as {}", name, resolved);
  return resolution_note(name, model);
}

}  // namespace tokmill::cli
