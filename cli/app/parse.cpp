// The only file that includes CLI11, which is slow to compile. CLI11 splits the command line into options, values and
// arguments; the messages are this file's own.

#include "app/parse.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "app/description.hpp"
#include "app/help.hpp"
#include "app/usage_error.hpp"
#include "output/format.hpp"
#include "output/join.hpp"
#include "output/quote.hpp"
#include "output/terminal.hpp"
#include "tokmill/nearest_name.hpp"
#include "tokmill/version.hpp"

namespace tokmill::cli {
namespace {

using Words = std::span<const char* const>;

constexpr std::string_view run_help = "run 'tokmill --help'";

// "; did you mean X?", or `otherwise` if no name is near.
std::string suggestion(std::string_view name, const std::vector<std::string_view>& names, std::string otherwise = "") {
  const std::optional<std::string_view> nearest = nearest_name(name, names);
  return nearest ? output::format("; did you mean {}?", *nearest) : std::move(otherwise);
}

bool is_help(std::string_view word) { return word == "-h" || word == "--help"; }

// "auto, always or never"
std::string alternatives(std::span<const std::string> choices) {
  if (choices.size() < 2) return output::join(choices, ", ");
  return output::join(choices.first(choices.size() - 1), ", ") + " or " + choices.back();
}

// An option as it was declared.
struct Spec {
  std::string names;  // as CLI11 takes them: "-e,--encoding"
  bool is_flag = false;
  bool may_repeat = false;
  std::vector<std::string> choices;    // empty: any value
  std::optional<std::string> usual{};  // the value that may be omitted
  // Assigns the value, which is empty for a flag.
  std::function<Result<void>(const std::string& name, const std::string& value)> assign;

  [[nodiscard]] bool has_choice(std::string_view value) const {
    return std::ranges::find(choices, value) != choices.end();
  }
};

// Non-negative decimal integers only: no sign, no other base, no blanks.
Result<std::uint64_t> parse_number(const std::string& name, const std::string& digits) {
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos)
    return usage_error(output::format("{}: expected a non-negative integer, got {}", name, output::quoted(digits)));
  std::uint64_t number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (problem != std::errc()) {
    return usage_error(output::format("{}: {} is too large; the maximum is {}", name, digits,
                                      std::numeric_limits<std::uint64_t>::max()));
  }
  return number;
}

// The options of one command, and the parser of its arguments.
class CommandLine : public Arguments {
 public:
  explicit CommandLine(const Command& command) : command_(command.name) { command.declare(*this); }

  void flag(const std::string& names, bool& target, const std::string& /*help*/) override {
    Spec& spec = add(names, [&target](const std::string& /*name*/, const std::string& /*value*/) -> Result<void> {
      target = true;
      return {};
    });
    spec.is_flag = true;
    spec.may_repeat = true;
  }
  void text(const std::string& names, std::optional<std::string>& target, const std::string& /*value*/,
            const std::string& /*help*/) override {
    add(names, [&target](const std::string& /*name*/, const std::string& value) -> Result<void> {
      target = value;
      return {};
    });
  }
  void texts(const std::string& names, std::vector<std::string>& targets, const std::string& /*value*/,
             const std::string& /*help*/) override {
    Spec& spec = add(names, [&targets](const std::string& /*name*/, const std::string& value) -> Result<void> {
      targets.push_back(value);
      return {};
    });
    spec.may_repeat = true;
  }
  void number(const std::string& names, std::optional<std::uint64_t>& target, const std::string& /*value*/,
              const std::string& /*help*/) override {
    add(names, [&target](const std::string& name, const std::string& value) -> Result<void> {
      const Result<std::uint64_t> parsed = parse_number(name, value);
      if (!parsed) return parsed.error();
      target = *parsed;
      return {};
    });
  }
  void choice(const std::string& names, std::string& target, const std::vector<std::string>& choices,
              const std::string& /*help*/) override {
    Spec& spec = add(names, [&target](const std::string& /*name*/, const std::string& value) -> Result<void> {
      target = value;
      return {};
    });
    spec.choices = choices;
  }
  void choice_or(const std::string& names, std::optional<std::string>& target, const std::vector<std::string>& choices,
                 const std::string& usual, const std::string& help) override {
    text(names, target, "", help);
    specs_.back().choices = choices;
    specs_.back().usual = usual;
  }
  void positionals(const std::string& /*name*/, std::vector<std::string>& target,
                   const std::string& /*help*/) override {
    positionals_ = &target;
  }
  void example(const std::string& /*command*/, const std::string& /*meaning*/) override {}

