#include "options/model_names.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "output/format.hpp"
#include "output/quote.hpp"

namespace tokmill::cli {
namespace {

void add_once(std::string name, ModelNames& all) {
  if (std::ranges::find(all.names, name) == all.names.end()) all.names.push_back(std::move(name));
}

std::string without_blanks(std::string_view text) {
  const std::size_t start = std::min(text.find_first_not_of(' '), text.size());
  const std::size_t end = text.find_last_not_of(' ') + 1;
  return std::string(text.substr(start, std::max(start, end) - start));
}

void add_matches(const pricing::PriceBook& book, const std::string& pattern, ModelNames& all) {
  all.has_pattern = true;
  std::vector<std::string> matches = book.names_like(pattern);
  if (matches.empty()) {
    all.unmatched.push_back(
        Error{ErrorCode::unknown_model, output::format("no model matches {}", output::quoted(pattern))});
  }
  for (std::string& name : matches) add_once(std::move(name), all);
}

void add(const pricing::PriceBook& book, std::string name, const std::string& list, ModelNames& all) {
  if (name.find_first_of("*?") != std::string::npos) return add_matches(book, name, all);
  if (name.empty() && !list.empty()) {
    all.unmatched.push_back(
        Error{ErrorCode::unknown_model, output::format("empty model name in {}", output::quoted(list))});
    return;
  }
  all.names.push_back(std::move(name));
}

}  // namespace

ModelNames expand_model_names(const pricing::PriceBook& book, const std::vector<std::string>& values) {
  ModelNames all;
  for (const std::string& list : values) {
    for (std::size_t start = 0; start <= list.size();) {
      const std::size_t end = std::min(list.find(',', start), list.size());
      add(book, without_blanks(std::string_view(list).substr(start, end - start)), list, all);
      start = end + 1;
    }
  }
  return all;
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
  if (!how.other_provider.empty()) {
    return output::format("{}: {} has no row; priced as {}", name, how.other_provider, resolved);
  }
  if (how.from_reseller) return output::format("{}: no maker has a row; priced as {}", name, resolved);
  if (how.several_makers) return output::format("{}: several makers have a row; priced as {}", name, resolved);
  return resolution_note(name, model);
}

}  // namespace tokmill::cli
