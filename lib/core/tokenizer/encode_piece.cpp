#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/bpe/merge.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/gap_encoder.hpp"
#include "core/tokenizer/outputs.hpp"
#include "core/tokenizer/piece_encoder.hpp"
#include "core/tokenizer/token_sinks.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {

namespace {

// Appends the tokens of bytes that are not UTF-8. The merge boundaries that PieceEncoder looks for are in UTF-8 only.
void merge_ill_formed(const bpe::Vocabulary& vocabulary, std::string_view piece, WholePieces whole_pieces,
                      std::vector<TokenId>& out) {
  const std::size_t first = out.size();
  const TokenId whole = whole_pieces == WholePieces::tokens ? vocabulary.find_whole(piece) : bpe::no_token;
  if (whole != bpe::no_token) {
    out.push_back(whole);
  } else {
    bpe::LongMergeMemory memory;
    bpe::merge_long(vocabulary, piece, out, memory);
  }
  make_ids(vocabulary.ids(), std::span(out).subspan(first));
}

}  // namespace

void Encoding::encode_piece(std::string_view piece, std::vector<TokenId>& out, WholePieces whole_pieces) const {
  const bpe::Vocabulary& vocabulary = data_->vocabulary;
  const bool has_gaps = data_->rules != nullptr && !data_->rules->gaps.empty();
  std::string storage;
  if (find_ill_formed(piece)) {
    if (vocabulary.has_all_bytes() && !has_gaps) return merge_ill_formed(vocabulary, piece, whole_pieces, out);
    storage = replace_ill_formed(piece);
    piece = storage;
  }
  if (piece.empty()) return;
  const char* const end = piece.data() + piece.size();
  const bool is_merged = whole_pieces == WholePieces::merged;
  std::vector<TokenId> tokens;
  std::uint64_t offset = 0;
  IdOutput output(vocabulary, tokens, piece.size(), nullptr, offset);
  PieceEncoder<TokenAppender> encoder(*data_, output.sink);
  if (has_gaps) {
    GapEncoder<IdOutput> gap_encoder(vocabulary, data_->rules->gaps, encoder, output);
    is_merged ? gap_encoder.encode_merged(piece) : gap_encoder.encode(piece.data(), &end, 1, end);
  } else {
    is_merged ? encoder.encode_part(piece) : encoder.encode(piece.data(), &end, 1, end);
  }
  output.flush();
  out.insert(out.end(), tokens.begin(), tokens.end());
}

}  // namespace tokmill