  // Assigns all values, and sets help_requested().
  Result<void> parse(Words words) {
    CLI::App app;
    app.set_help_flag("-h,--help");
    for (const Spec& spec : specs_) {
      if (spec.is_flag) {
        app.add_flag_function(spec.names, [&spec](std::int64_t) { (void)spec.assign("", ""); })->disable_flag_override();
        continue;
      }
      app.add_option_function<std::vector<std::string>>(
             spec.names, [this, &spec](const std::vector<std::string>& values) { assign(spec, values); })
          ->expected(1)
          ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
          ->allow_extra_args(false);
    }
    // Arguments come out as extras: as positionals, CLI11 would split "[a,b]" into two.
    app.allow_extras();

    words_ = normalized(words);
    try {
      std::vector<std::string> reversed(words_.rbegin(), words_.rend());
      app.parse(std::move(reversed));
    } catch (const CLI::CallForHelp&) {
      help_requested_ = true;
      return {};
    } catch (const CLI::ArgumentMismatch&) {
      return mismatch();
    } catch (const CLI::ParseError&) {
      return usage_error(output::format("invalid arguments; {}", see_help()));
    }
    if (error_) return *error_;
    return add_positionals(app.remaining());
  }

  [[nodiscard]] bool help_requested() const { return help_requested_; }

 private:
  Spec& add(const std::string& names, decltype(Spec::assign) assign) {
    Spec& spec = specs_.emplace_back();
    spec.names = names;
    spec.assign = std::move(assign);
    return spec;
  }

  // The option with this name, or null.
  [[nodiscard]] const Spec* find(std::string_view name) const {
    for (const Spec& spec : specs_) {
      const std::vector<std::string> names = split_names(spec.names);
      if (std::ranges::find(names, name) != names.end()) return &spec;
    }
    return nullptr;
  }

  // The words, with the value added to each option whose value was omitted, and with `--name=` as two words, because
  // CLI11 takes `--name=` for an option without a value.
  [[nodiscard]] std::vector<std::string> normalized(Words words) const {
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
      const bool has_value = is_empty_value || (i + 1 < words.size() && spec != nullptr && spec->has_choice(words[i + 1]));
      if (spec != nullptr && spec->usual && !has_value) word += "=" + *spec->usual;
      result.push_back(std::move(word));
      if (is_empty_value) result.emplace_back();
    }
    return result;
  }

  // Assigns what is left after the options.
  Result<void> add_positionals(const std::vector<std::string>& words) {
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

  // The name under which an option was given first.
  [[nodiscard]] std::string name_given(const Spec& spec) const {
    const std::vector<std::string> names = split_names(spec.names);
    for (const std::string& word : words_) {
      for (const std::string& name : names) {
        const bool is_long = name.starts_with("--");
        if (word == name || word.starts_with(is_long ? name + "=" : name)) return name;
      }
    }
    return names.back();
  }

  // Keeps the first error.
  void assign(const Spec& spec, const std::vector<std::string>& values) {
    if (error_) return;
    if (values.size() > 1 && !spec.may_repeat) {
      error_ = usage_error(output::format("{} cannot be given more than once", split_names(spec.names).back()));
      return;
    }
    for (const std::string& value : values) {
      if (!spec.choices.empty() && !spec.has_choice(value)) {
        const std::vector<std::string_view> choices(spec.choices.begin(), spec.choices.end());
        error_ = usage_error(output::format("invalid value {} for {}; expected {}{}", output::quoted(value), name_given(spec),
                                            alternatives(spec.choices), suggestion(value, choices)));
        return;
      }
      const Result<void> assigned = spec.assign(name_given(spec), value);
      if (!assigned) {
        error_ = assigned.error();
        return;
      }
    }
  }

  // The error of a flag with a value, or else of the last option, whose value is missing.
  [[nodiscard]] Error mismatch() const {
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

  // The error of a word that is neither a known option nor an expected argument.
  [[nodiscard]] Error unexpected(const std::string& word, bool is_option) const {
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
                                      name.starts_with("--") ? suggestion(name, views, hint) : hint));
  }

