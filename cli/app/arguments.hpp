#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tokmill/result.hpp"

namespace tokmill::cli {

/// Receives the options and arguments that a command declares. Declaring has no side effect. The targets must outlive
/// the parsing, which assigns to them. `names` is a list such as `-e,--encoding`.
class Arguments {
 public:
  virtual ~Arguments() = default;

  virtual void flag(const std::string& names, bool& target, const std::string& help) = 0;
  /// `value` is the name of the value in the help, such as `FILE`.
  virtual void text(const std::string& names, std::optional<std::string>& target, const std::string& value,
                    const std::string& help) = 0;
  /// An option that may be repeated.
  virtual void texts(const std::string& names, std::vector<std::string>& targets, const std::string& value,
                     const std::string& help) = 0;
  /// An option whose values are passed to `take`, in the order in which all options are given: for an option that
  /// belongs to another one before it. An error is a usage error.
  using Take = std::function<Result<void>(const std::string& value)>;
  virtual void each(const std::string& names, const Take& take, const std::string& value, const std::string& help,
                    bool may_repeat) = 0;
  virtual void number(const std::string& names, std::optional<std::uint64_t>& target,
                      const std::string& value, const std::string& help) = 0;
  virtual void choice(const std::string& names, std::string& target, const std::vector<std::string>& choices,
                      const std::string& help) = 0;
  /// A choice with an optional value: `--sort` means `--sort=USUAL`. The next argument is taken as the value only if it
  /// is one of the choices.
  virtual void choice_or(const std::string& names, std::optional<std::string>& target,
                         const std::vector<std::string>& choices, const std::string& usual,
                         const std::string& help) = 0;
  virtual void positionals(const std::string& name, std::vector<std::string>& target,
                           const std::string& help) = 0;
  virtual void example(const std::string& command, const std::string& meaning) = 0;
};

/// The names in a list such as `-e,--encoding`.
[[nodiscard]] std::vector<std::string> split_names(const std::string& names);

}  // namespace tokmill::cli
