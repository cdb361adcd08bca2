#include "pricing/model_name.hpp"

#include <algorithm>
#include <utility>

#include "pricing/name_pattern.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

struct ProviderName {
  std::string_view name;      // a final * matches any text
  std::string_view provider;  // its usual name
  bool is_maker;
  std::string_view ids;  // how the ids of a maker's models start, separated by blanks
};

struct NameRewrite {
  enum class Meaning { name, fine_tuned, variant, newest };
  Meaning meaning;
  std::string_view pattern;
  std::string_view replacement;
};

#include "model_name_rows.inc"

constexpr std::size_t longest_rewritten_name = 256;

struct CompiledRule {
  const NameRewrite* rule;
  NamePattern pattern;
};

struct CompiledRules {
  std::vector<CompiledRule> rewrites;
  std::vector<CompiledRule> versions;
};

// Compiled when a name is first rewritten: most names are found as they are.
const CompiledRules& compiled_rules() {
  static const CompiledRules rules = [] {
    CompiledRules compiled;
    for (const NameRewrite& rule : rewrite_rows) {
      auto& list = rule.meaning == NameRewrite::Meaning::newest ? compiled.versions : compiled.rewrites;
      Result<NamePattern> pattern = NamePattern::compile(rule.pattern, PatternCase::any);
      if (pattern) list.push_back({&rule, *std::move(pattern)});  // a test checks that none is left out
    }
    return compiled;
  }();
  return rules;
}

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

char folded(char c) noexcept { return c == '.' || c == '_' ? '-' : lower(c); }

bool starts_with_spelling(std::string_view text, std::string_view prefix) noexcept {
  return text.size() >= prefix.size() && same_spelling(text.substr(0, prefix.size()), prefix);
}

const ProviderName* find_provider(std::string_view name) noexcept {
  for (const ProviderName& row : provider_rows) {
    if (row.name.ends_with('*') ? starts_with_spelling(name, row.name.substr(0, row.name.size() - 1))
                                : same_spelling(name, row.name)) {
      return &row;
    }
  }
  return nullptr;
}

bool starts_with_any(std::string_view id, std::string_view prefixes) noexcept {
  while (!prefixes.empty()) {
    const std::size_t end = std::min(prefixes.find(' '), prefixes.size());
    if (starts_with_spelling(id, prefixes.substr(0, end))) return true;
    prefixes.remove_prefix(std::min(end + 1, prefixes.size()));
  }
  return false;
}

// Digits of a date so that later dates are greater: the year is last in `08-2025`.
std::string sortable(std::string_view version) {
  std::string text;
  if (version.size() == 7 && version[2] == '-') text.append(version.substr(3)).append(version.substr(0, 2));
  for (const char c : text.empty() ? version : std::string_view()) {
    if (c != '-') text += c;
  }
  return text;
}

// The replacement of a rule, with the text of the first group for \1, and so on.
std::string rewritten_name(std::string_view replacement, const NamePattern::Groups& groups) {
  std::string name;
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    if (replacement[i] != '\\' || i + 1 == replacement.size()) {
      name += replacement[i];
      continue;
    }
    const auto group = static_cast<std::size_t>(replacement[++i] - '0');
    if (group < groups.size()) name += groups[group];
  }
  return name;
}

}  // namespace

bool same_spelling(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char left, char right) {
           return left == right || folded(left) == folded(right);
         });
}

std::uint64_t hash_of_spelling(std::string_view name) noexcept {
  std::uint64_t hash = 14695981039346656037U;  // FNV-1a
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(folded(c))) * 1099511628211U;
  return hash;
}

bool matches_pattern(std::string_view name, std::string_view pattern, Spelling spelling) noexcept {
  const auto same = [spelling](char a, char b) {
    return spelling == Spelling::any ? folded(a) == folded(b) : lower(a) == lower(b);
  };
  std::size_t at = 0;
  std::size_t next = 0;                       // in the pattern
  std::size_t star = std::string_view::npos;  // the last * in the pattern
  std::size_t after_star = 0;                 // the end of the text that it matches
  while (at < name.size()) {
    if (next < pattern.size() && pattern[next] == '*') {
      star = next++;
      after_star = at;
    } else if (next < pattern.size() && (pattern[next] == '?' || same(pattern[next], name[at]))) {
      ++next;
      ++at;
    } else if (star != std::string_view::npos) {
      next = star + 1;
      at = ++after_star;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', next) == std::string_view::npos;
}

std::string_view canonical_provider(std::string_view name) noexcept {
  const ProviderName* const row = find_provider(name);
  return row == nullptr ? name : row->provider;
}

bool is_listed_provider(std::string_view name) noexcept { return find_provider(name) != nullptr; }

bool same_provider(std::string_view a, std::string_view b) noexcept {
  return same_spelling(a, b) || same_spelling(canonical_provider(a), canonical_provider(b));
}

Seller seller_of(std::string_view provider, std::string_view id) noexcept {
  if (provider.empty()) return Seller::maker;
  const std::string_view name = canonical_provider(provider);
  // Such as nvidia's openai/gpt-oss-120b.
  const std::size_t slash = std::min(id.find('/'), id.size());
  if (slash < id.size() && is_listed_provider(id.substr(0, slash))) return Seller::reseller;
  for (const ProviderName& row : provider_rows) {
    if (row.name != name || !row.is_maker) continue;
    return starts_with_any(id, row.ids) ? Seller::maker : Seller::other_maker;
  }
  return Seller::reseller;
}

std::string_view own_id(const PricedModel& model) noexcept {
  const std::size_t slash = model.id.find('/');
  if (slash == std::string_view::npos || model.provider.empty() ||
      !same_provider(model.id.substr(0, slash), model.provider)) {
    return model.id;
  }
  return model.id.substr(slash + 1);
}

std::vector<NameForm> name_forms(std::string_view name) {
  std::vector<NameForm> forms = {{std::string(name)}};
  if (name.size() > longest_rewritten_name) return forms;
  for (const auto& [rule, pattern] : compiled_rules().rewrites) {
    NameForm form = forms.back();
    const std::optional<NamePattern::Groups> groups = pattern.match(form.name);
    if (!groups) continue;
    form.name = rewritten_name(rule->replacement, *groups);
    form.is_fine_tuned = form.is_fine_tuned || rule->meaning == NameRewrite::Meaning::fine_tuned;
    form.is_variant = form.is_variant || rule->meaning == NameRewrite::Meaning::variant;
    forms.push_back(std::move(form));
  }
  return forms;
}

std::optional<std::string> version_of(std::string_view id, std::string_view name, std::size_t rule) {
  if (id.size() <= name.size() || !starts_with_spelling(id, name)) return std::nullopt;
  const std::optional<NamePattern::Groups> groups = compiled_rules().versions[rule].pattern.match(id);
  if (!groups || (*groups)[1].size() != name.size()) return std::nullopt;
  return sortable((*groups)[2]);
}

std::size_t number_of_version_rules() { return compiled_rules().versions.size(); }

}  // namespace tokmill::pricing
