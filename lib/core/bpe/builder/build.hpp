#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bpe/builder/image.hpp"
#include "core/bpe/gaps.hpp"
#include "core/bpe/vocabulary.hpp"
#include "tokmill/result.hpp"
#include "tokmill/vocabulary.hpp"

namespace tokmill::bpe {

/// The serial number of the first vocabulary that is made at run time. The built-in ones have lower numbers.
inline constexpr std::uint64_t first_serial = 1024;

}  // namespace tokmill::bpe

namespace tokmill::inline TOKMILL_ABI {

/// The data of a Vocabulary.
struct VocabularyData {
  /// `rule`: of a vocabulary of characters.
  VocabularyData(bpe::Image built, std::size_t count, std::vector<TokenId> not_made,
                 std::optional<bpe::CharacterGaps::Rule> rule);

  /// Of a file. The ids are in its memory, which `stored` keeps.
  VocabularyData(bpe::Image stored, std::size_t count, std::span<const TokenId> not_made,
                 std::optional<bpe::CharacterGaps::Rule> rule);

  bpe::Image image;
  bpe::Vocabulary view;
  std::uint64_t serial;              // of no other vocabulary of the process, built-in ones included, ever
  std::size_t tokens;                       // the number of tokens
  std::vector<TokenId> own_unreachable;     // what `unreachable` refers to, unless that is a part of a file
  std::span<const TokenId> unreachable;     // ids, in ascending order
  bpe::Gaps gaps;                           // of what UTF-8 text can have
};

/// The library's access to the private parts of Vocabulary.
struct VocabularyAccess {
  [[nodiscard]] static Vocabulary make(std::shared_ptr<const VocabularyData> data) noexcept {
    return Vocabulary(std::move(data));
  }
  /// See tokmill/packed_vocabulary.hpp.
  [[nodiscard]] static Result<Vocabulary> unpack(std::string_view packed);
  [[nodiscard]] static const VocabularyData& data(const Vocabulary& vocabulary) noexcept { return *vocabulary.data_; }
};

}  // namespace tokmill
