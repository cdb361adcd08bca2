#include "app/parse.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "app/description.hpp"
#include "app/help.hpp"
#include "output/format.hpp"
#include "output/join.hpp"
#include "output/quote.hpp"
#include "output/terminal.hpp"
#include "tokmill/nearest_name.hpp"
#include "tokmill/version.hpp"

namespace tokmill::cli {
namespace {

using output::quoted;
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

// An option as it is parsed.
struct Spec {
  std::vector<std::string> names;
  bool takes_value = false;
  bool may_repeat = false;
  std::vector<std::string> choices;    // empty: any value
  std::optional<std::string> usual{};  // the value that may be omitted
  // Assigns the value, which is empty for a flag.
  std::function<Result<void>(const std::string& name, const std::string& value)> assign;
  bool was_given = false;

  [[nodiscard]] bool has_choice(std::string_view value) const {
    return std::ranges::find(choices, value) != choices.end();
  }
};

Error usage_error(std::string message) { return Error{ErrorCode::invalid_argument, std::move(message)}; }

// Non-negative decimal integers only: no sign, no other base, no blanks.
Result<std::uint64_t> parse_number(const std::string& name, const std::string& digits) {
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos)
    return usage_error(output::format("{}: expected a non-negative integer, got {}", name, quoted(digits)));
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
    spec.takes_value = false;
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

  // Assigns everything, and sets help_requested(). The first error is returned after all words were parsed.
  Result<void> parse(Words words) {
    Result<void> result;
    for (std::size_t at = 0; at < words.size();) {
      Result<void> parsed = parse_next(words, at);
      if (!parsed && result) result = std::move(parsed);
    }
    return result;
  }

  [[nodiscard]] bool help_requested() const { return help_requested_; }

 private:
  Spec& add(const std::string& names, decltype(Spec::assign) assign) {
    Spec& spec = specs_.emplace_back();
    spec.names = split_names(names);
    spec.takes_value = true;
    spec.assign = std::move(assign);
    return spec;
  }

  Spec* find(std::string_view name) {
    const auto has_name = [name](const Spec& spec) { return std::ranges::find(spec.names, name) != spec.names.end(); };
    const auto found = std::ranges::find_if(specs_, has_name);
    return found == specs_.end() ? nullptr : &*found;
  }

  // Parses the word at `at`, with its value, and moves `at` beyond both.
  Result<void> parse_next(Words words, std::size_t& at) {
    const std::string_view word = words[at++];
    if (only_positionals_ || word == "-" || !word.starts_with('-')) return add_positional(word);
    if (word == "--") {
      only_positionals_ = true;
      return {};
    }
    if (is_help(word)) {
      help_requested_ = true;
      return {};
    }
    return word.starts_with("--") ? parse_long(word, words, at) : parse_short(word, words, at);
  }

  Result<void> parse_long(std::string_view word, Words words, std::size_t& at) {
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    Spec* const spec = find(name);
    if (spec == nullptr) return unknown_option(name);
    if (equals != std::string_view::npos) return give(*spec, name, word.substr(equals + 1));
    return give_next(*spec, name, words, at);
  }

  // `-e VALUE`, `-eVALUE` or flags, such as `-ab`.
  Result<void> parse_short(std::string_view word, Words words, std::size_t& at) {
    for (std::size_t i = 1; i < word.size(); ++i) {
      const std::string name = {'-', word[i]};
      if (is_help(name)) {
        help_requested_ = true;
        continue;
      }
      Spec* const spec = find(name);
      if (spec == nullptr) return unknown_option(i == 1 ? word : std::string_view(name));
      const bool is_last = i + 1 == word.size();
      if (spec->takes_value && !is_last) return give(*spec, name, word.substr(i + 1));
      if (Result<void> given = give_next(*spec, name, words, at); !given) return given;
    }
    return {};
  }

  // Gives the option the next word, if it takes a value.
  Result<void> give_next(Spec& spec, std::string_view name, Words words, std::size_t& at) {
    if (!spec.takes_value) return assign(spec, name, "");
    const bool is_last = at == words.size();
    if (spec.usual && (is_last || !spec.has_choice(words[at]))) return assign(spec, name, *spec.usual);
    if (is_last) return usage_error(output::format("{} requires a value", name));
    return give(spec, name, words[at++]);
  }

  Result<void> give(Spec& spec, std::string_view name, std::string_view value) {
    if (!spec.takes_value) return usage_error(output::format("{} takes no value, got {}", name, quoted(value)));
    if (!spec.choices.empty() && !spec.has_choice(value)) {
      const std::vector<std::string_view> choices(spec.choices.begin(), spec.choices.end());
      return usage_error(output::format("invalid value {} for {}; expected {}{}", quoted(value), name,
                                        alternatives(spec.choices), suggestion(value, choices)));
    }
    return assign(spec, name, value);
  }

  static Result<void> assign(Spec& spec, std::string_view name, std::string_view value) {
    if (spec.was_given && !spec.may_repeat)
      return usage_error(output::format("{} cannot be given more than once", spec.names.back()));
    spec.was_given = true;
    return spec.assign(std::string(name), std::string(value));
  }

  Result<void> add_positional(std::string_view word) {
    if (positionals_ == nullptr) {
      return usage_error(output::format("unexpected argument {}; {}", quoted(word), see_help()));
    }
    positionals_->emplace_back(word);
    return {};
  }

  Result<void> unknown_option(std::string_view name) {
    const bool is_negative = name.size() > 1 && name[1] >= '0' && name[1] <= '9';
    if (is_negative && positionals_ != nullptr) {
      return usage_error(
          output::format("unknown option {}; to pass it as an argument, put '--' before it", quoted(name)));
    }
    std::vector<std::string_view> names = {"--help"};
    for (const Spec& spec : specs_) names.insert(names.end(), spec.names.begin(), spec.names.end());
    return usage_error(output::format("unknown option {}{}", quoted(name),
                                      name.starts_with("--") ? suggestion(name, names, "; " + see_help())
                                                             : "; " + see_help()));
  }

  [[nodiscard]] std::string see_help() const { return output::format("run 'tokmill {} --help'", command_); }

  std::string command_;
  std::vector<Spec> specs_;
  std::vector<std::string>* positionals_ = nullptr;
  bool only_positionals_ = false;
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
  return {output::format("unknown command {}{}", quoted(name), suggestion(name, names, otherwise))};
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
    return UsageError{output::format("unknown option {}{}", quoted(name),
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
