#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/tokenizer/ruled_counter.hpp"
#include "core/tokenizer/ruled_cuts.hpp"
#include "core/truncate/merged_search.hpp"
#include "core/truncate/ruled_reach.hpp"
#include "core/truncate/unchecked.hpp"

namespace tokmill::truncate {

/// Finds longest prefixes and suffixes for an encoding with rules.
///
/// A text that ends after a cut (RuledCuts) has at least the tokens of the text before the cut. So the search counts
/// whole parts between cuts, up to the one that exceeds the limit, and tries every end in that one, from the longest
/// down that the limit can reach (RuledReach).
///
/// If merging alone decides, MergedSearch finds the end in that part, and in text without cuts.
///
/// Time: linear in the size of the text that the limit can cover, plus quadratic in the size of the part that exceeds
/// it if MergedSearch does not know its end: normally a word or a few. Such a part is as long as the text only if there
/// are no cuts, as in a text without blanks or punctuation, or if all of it is changed by normalizers. Then every end
/// between the longest prefix and the reach of the limit is tried.
class RuledSearch {
 public:
  /// `data` must outlive this. Precondition: the encoding has rules.
  explicit RuledSearch(const EncodingData& data) : cuts_(data), reach_(data), counter_(data), merged_(data) {}

  /// The longest prefix of `text` with at most `limit` tokens. Precondition: `text` is UTF-8.
  [[nodiscard]] Prefix longest_prefix(std::string_view text, std::size_t limit);

  /// The start of the longest suffix with at most `limit` tokens. Precondition: `text` is UTF-8.
  [[nodiscard]] std::size_t longest_suffix(std::string_view text, std::size_t limit);

 private:
  // A part of the text that has more than `tokens_left` tokens.
  struct Overflow {
    std::size_t start;
    std::size_t end;
    std::size_t tokens_left;
    bool has_far_cut;  // the end away from the whole is a cut
  };

  // A position in a text.
  struct Position {
    std::size_t at;
    bool is_cut;  // or an end of the text; if not, the tokens do not reach it
  };

  [[nodiscard]] bool has_cut_after(std::string_view text, std::size_t from, std::size_t tokens) const;
  [[nodiscard]] bool has_cut_before(std::string_view text, std::size_t to, std::size_t tokens) const;
  [[nodiscard]] std::optional<Prefix> merged_prefix(std::string_view text, std::size_t limit, std::size_t start,
                                                    std::size_t left);
  [[nodiscard]] std::optional<std::size_t> merged_suffix(std::string_view text, std::size_t end, std::size_t left);
  [[nodiscard]] Position next_position(std::string_view text, std::size_t from, std::size_t tokens) const;
  [[nodiscard]] Position previous_position(std::string_view text, std::size_t to, std::size_t tokens) const;
  [[nodiscard]] Prefix prefix_in(std::string_view text, std::size_t limit, Overflow part);
  [[nodiscard]] std::size_t suffix_in(std::string_view text, std::size_t limit, Overflow part);

  RuledCuts cuts_;
  RuledReach reach_;
  RuledCounter counter_;
  MergedSearch merged_;
};

}  // namespace tokmill::truncate
