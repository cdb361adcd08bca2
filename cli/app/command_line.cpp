// The only file that includes CLI11, which is slow to compile. CLI11 splits the command line into options, values and
// arguments; the messages are this file's own.

#include "app/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "app/usage_error.hpp"
#include "app/whole_number.hpp"
#include "output/format.hpp"
#include "output/join.hpp"
#include "output/quote.hpp"
#include "tokmill/nearest_name.hpp"

namespace tokmill::cli::app {
namespace {

// "auto, always or never"
std::string alternatives(std::span<const std::string> choices) {
  if (choices.size() < 2) return output::join(choices, ", ");
  return output::join(choices.first(choices.size() - 1), ", ") + " or " + choices.back();
}

}  // namespace

// An option in CLI11, and how many of its values have been assigned.
struct CommandLine::Given {
  const Spec* spec;
  const CLI::Option* option;
  std::size_t assigned = 0;
};

bool CommandLine::Spec::has_choice(std::string_view value) const {
  return std::ranges::find(choices, value) != choices.end();
}

void CommandLine::flag(const std::string& names, bool& target, const std::string& /*help*/) {
  Spec& spec = add(names, [&target](const std::string& /*name*/, const std::string& /*value*/) -> Result<void> {
    target = true;
    return {};
  });
  spec.is_flag = true;
  spec.may_repeat = true;
}

void CommandLine::text(const std::string& names, std::optional<std::string>& target, const std::string& /*value*/,
                       const std::string& /*help*/) {
  add(names, [&target](const std::string& /*name*/, const std::string& value) -> Result<void> {
    target = value;
    return {};
  });
}

void CommandLine::texts(const std::string& names, std::vector<std::string>& targets, const std::string& /*value*/,
                        const std::string& /*help*/) {
  Spec& spec = add(names, [&targets](const std::string& /*name*/, const std::string& value) -> Result<void> {
    targets.push_back(value);
    return {};
  });
  spec.may_repeat = true;
}

void CommandLine::each(const std::string& names, const Take& take, const std::string& /*value*/,
                       const std::string& /*help*/, bool may_repeat) {
  Spec& spec = add(names, [take](const std::string& /*name*/, const std::string& value) { return take(value); });
  spec.may_repeat = may_repeat;
}

void CommandLine::number(const std::string& names, std::optional<std::uint64_t>& target, const std::string& /*value*/,
                         const std::string& /*help*/) {
  add(names, [&target](const std::string& name, const std::string& value) -> Result<void> {
    const Result<std::uint64_t> parsed = parse_whole_number(name, value);
    if (!parsed) return parsed.error();
    target = *parsed;
    return {};
  });
}

void CommandLine::choice(const std::string& names, std::string& target, const std::vector<std::string>& choices,
                         const std::string& /*help*/) {
  Spec& spec = add(names, [&target](const std::string& /*name*/, const std::string& value) -> Result<void> {
    target = value;
    return {};
  });
  spec.choices = choices;
}

void CommandLine::choice_or(const std::string& names, std::optional<std::string>& target,
                            const std::vector<std::string>& choices, const std::string& usual,
                            const std::string& help) {
  text(names, target, "", help);
  specs_.back().choices = choices;
  specs_.back().usual = usual;
}

void CommandLine::positionals(const std::string& /*name*/, std::vector<std::string>& target,
                              const std::string& /*help*/) {
  positionals_ = &target;
}

Result<void> CommandLine::parse(std::span<const char* const> words) {
  CLI::App parser;
  parser.set_help_flag("-h,--help");
  std::vector<Given> given;
  given.reserve(specs_.size());
  for (const Spec& spec : specs_) {
    CLI::Option* const option =
        spec.is_flag ? parser.add_flag_function(spec.names, [](std::int64_t) {})->disable_flag_override()
                     : parser.add_option_function<std::vector<std::string>>(
                           spec.names, [](const std::vector<std::string>& /*values*/) {});
    if (!spec.is_flag) {
      option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false);
    }
    given.push_back({&spec, option});
  }
  // Arguments come out as extras: as positionals, CLI11 would split "[a,b]" into two.
  parser.allow_extras();

