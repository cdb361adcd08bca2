#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokmill::cli {

/// What a command says it takes. Declaring has no side effect; the targets are filled by parsing, and live
/// at least until then. Names are given as `-e,--encoding`.
class Arguments {
 public:
  virtual ~Arguments() = default;

  virtual void flag(const std::string& names, bool& target, const std::string& help) = 0;
  virtual void text(const std::string& names, std::optional<std::string>& target, const std::string& value,
                    const std::string& help) = 0;
  /// An option that may be given several times.
  virtual void texts(const std::string& names, std::vector<std::string>& targets, const std::string& value,
                     const std::string& help) = 0;
  virtual void number(const std::string& names, std::optional<std::uint64_t>& target,
                      const std::string& value, const std::string& help) = 0;
  virtual void choice(const std::string& names, std::string& target, const std::vector<std::string>& choices,
                      const std::string& help) = 0;
  /// A choice that may be left out: `--sort` alone is `--sort=USUAL`. A word after it that is none of the
  /// choices is not its own.
  virtual void choice_or(const std::string& names, std::optional<std::string>& target,
                         const std::vector<std::string>& choices, const std::string& usual,
                         const std::string& help) = 0;
  virtual void positionals(const std::string& name, std::vector<std::string>& target,
                           const std::string& help) = 0;
  virtual void example(const std::string& command, const std::string& meaning) = 0;
};

}  // namespace tokmill::cli
