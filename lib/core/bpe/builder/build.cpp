#include "core/bpe/builder/build.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "core/bpe/builder/characters.hpp"
#include "core/bpe/builder/image_writer.hpp"
#include "core/bpe/builder/merge_order.hpp"
#include "core/bpe/builder/packed.hpp"
#include "core/bpe/builder/ranks.hpp"
#include "tokmill/read_file.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

std::atomic<std::uint64_t> next_serial{bpe::first_serial};

bpe::Gaps gaps_of(const bpe::Vocabulary& vocabulary, std::optional<bpe::CharacterGaps::Rule> rule) {
  bpe::Gaps gaps;
  if (rule) {
    gaps.characters = std::make_shared<const bpe::CharacterGaps>(vocabulary, *std::move(rule));
    return gaps;
  }
  for (unsigned byte = 0; byte < gaps.bytes.size(); ++byte) {
    gaps.bytes[byte] =
        bpe::is_in_utf8(byte) && vocabulary.byte_token(static_cast<unsigned char>(byte)) == bpe::no_token;
  }
  return gaps;
}

Result<Vocabulary> build(const bpe::MergeOrder& order, WholePieces whole_pieces,
                         std::optional<bpe::CharacterGaps::Rule> rule = std::nullopt) {
  std::vector<TokenId> unreachable;
  std::size_t count = 0;
  for (TokenId token = 0; token < order.tokens.size(); ++token) {
    if (order.tokens[token].empty()) continue;
    const TokenId id = order.ids.empty() ? token : order.ids[token];
    if (id == bpe::no_token) continue;  // a part of a character
    ++count;
    const bool is_hidden = order.tokens.size() - token <= order.hidden;
    if (order.merges.is_made(token) || (is_hidden && order.tokens[token].size() == 1)) continue;
    if (whole_pieces == WholePieces::tokens && !is_hidden && order.tokens[token].size() > bpe::longest_whole_piece) {
      return Error{ErrorCode::unsupported_vocabulary,
                   "token " + std::to_string(id) + " has " + std::to_string(order.tokens[token].size()) +
                       " bytes, and merging does not make it; at most " + std::to_string(bpe::longest_whole_piece) +
                       " are supported",
                   0};
    }
    unreachable.push_back(id);
  }
  std::sort(unreachable.begin(), unreachable.end());
  Result<bpe::Image> image = bpe::write_image(order, whole_pieces);
  if (!image) return std::move(image).error();
  return VocabularyAccess::make(
      std::make_shared<const VocabularyData>(*std::move(image), count, std::move(unreachable), std::move(rule)));
}

}  // namespace

VocabularyData::VocabularyData(bpe::Image built, std::size_t count, std::vector<TokenId> not_made,
                               std::optional<bpe::CharacterGaps::Rule> rule)
    : image(std::move(built)),
      view(image.data()),
      serial(next_serial.fetch_add(1, std::memory_order_relaxed)),
      tokens(count),
      own_unreachable(std::move(not_made)),
      unreachable(own_unreachable),
      gaps(gaps_of(view, std::move(rule))) {}

VocabularyData::VocabularyData(bpe::Image stored, std::size_t count, std::span<const TokenId> not_made,
                               std::optional<bpe::CharacterGaps::Rule> rule)
    : image(std::move(stored)),
      view(image.data()),
      serial(next_serial.fetch_add(1, std::memory_order_relaxed)),
      tokens(count),
      unreachable(not_made),
      gaps(gaps_of(view, std::move(rule))) {}

Result<Vocabulary> Vocabulary::from_rank_file(std::string_view contents) {
  const Result<bpe::RankTable> table = bpe::read_rank_table(contents);
  if (!table) return table.error();
  return from_ranks(table->tokens());
}

Result<Vocabulary> Vocabulary::read_rank_file(const std::string& path) {
  constexpr std::size_t most = std::size_t{1} << 30;
  const Result<std::string> contents = read_file(path, most);
  if (!contents) return contents.error();
  return from_rank_file(*contents);
}

Result<Vocabulary> Vocabulary::from_ranks(std::span<const RankedToken> tokens, WholePieces whole_pieces) {
  const Result<bpe::MergeOrder> order = bpe::order_by_ranks(tokens);
  if (!order) return order.error();
  return build(*order, whole_pieces);
}

Result<Vocabulary> Vocabulary::from_merges(std::span<const ListedToken> tokens, std::span<const Merge> merges,
                                           WholePieces whole_pieces, std::span<const ListedToken> decoded_only) {
  Result<bpe::MergeOrder> order = bpe::order_by_merges(tokens, merges);
  if (!order) return std::move(order).error();
  if (Result<void> added = bpe::add_hidden(decoded_only, *order); !added) return std::move(added).error();
  return build(*order, whole_pieces);
}

Result<Vocabulary> Vocabulary::from_characters(std::span<const ListedToken> tokens, std::span<const Merge> merges,
                                               const MissingCharacters& missing, WholePieces whole_pieces,
                                               std::span<const ListedToken> decoded_only) {
  Result<bpe::CharacterOrder> order = bpe::order_by_characters(tokens, merges, missing, decoded_only);
  if (!order) return std::move(order).error();
  return build(order->order, whole_pieces, std::move(order->rule));
}

Result<Vocabulary> VocabularyAccess::unpack(std::string_view packed) {
  Result<bpe::PackedVocabulary> unpacked = bpe::unpack(packed);
  if (!unpacked) return std::move(unpacked).error();
  return build(unpacked->order, unpacked->whole_pieces, std::move(unpacked->rule));
}

std::size_t Vocabulary::size() const noexcept { return data_->tokens; }

std::span<const TokenId> Vocabulary::unreachable() const noexcept { return data_->unreachable; }

std::size_t Vocabulary::memory() const noexcept { return data_->image.size(); }

}  // namespace tokmill
