#include "core/pretokenize/pattern/parser.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "core/base/exceptions.hpp"
#include "core/pretokenize/pattern/char_syntax.hpp"
#include "core/unicode/properties.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::pretokenize::pattern {
namespace {

using unicode::CodePointSet;

// The sets of a tree, each stored once.
class SetPool {
 public:
  explicit SetPool(std::vector<CodePointSet>& sets) : sets_(sets) {}

  SetIndex index_of(const CodePointSet& set) {
    const auto [entry, is_new] = index_of_.try_emplace(set, static_cast<SetIndex>(sets_.size()));
    if (is_new) sets_.push_back(set);
    return entry->second;
  }

 private:
  std::vector<CodePointSet>& sets_;
  std::map<CodePointSet, SetIndex> index_of_;
};

struct Quantifier {
  std::uint32_t min;
  std::uint32_t max;
  bool has_braces = false;
  bool is_exact = false;  // {n}
};

// Group syntax that is not supported, by its start.
struct Refused {
  std::string_view start;
  std::string_view name;
};
constexpr Refused refused_groups[] = {
    {"(?<=", "lookbehind"},          {"(?<!", "lookbehind"},      {"(?>", "an atomic group"},
    {"(?<", "a named group"},        {"(?P", "a named group"},    {"(?'", "a named group"},
    {"(?#", "a comment"},            {"(?~", "an absent group"},  {"(?(", "a condition"},
    {"(?{", "a callout"},            {"(*", "a callout"},
};

// Pairs of letters that Oniguruma also matches, under (?i), as one character: U+00DF, U+FB00 and others.
constexpr std::string_view ligatures[] = {"ss", "st", "ff", "fi", "fl"};

class Parser {
 public:
  Parser(std::string_view pattern, Flavor flavor) : reader_(pattern, flavor), sets_(tree_.sets) {}

  SyntaxTree parse() {
    tree_.root = read_group_body(false, 0);
    if (!reader_.at_end()) reader_.fail(reader_.position(), "unmatched )");
    return std::move(tree_);
  }

 private:
  [[nodiscard]] bool is_oniguruma() const { return reader_.flavor() == Flavor::oniguruma; }

  // A node of one character of `set`.
  Node character(const CodePointSet& set, std::size_t position) {
    Node node{.kind = Node::Kind::character, .set = sets_.index_of(set)};
    if (tree_.sets.size() > max_sets) {
      reader_.fail(position, "more than " + std::to_string(max_sets) + " different character classes");
    }
    return node;
  }

  Node next_is(const CodePointSet& set, bool at_end, std::size_t position) {
    Node node = character(set, position);
    node.kind = Node::Kind::next_is;
    node.at_end = at_end;
    return node;
  }

  // The alternatives up to ) or the end.
  Node read_group_body(bool ignore_case, std::size_t depth) {
    if (depth > max_nesting) {
      reader_.fail(reader_.position(), "groups nested deeper than " + std::to_string(max_nesting) +
                                           " levels are not supported");
    }
    if (reader_.skip("(?i)")) ignore_case = true;
    Node alternatives{.kind = Node::Kind::alternation};
    const std::size_t start = reader_.position();
    do {
      alternatives.children.push_back(read_concatenation(ignore_case, depth));
    } while (reader_.skip("|"));
    if (alternatives.children.size() == 1) return std::move(alternatives.children.front());
    return simplified(std::move(alternatives), start);
  }

  // One character, or one test of the next character, instead of alternatives that are all of that kind.
  Node simplified(Node alternatives, std::size_t position) {
    const Node::Kind kind = alternatives.children.front().kind;
    if (kind != Node::Kind::character && kind != Node::Kind::next_is) return alternatives;
    CodePointSet all;
    bool at_end = false;
    for (const Node& child : alternatives.children) {
      if (child.kind != kind) return alternatives;
      all = all.union_with(tree_.sets[child.set]);
      at_end = at_end || child.at_end;
    }
    return kind == Node::Kind::character ? character(all, position) : next_is(all, at_end, position);
  }

