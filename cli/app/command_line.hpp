#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/arguments.hpp"
#include "app/command.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::app {

/// The options of one command, and the parser of its arguments.
class CommandLine : public Arguments {
 public:
  explicit CommandLine(const Command& command) : command_(command.name) { command.declare(*this); }

  void flag(const std::string& names, bool& target, const std::string& help) override;
  void text(const std::string& names, std::optional<std::string>& target, const std::string& value,
            const std::string& help) override;
  void texts(const std::string& names, std::vector<std::string>& targets, const std::string& value,
             const std::string& help) override;
  void each(const std::string& names, const Take& take, const std::string& value, const std::string& help,
            bool may_repeat) override;
  void number(const std::string& names, std::optional<std::uint64_t>& target, const std::string& value,
              const std::string& help) override;
  void choice(const std::string& names, std::string& target, const std::vector<std::string>& choices,
              const std::string& help) override;
  void choice_or(const std::string& names, std::optional<std::string>& target, const std::vector<std::string>& choices,
                 const std::string& usual, const std::string& help) override;
  void positionals(const std::string& name, std::vector<std::string>& target, const std::string& help) override;
  void example(const std::string& /*command*/, const std::string& /*meaning*/) override {}

  /// Assigns all values in the order of the words, and sets help_requested(). `words` are those after the name of the command.
  /// Errors: invalid_argument.
  [[nodiscard]] Result<void> parse(std::span<const char* const> words);

  [[nodiscard]] bool help_requested() const { return help_requested_; }

 private:
  // Assigns the value, which is empty for a flag.
  using Assign = std::function<Result<void>(const std::string& name, const std::string& value)>;

  // An option as it was declared.
  struct Spec {
    std::string names;  // as CLI11 takes them: "-e,--encoding"
    bool is_flag = false;
    bool may_repeat = false;
    std::vector<std::string> choices;    // empty: any value
    std::optional<std::string> usual{};  // the value that may be omitted
    Assign assign;

    [[nodiscard]] bool has_choice(std::string_view value) const;
  };

  struct Given;

  Spec& add(const std::string& names, Assign assign);

  // The option with this name, or null.
  [[nodiscard]] const Spec* find(std::string_view name) const;

  // The words, with the value added to each option whose value was omitted, and with `--name=` as two words, because
  // CLI11 takes `--name=` for an option without a value.
  [[nodiscard]] std::vector<std::string> normalized(std::span<const char* const> words) const;

  // Assigns what is left after the options.
  Result<void> add_positionals(const std::vector<std::string>& words);

  // The name under which an option was given first.
  [[nodiscard]] std::string name_given(const Spec& spec) const;

  // Assigns the value with this index of those that were given.
  Result<void> assign(const Spec& spec, const std::vector<std::string>& values, std::size_t index) const;

  // The error of a flag with a value, or else of the last option, whose value is missing.
  [[nodiscard]] Error mismatch() const;

  // The error of a word that is neither a known option nor an expected argument.
  [[nodiscard]] Error unexpected(const std::string& word, bool is_option) const;

  [[nodiscard]] std::string see_help() const;

  std::string command_;
  std::vector<Spec> specs_;
  std::vector<std::string>* positionals_ = nullptr;
  std::vector<std::string> words_;  // that are parsed
  bool help_requested_ = false;
};

}  // namespace tokmill::cli::app
