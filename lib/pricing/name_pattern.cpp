#include "pricing/name_pattern.hpp"

#include <algorithm>

#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

constexpr std::size_t no_offset = std::string_view::npos;

bool is_in(const NamePattern::CharSet& set, char32_t character) {
  const bool listed = std::any_of(set.ranges.begin(), set.ranges.end(), [character](const NamePattern::Range& range) {
    return character >= range.first && character <= range.last;
  });
  return listed != set.negated;
}

bool is_word_edge(std::string_view name, std::size_t at) {
  const auto is_word = [name](std::size_t i) { return is_ascii_word(static_cast<unsigned char>(name[i])); };
  return (at > 0 && is_word(at - 1)) != (at < name.size() && is_word(at));
}

}  // namespace

// A search by backtracking that enters each step at most once at each offset: what failed there once always fails.
class NamePattern::Run {
 public:
  Run(const NamePattern& pattern, std::string_view name, bool whole)
      : pattern_(pattern),
        name_(name),
        whole_(whole),
        entered_((pattern.steps_.size() + 1) * (name.size() + 1)),
        marks_(2 * pattern.groups_, no_offset) {}

  bool matches_from(std::size_t start) {
    tasks_.push_back({Task::Kind::enter, 0, start});
    while (!tasks_.empty()) {
      const Task task = tasks_.back();
      tasks_.pop_back();
      if (task.kind == Task::Kind::restore) {
        marks_[task.index] = task.at;
      } else if (ends_match(task.index, task.at)) {
        return true;
      }
    }
    return false;
  }

  [[nodiscard]] Groups groups() const {
    Groups groups = {name_};
    for (std::size_t i = 0; i < marks_.size(); i += 2) {
      const bool took_part = marks_[i] != no_offset && marks_[i + 1] != no_offset;
      groups.push_back(took_part ? name_.substr(marks_[i], marks_[i + 1] - marks_[i]) : std::string_view());
    }
    return groups;
  }

 private:
  struct Task {
    enum class Kind { enter, restore };
    Kind kind;
    std::size_t index;  // enter: of the step; restore: of the mark
    std::size_t at;     // enter: the offset; restore: the value
  };

  // Follows the steps from `index` on. Adds a task for each alternative and for each mark that changes.
  bool ends_match(std::size_t index, std::size_t at) {
    while (true) {
      const std::size_t state = index * (name_.size() + 1) + at;
      if (entered_[state]) return false;
      entered_[state] = true;
      if (index == pattern_.steps_.size()) return !whole_ || at == name_.size();
      const Step& step = pattern_.steps_[index];
      std::int32_t next = 1;
      switch (step.kind) {
        case Step::Kind::one_of: {
          if (at == name_.size()) return false;
          const Utf8Unit unit = next_utf8_unit(name_.substr(at));
          const CharSet& set = pattern_.sets_[static_cast<std::size_t>(step.first)];
          if (!unit.well_formed || !is_in(set, unit.code_point)) return false;
          at += unit.size;
          break;
        }
        case Step::Kind::fork:
          tasks_.push_back({Task::Kind::enter, target(index, step.second), at});
          next = step.first;
          break;
        case Step::Kind::jump:
          next = step.first;
          break;
        case Step::Kind::mark: {
          std::size_t& mark = marks_[static_cast<std::size_t>(step.first)];
          tasks_.push_back({Task::Kind::restore, static_cast<std::size_t>(step.first), mark});
          mark = at;
          break;
        }
        case Step::Kind::name_start:
          if (at != 0) return false;
          break;
        case Step::Kind::name_end:
          if (at != name_.size()) return false;
          break;
        case Step::Kind::word_edge:
          if (!is_word_edge(name_, at)) return false;
          break;
        case Step::Kind::no_word_edge:
          if (is_word_edge(name_, at)) return false;
          break;
      }
      index = target(index, next);
    }
  }

  static std::size_t target(std::size_t index, std::int32_t offset) {
    return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(index) + offset);
  }

  const NamePattern& pattern_;
  std::string_view name_;
  bool whole_;
  std::vector<bool> entered_;  // by step and offset
  std::vector<std::size_t> marks_;
  std::vector<Task> tasks_;
};

std::optional<NamePattern::Groups> NamePattern::match(std::string_view name) const {
  Run run(*this, name, true);
  if (!run.matches_from(0)) return std::nullopt;
  return run.groups();
}

bool NamePattern::matches_part_of(std::string_view name) const {
  Run run(*this, name, false);
  for (std::size_t start = 0; start <= name.size(); ++start) {
    if (run.matches_from(start)) return true;
  }
  return false;
}

}  // namespace tokmill::pricing