  Node read_concatenation(bool ignore_case, std::size_t depth) {
    Node sequence{.kind = Node::Kind::concatenation};
    char last_letter = '\0';  // if the last node is a letter under (?i)
    while (!reader_.at_end() && !reader_.is_next("|") && !reader_.is_next(")")) {
      const std::size_t start = reader_.position();
      if (ignore_case && is_oniguruma()) last_letter = check_ligature(last_letter, start);
      Node node = read_atom(ignore_case, depth);
      const std::size_t after = reader_.position();
      if (const std::optional<Quantifier> quantifier = read_quantifier()) {
        node = repeated(std::move(node), *quantifier, start, after);
      }
      sequence.children.push_back(std::move(node));
    }
    if (sequence.children.size() == 1) return std::move(sequence.children.front());
    return sequence;
  }

  // Fails if the next letter forms a ligature with the last one. Returns it in lower case, or 0 if it is none.
  char check_ligature(char last, std::size_t position) {
    for (const std::string_view ligature : ligatures) {
      for (const char c : ligature) {
        const char upper = static_cast<char>(c - 'a' + 'A');
        if (!reader_.is_next({&c, 1}) && !reader_.is_next({&upper, 1})) continue;
        if (last == ligature[0] && c == ligature[1]) {
          reader_.fail(position - 1, "\"" + std::string(ligature) +
                                         "\" under (?i) is not supported: Oniguruma matches it also as one character");
        }
        return c;
      }
    }
    return '\0';
  }

  Node read_atom(bool ignore_case, std::size_t depth) {
    const std::size_t start = reader_.position();
    if (reader_.is_next("(")) return read_group(ignore_case, depth);
    if (reader_.skip("$")) return next_is(is_oniguruma() ? CodePointSet({{'\n', '\n'}}) : CodePointSet(), true, start);
    if (reader_.skip("\\b")) {
      if (reader_.is_next("{")) reader_.fail(start, "\\b{ is not supported");
      if (tree_.word.empty()) tree_.word = CharReader("\\w", reader_.flavor()).read(false);
      return {.kind = Node::Kind::boundary};
    }
    for (const std::string_view operation : {"*", "+", "?", "{"}) {
      if (reader_.is_next(operation)) reader_.fail(start, std::string(operation) + " has nothing to repeat");
    }
    if (reader_.is_next("^")) reader_.fail(start, "^ is not supported");
    return character(reader_.read(ignore_case), start);
  }

  Node read_group(bool ignore_case, std::size_t depth) {
    const std::size_t start = reader_.position();
    for (const Refused& refused : refused_groups) {
      if (reader_.is_next(refused.start)) reader_.fail(start, std::string(refused.name) + " is not supported");
    }
    const bool is_positive = reader_.skip("(?=");
    const bool is_negative = !is_positive && reader_.skip("(?!");
    if (!is_positive && !is_negative) {
      if (reader_.skip("(?i:")) {
        ignore_case = true;
      } else if (!reader_.skip("(?:")) {
        reader_.skip("(");
        if (reader_.is_next("?i)")) {
          reader_.fail(start, "(?i) after the start of a group is not supported");
        }
        if (reader_.is_next("?")) reader_.fail(start, "a group with these options is not supported");
      }
    }
    Node body = read_group_body(ignore_case, depth + 1);
    if (!reader_.skip(")")) reader_.fail(start, "expected ) at the end of the group");
    if (!is_positive && !is_negative) return body;
    return lookahead(std::move(body), is_negative, start);
  }

  Node lookahead(Node body, bool negated, std::size_t position) {
    if (body.kind == Node::Kind::character) {
      const CodePointSet set = tree_.sets[body.set];
      return negated ? next_is(set.complement(), true, position) : next_is(set, false, position);
    }
    if (body.kind == Node::Kind::next_is) {
      const CodePointSet set = tree_.sets[body.set];
      return negated ? next_is(set.complement(), !body.at_end, position) : body;
    }
    if (contains_lookahead(body)) reader_.fail(position, "lookahead in lookahead is not supported");
    Node node{.kind = Node::Kind::lookahead, .negated = negated};
    node.children.push_back(std::move(body));
    return node;
  }

  static bool contains_lookahead(const Node& node) {
    if (node.kind == Node::Kind::lookahead) return true;
    for (const Node& child : node.children) {
      if (contains_lookahead(child)) return true;
    }
    return false;
  }

