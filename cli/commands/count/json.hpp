#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/count/groups.hpp"
#include "texts/result.hpp"
#include "tokmill/analysis/cost.hpp"
#include "tokmill/chat/count.hpp"

namespace tokmill::cli::count {

/// Groups to list besides the inputs.
struct GroupList {
  By by;
  const std::vector<Group>& groups;
};

/// What the document of `--json` lists: groups by file, and at most one of the others, which may be null.
struct Listed {
  const std::vector<Group>& inputs;
  const GroupList* groups = nullptr;
  const std::vector<texts::ListedLine>* lines = nullptr;
};

/// The document of `--json`. `exact` is false if the tokenizer is a proxy or a part of the count is an estimate.
[[nodiscard]] std::string json(std::string_view encoding, bool exact, const Listed& listed, const texts::Sizes& total);

/// The count of a chat request.
struct ChatCount {
  texts::Sizes sizes;          ///< The tokens as counted; without the parts whose number is unknown.
  bool follows_rules = true;   ///< Nothing is estimated or left out besides the tokenizer.
  bool exact = true;           ///< The model's own tokenizer counted it as well.
  bool is_unknown = false;     ///< The number of tokens of some part is unknown.
  std::optional<analysis::TokenBounds> range;  ///< If the number of tokens is known only as a range.
  std::vector<chat::Omission> omissions;       ///< What is left out.
};

/// The document of `--chat` with `--json`: as above, and `range` unless it is exact, and what is left out.
[[nodiscard]] std::string json(std::string_view encoding, const std::string& path, const ChatCount& count);

}  // namespace tokmill::cli::count