  [[nodiscard]] std::string see_help() const { return output::format("run 'tokmill {} --help'", command_); }

  std::string command_;
  std::vector<Spec> specs_;
  std::vector<std::string>* positionals_ = nullptr;
  std::vector<std::string> words_;  // that are parsed
  std::optional<Error> error_;
  bool help_requested_ = false;
};

const Command* find_command(std::string_view name, const std::vector<Command>& commands) {
  const auto found = std::ranges::find(commands, name, &Command::name);
  return found == commands.end() ? nullptr : &*found;
}

UsageError unknown_command(std::string_view name, const std::vector<Command>& commands) {
  std::vector<std::string_view> names = {"help"};
  for (const Command& command : commands) names.emplace_back(command.name);
  const std::string otherwise = output::format("; {}", run_help);
  return {output::format("unknown command {}{}", output::quoted(name), suggestion(name, names, otherwise))};
}

// Long lines are hard to read, however wide the terminal is.
std::size_t help_width() { return std::min<std::size_t>(output_width(), 100); }

PrintAndExit help_of(const Command& command) { return {app::help(app::page_of(command), help_width())}; }

// `help` and `--help`, with the words that follow it.
Parsed print_help(Words words, const std::vector<Command>& commands) {
  if (words.empty() || is_help(words[0]) || std::string_view(words[0]) == "help") {
    return PrintAndExit{app::help(app::pages_of(commands), program_description, help_width())};
  }
  const Command* const command = find_command(words[0], commands);
  if (command == nullptr) return unknown_command(words[0], commands);
  return help_of(*command);
}

}  // namespace

Parsed parse(int argc, const char* const* argv, const std::vector<Command>& commands) {
  const Words words = Words(argv, static_cast<std::size_t>(argc)).subspan(argc > 0 ? 1 : 0);
  if (words.empty()) return UsageError{output::format("no command given; {}", run_help)};
  const std::string_view first = words[0];
  if (first == "help" || is_help(first)) return print_help(words.subspan(1), commands);
  if (first == "-V" || first == "--version") return PrintAndExit{"tokmill " TOKMILL_VERSION "\n"};
  if (first.starts_with('-')) {
    const std::string_view name = first.substr(0, first.find('='));
    const auto declares = [name](const app::Page& page) {
      return std::ranges::any_of(page.options, [name](const app::Option& option) {
        return std::ranges::find(option.names, name) != option.names.end();
      });
    };
    if (std::ranges::any_of(app::pages_of(commands), declares)) {
      return UsageError{output::format("{} must follow a command; {}", name, run_help)};
    }
    const std::string otherwise = output::format("; {}", run_help);
    return UsageError{output::format("unknown option {}{}", output::quoted(name),
                                     suggestion(name, {"--help", "--version"}, otherwise))};
  }
  const Command* const command = find_command(first, commands);
  if (command == nullptr) return unknown_command(first, commands);
  CommandLine line(*command);
  const Result<void> parsed = line.parse(words.subspan(1));
  if (line.help_requested()) return help_of(*command);
  if (!parsed) return UsageError{parsed.error().message};
  return command;
}

}  // namespace tokmill::cli