  words_ = normalized(words);
  try {
    std::vector<std::string> reversed(words_.rbegin(), words_.rend());
    parser.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    help_requested_ = true;
    return {};
  } catch (const CLI::ArgumentMismatch&) {
    return mismatch();
  } catch (const CLI::ParseError&) {
    return usage_error(output::format("invalid arguments; {}", see_help()));
  }
  for (const CLI::Option* const option : parser.parse_order()) {
    const auto of_option = std::ranges::find(given, option, &Given::option);
    if (of_option == given.end()) continue;
    if (const Result<void> assigned = assign(*of_option->spec, option->results(), of_option->assigned++); !assigned) {
      return assigned;
    }
  }
  return add_positionals(parser.remaining());
}

CommandLine::Spec& CommandLine::add(const std::string& names, Assign assign) {
  Spec& spec = specs_.emplace_back();
  spec.names = names;
  spec.assign = std::move(assign);
  return spec;
}

const CommandLine::Spec* CommandLine::find(std::string_view name) const {
  for (const Spec& spec : specs_) {
    const std::vector<std::string> names = split_names(spec.names);
    if (std::ranges::find(names, name) != names.end()) return &spec;
  }
  return nullptr;
}

std::vector<std::string> CommandLine::normalized(std::span<const char* const> words) const {
  std::vector<std::string> result;
  bool are_options = true;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string word = words[i];
    if (word == "--") are_options = false;
    if (!are_options) {
      result.push_back(std::move(word));
      continue;
    }
    const bool is_empty_value = word.starts_with("--") && word.ends_with('=');
    if (is_empty_value) word.pop_back();
    const Spec* const spec = find(word);
    const bool has_value =
        is_empty_value || (i + 1 < words.size() && spec != nullptr && spec->has_choice(words[i + 1]));
    if (spec != nullptr && spec->usual && !has_value) word += "=" + *spec->usual;
    result.push_back(std::move(word));
    if (is_empty_value) result.emplace_back();
  }
  return result;
}

Result<void> CommandLine::add_positionals(const std::vector<std::string>& words) {
  bool may_be_option = true;
  for (const std::string& word : words) {
    if (may_be_option && word == "--") {
      may_be_option = false;
      continue;
    }
    const bool is_number = word.size() > 1 && word[1] >= '0' && word[1] <= '9';
    const bool is_option = may_be_option && word.size() > 1 && word.starts_with('-') && !is_number;
    if (positionals_ == nullptr || is_option) return unexpected(word, is_option);
    positionals_->push_back(word);
  }
  return {};
}

std::string CommandLine::name_given(const Spec& spec) const {
  const std::vector<std::string> names = split_names(spec.names);
  for (const std::string& word : words_) {
    for (const std::string& name : names) {
      const bool is_long = name.starts_with("--");
      if (word == name || word.starts_with(is_long ? name + "=" : name)) return name;
    }
  }
  return names.back();
}

Result<void> CommandLine::assign(const Spec& spec, const std::vector<std::string>& values, std::size_t index) const {
  if (spec.is_flag) return spec.assign("", "");
  if (values.size() > 1 && !spec.may_repeat) {
    return usage_error(output::format("{} cannot be given more than once", split_names(spec.names).back()));
  }
  const std::string& value = values.at(index);
  if (!spec.choices.empty() && !spec.has_choice(value)) {
    const std::vector<std::string_view> choices(spec.choices.begin(), spec.choices.end());
    return usage_error(output::format("invalid value {} for {}; expected {}{}", output::quoted(value), name_given(spec),
                                      alternatives(spec.choices), did_you_mean(value, choices)));
  }
  return spec.assign(name_given(spec), value);
}

Error CommandLine::mismatch() const {
  for (const std::string& word : words_) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) continue;
    const std::string name = word.substr(0, equals);
    const Spec* const spec = find(name);
    if (spec != nullptr && spec->is_flag) {
      return usage_error(output::format("{} takes no value, got {}", name, output::quoted(word.substr(equals + 1))));
    }
  }
  return usage_error(output::format("{} requires a value", words_.back()));
}

Error CommandLine::unexpected(const std::string& word, bool is_option) const {
  if (!is_option) return usage_error(output::format("unexpected argument {}; {}", output::quoted(word), see_help()));
  const std::string name = word.substr(0, word.find('='));
  std::vector<std::string> names = {"--help"};
  for (const Spec& spec : specs_) {
    const std::vector<std::string> more = split_names(spec.names);
    names.insert(names.end(), more.begin(), more.end());
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string hint = "; " + see_help();
  return usage_error(output::format("unknown option {}{}", output::quoted(name),
                                    name.starts_with("--") ? did_you_mean(name, views, hint) : hint));
}

std::string CommandLine::see_help() const { return output::format("run 'tokmill {} --help'", command_); }

}  // namespace tokmill::cli::app
