#include "commands/encode/shards/documents.hpp"

#include <utility>

#include "output/format.hpp"
#include "output/token_bytes.hpp"
#include "tokmill/parallel.hpp"

namespace tokmill::cli::shards {

Result<std::uint64_t> DocumentEncoder::add(std::string_view text, std::size_t input, std::size_t threads) {
  const std::size_t before = ids_.size();
  const AddedSpecial& added = tokenization_.added;
  ids_.insert(ids_.end(), added.prefix.begin(), added.prefix.end());
  if (tokenization_.special.is_ordinary()) {
    encode_in_parallel(*tokenization_.encoding, text, ids_, threads);
  } else {
    const Result<std::vector<TokenId>> encoded = tokenization_.encoding->encode(text, tokenization_.special);
    if (!encoded) {
      ids_.resize(before);
      return encoded.error();
    }
    ids_.insert(ids_.end(), encoded->begin(), encoded->end());
  }
  ids_.insert(ids_.end(), added.suffix.begin(), added.suffix.end());
  if (tokenization_.end_of_text) ids_.push_back(tokenization_.end_of_text->id);
  const std::size_t tokens = ids_.size() - before;
  if (tokens > tokenization_.most_tokens) {
    ids_.resize(before);
    return Error{ErrorCode::invalid_argument, output::format("the document has {} tokens; the format allows {}", tokens,
                                                             tokenization_.most_tokens)};
  }
  if (tokens == 0) {
    ++empty_;
  } else {
    documents_.push_back({input, static_cast<std::uint32_t>(tokens)});
  }
  return tokens;
}

Documents DocumentEncoder::take() {
  Documents result;
  output::TokenBytes(tokenization_.encoding->vocabulary_size()).append(ids_, result.bytes);
  result.documents = std::exchange(documents_, {});
  result.empty = std::exchange(empty_, 0);
  ids_.clear();
  return result;
}

}  // namespace tokmill::cli::shards
