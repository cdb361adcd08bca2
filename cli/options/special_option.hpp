#pragma once

#include <string>

#include "app/arguments.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli {

/// `--special`: what becomes of `<|endoftext|>` and its like in the text.
struct SpecialOption {
  std::string choice = "text";

  void declare(Arguments& arguments) {
    arguments.choice("--special", choice, {"text", "allow", "error"},
                     "Special tokens in the text are ordinary text, become themselves, or are an error");
  }

  [[nodiscard]] SpecialPolicy policy() const {
    if (choice == "allow") return SpecialPolicy::allow_all();
    if (choice == "error") return SpecialPolicy::error();
    return SpecialPolicy::ordinary();
  }
};

}  // namespace tokmill::cli