  std::optional<Quantifier> read_quantifier() {
    if (reader_.skip("*")) return Quantifier{0, Node::no_limit};
    if (reader_.skip("+")) return Quantifier{1, Node::no_limit};
    if (reader_.skip("?")) return Quantifier{0, 1};
    const std::size_t start = reader_.position();
    if (!reader_.skip("{")) return std::nullopt;
    const std::optional<std::uint32_t> min = reader_.read_number();
    const bool has_comma = reader_.skip(",");
    const std::optional<std::uint32_t> max = has_comma ? reader_.read_number() : min;
    if (!reader_.skip("}") || (!min && (!max || !is_oniguruma()))) {
      reader_.fail(start, "expected {n}, {n,} or {n,m}, or an escaped {");
    }
    if (min && max && *min > *max) reader_.fail(start, "the minimum of repeats is above the maximum");
    return Quantifier{min.value_or(0), max.value_or(Node::no_limit), true, !has_comma};
  }

  Node repeated(Node node, const Quantifier& quantifier, std::size_t start, std::size_t operation) {
    Repeat repeat = Repeat::greedy;
    bool is_optional = false;        // Oniguruma: x{n}? is (?:x{n})?
    bool is_repeated_again = false;  // Oniguruma: x{n,m}+ is (?:x{n,m})+
    if (reader_.skip("?")) {
      is_optional = is_oniguruma() && quantifier.is_exact;
      if (!is_optional) repeat = Repeat::lazy;
    } else if (reader_.skip("+")) {
      is_repeated_again = is_oniguruma() && quantifier.has_braces;
      if (!is_repeated_again) repeat = Repeat::possessive;
    }
    for (const std::string_view next : {"*", "+", "?", "{"}) {
      if (reader_.is_next(next)) reader_.fail(reader_.position(), "a repetition of a repetition is not supported");
    }
    if (repeat == Repeat::possessive && node.kind != Node::Kind::character) {
      reader_.fail(operation, "a possessive repetition of more than one character is not supported");
    }
    node = repetition(std::move(node), quantifier.min, quantifier.max, repeat, start);
    if (is_optional) return repetition(std::move(node), 0, 1, Repeat::greedy, start);
    if (is_repeated_again) return repetition(std::move(node), 1, Node::no_limit, Repeat::greedy, start);
    return node;
  }

  Node repetition(Node child, std::uint32_t min, std::uint32_t max, Repeat repeat, std::size_t start) {
    if (can_be_empty(child)) reader_.fail(start, "a repetition of what can match the empty text is not supported");
    Node node{.kind = Node::Kind::repetition, .repeat = repeat, .min = min, .max = max};
    node.children.push_back(std::move(child));
    return node;
  }

  CharReader reader_;
  SyntaxTree tree_;
  SetPool sets_;
};

}  // namespace

Result<SyntaxTree> parse(std::string_view pattern, Flavor flavor) {
  if (pattern.size() > max_pattern_size) {
    return Error{ErrorCode::malformed_pattern,
                 "a pattern of more than " + std::to_string(max_pattern_size) + " bytes is not supported",
                 max_pattern_size};
  }
  if (const auto ill_formed = find_ill_formed(pattern)) {
    return Error{ErrorCode::malformed_pattern, "the pattern is not UTF-8", *ill_formed};
  }
  return base::catch_raised<SyntaxError>(
      [&]() -> Result<SyntaxTree> { return Parser(pattern, flavor).parse(); },
      [](SyntaxError& error) -> Result<SyntaxTree> {
        return Error{ErrorCode::malformed_pattern, std::move(error.message), error.position};
      });
}

SyntaxTree literal(std::string_view text) {
  SyntaxTree tree;
  SetPool sets(tree.sets);
  for (std::size_t at = 0; at < text.size();) {
    const unicode::Decoded decoded = unicode::decode_well_formed(text.data() + at);
    const CodePointSet set({{decoded.code_point, decoded.code_point}});
    tree.root.children.push_back({.kind = Node::Kind::character, .set = sets.index_of(set)});
    at += decoded.size;
  }
  return tree;
}

SyntaxTree one_of(CodePointSet set) {
  SyntaxTree tree;
  tree.root = {.kind = Node::Kind::character, .set = 0};
  tree.sets.push_back(std::move(set));
  return tree;
}

}  // namespace tokmill::pretokenize::pattern
