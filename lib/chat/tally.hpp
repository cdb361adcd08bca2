#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chat/chat_rules.hpp"
#include "chat/members.hpp"
#include "tokmill/chat/count.hpp"
#include "tokmill/formats/json.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

/// The name of a role, and the number of its tokens.
struct RoleTokens {
  std::string_view role;
  std::uint64_t tokens;
};

/// The roles of the APIs, the most frequent ones first.
[[nodiscard]] std::vector<RoleTokens> count_roles(const CountText& count);

/// How to count: what all requests to a model share.
struct TallyTerms {
  std::string_view model;
  ChatRules rules;
  const CountText& count;
  std::vector<RoleTokens> roles;  ///< Known numbers of tokens; may be empty.
};

/// Adds up the parts of a count.
class Tally {
 public:
  Tally(const TallyTerms& terms, Items items)
      : terms_(terms), rules_(terms.rules), lists_items_(items == Items::listed) {}

  [[nodiscard]] std::string_view model() const { return terms_.model; }
  [[nodiscard]] const ChatRules& rules() const { return rules_; }

  /// From now on, no rule for messages and functions is exact.
  void expect_estimates() { rules_.messages_are_exact = rules_.functions_are_exact = false; }

  [[nodiscard]] std::uint64_t tokens_of(std::string_view text) const { return terms_.count(text); }
  [[nodiscard]] std::uint64_t tokens_of(const formats::JsonValue& text) { return tokens_of(text.text(buffer_)); }
  [[nodiscard]] std::uint64_t tokens_of_role(const formats::JsonValue& role);

  /// Adds an item and returns its index for grow(). `name` is a function that returns its name; it is called only if
  /// items are listed.
  template <class Name>
  std::size_t add(std::uint64_t tokens, bool exact, const Name& name) {
    count(tokens, tokens, exact);
    return list(name, [&] { return Item{.what = {}, .tokens = tokens, .exact = exact}; });
  }

  template <class Name>
  void add_range(std::uint64_t low, std::uint64_t high, const Name& name) {
    count(low, high, false);
    list(name, [&] { return Item{.what = {}, .tokens = low, .exact = false, .most = high}; });
  }

  template <class Name>
  void add_unknown(const Name& name) {
    result_.unknown = true;
    result_.exact = false;
    list(name, [] { return Item{.what = {}, .exact = false, .unknown = true}; });
  }

  /// Adds tokens to an item.
  void grow(std::size_t item, std::uint64_t tokens, bool exact = true);

  /// Of the tokens that were added, these are no text: see Count::other.
  void mark_as_other(std::uint64_t low, std::uint64_t high) {
    result_.other += low;
    result_.most_other += high;
  }

  /// Records what is left out. Only a fee leaves the count exact.
  void omit(Omission::Kind kind, std::string_view what, std::string_view hint = {});

  /// Records the members of `object` that are not counted, by their row in the table; those without a row if they have
  /// text. The members `counted` are counted.
  void omit_members(const formats::JsonValue& object, std::span<const Member> members,
                    std::initializer_list<std::string_view> counted = {});

  /// The same for a JSON schema, in which every keyword may add tokens, whatever its value.
  void omit_keywords(const formats::JsonValue& schema);

  [[nodiscard]] Count finish() &&;

  /// Content parts that are in others, while it exists. The functions that add them recurse.
  class Nesting {
   public:
    explicit Nesting(Tally& tally) : depth_(tally.depth_) { ++depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    ~Nesting() { --depth_; }
    [[nodiscard]] bool is_too_deep() const { return depth_ > max_depth; }

   private:
    static constexpr std::size_t max_depth = 8;
    std::size_t& depth_;
  };

 private:
  void count(std::uint64_t low, std::uint64_t high, bool exact) {
    result_.total += low;
    result_.most += high;
    result_.exact = result_.exact && exact;
  }

  template <class Name, class Make>
  std::size_t list(const Name& name, const Make& make) {
    if (!lists_items_) return 0;
    const bool is_merged = result_.items.size() == max_items;
    Item item = make();
    if (is_merged) {
      merge(item);
    } else {
      item.what = name();
      result_.items.push_back(std::move(item));
    }
    return result_.items.size() - 1;
  }

  void merge(const Item& item);  // into the last item

  const TallyTerms& terms_;
  ChatRules rules_;
  bool lists_items_;
  std::size_t depth_ = 0;
  std::size_t merged_ = 0;  // items in the last one, besides itself
  std::string buffer_;
  Count result_;
};

/// Whether a value has a string that is not empty.
[[nodiscard]] bool has_text(const formats::JsonValue& value);

}  // namespace tokmill::chat
