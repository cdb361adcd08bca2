#pragma once

#include <nanobind/nanobind.h>

#include <optional>
#include <string_view>

#include "python/native/name_search.hpp"
#include "python/native/tokenizer.hpp"

namespace tokmill::python {

/// The defaults of tiktoken's `allowed_special` and `disallowed_special`. They are never destroyed.
[[nodiscard]] nanobind::handle default_allowed();
[[nodiscard]] nanobind::handle default_disallowed();

/// Raises TypeError unless `text` is a str: with the message of tiktoken's native code.
void require_str(nanobind::handle text);

/// Raises TypeError unless `text` is a str: with the message of the regular expressions that tiktoken
/// searches with.
void require_searchable(nanobind::handle text);

/// tiktoken's arguments `allowed_special` and `disallowed_special` for one text or several. Raises what
/// tiktoken raises, in the same order: first for the arguments and then for each text.
class SpecialArguments {
 public:
  SpecialArguments(const Tokenizer& tokenizer, nanobind::handle allowed, nanobind::handle disallowed);

  /// Raises ValueError if the text contains a name that is disallowed, which can be any text; TypeError if it
  /// is no str.
  void check(nanobind::handle text) const;

  /// The policy for the tokens that are allowed; null if all are ordinary text.
  [[nodiscard]] const SpecialPolicy* policy();

 private:
  enum class Disallowed {
    nothing,
    all,      // the special tokens
    all_but,  // those that are not in allowed_
    names,    // those of names_
  };

  void set_disallowed(nanobind::handle disallowed);
  void set_policy();
  [[nodiscard]] bool allows(std::string_view name) const;  // for a set
  [[nodiscard]] bool allows_each_token() const;
  [[nodiscard]] std::optional<NameSearch::Found> find_disallowed(std::string_view text) const;

  const Tokenizer& tokenizer_;
  nanobind::handle allowed_;
  bool allows_nothing_;
  bool allows_all_ = false;
  Disallowed disallowed_ = Disallowed::nothing;
  std::optional<NameSearch> names_;
  bool has_policy_ = false;
  std::optional<SpecialPolicy> policy_;
};

}  // namespace tokmill::python
