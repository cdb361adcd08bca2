#include "commands/decode/command.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/decode/ids.hpp"
#include "options/exclusive.hpp"
#include "options/text_stream.hpp"
#include "output/format.hpp"
#include "output/join.hpp"
#include "rows/answer_rows.hpp"
#include "rows/tsv_text.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "tokmill/stream.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli {
namespace {

ExitCode decode_rows(const rows::Request& request, const Encoding& encoding, Io& io) {
  const auto decode = [&](std::string_view array, std::string& value) -> Result<std::uint64_t> {
    const Result<std::vector<TokenId>> ids = decode::ids_of_array(array);
    if (!ids) return ids.error();
    const Result<std::string> bytes = encoding.decode(*ids);
    if (!bytes) return bytes.error();
    if (request.format == rows::Format::tsv) {
      rows::append_tsv_text(*bytes, value);
    } else {
      value += formats::json_string(*bytes);
    }
    return std::uint64_t{0};
  };
  rows::answer_rows(request, {rows::Answer::Input::array, "text", false, 1, decode}, io);
  return ExitCode::ok;
}

// `name`: the prefix of messages.
ExitCode decode_ids(const Encoding& encoding, const Result<std::vector<TokenId>>& ids, std::string_view name, Io& io) {
  const Result<std::string> bytes = ids ? encoding.decode(*ids) : Result<std::string>(ids.error());
  if (!bytes) {
    io.fail(output::format("{}{}", name, bytes.error().message));
    return ExitCode::failed;
  }
  io.write(*bytes);
  return ExitCode::ok;
}

// `text`: an array, or nothing.
ExitCode decode_text(const Encoding& encoding, std::string_view text, Io& io) {
  const Result<std::vector<TokenId>> ids = decode::parse_ids(text);
  if (!ids && ids.error().code != ErrorCode::token_out_of_range) {
    io.warn("standard input: " + ids.error().message);
    return ExitCode::usage;
  }
  return decode_ids(encoding, ids, ids ? "" : "standard input: ", io);
}

// Decodes ids in constant memory. Nothing is printed if one of them is wrong.
class IdStream {
 public:
  IdStream(const Encoding& encoding, Io& io) : io_(io), decoder_(encoding, IllFormed::byte_fallback) { io.hold(); }

  [[nodiscard]] Result<void> append(std::string_view part) {
    while (!part.empty()) {
      constexpr std::size_t most = 1 << 16;  // to keep the lists of ids small
      if (Result<void> read = reader_.append(part.substr(0, most), ids_); !read) return read;
      part.remove_prefix(std::min(part.size(), most));
      decode();
    }
    return {};
  }

  [[nodiscard]] Result<void> finish() {
    if (Result<void> read = reader_.finish(ids_); !read) return read;
    decode();
    if (const std::optional<Error>& error = reader_.out_of_range()) {
      io_.fail("standard input: " + error->message);
    } else if (const Result<void> done = decoder_.finish(text_); !done) {
      io_.fail(done.error().message);
    } else {
      io_.write(text_);
      io_.release();
    }
    return {};
  }

 private:
  void decode() {
    if (decoder_.append(ids_, text_)) io_.write(text_);  // finish() returns the error, too
    ids_.clear();
    text_.clear();
  }

  Io& io_;
  decode::IdReader reader_;
  StreamDecoder decoder_;
  std::vector<TokenId> ids_;
  std::string text_;
};

// Decodes standard input: numbers, or a JSON array, which is read as a whole.
ExitCode decode_input(const Encoding& encoding, const TextOption& text, Io& io) {
  std::optional<TextStream> input = TextStream::open(text, "-", input::TextBlocks::Wait::for_full, io);
  if (!input) return ExitCode::failed;
  std::string start;  // white space, or all of an array
  bool is_array = false;
  std::optional<IdStream> numbers;
  const auto read_all = [&]() -> Result<void> {
    for (bool is_first = true; !io.is_output_lost(); is_first = false) {
      std::optional<std::string_view> block = input->next(io);
      if (!block) return Error{ErrorCode::io_error, ""};  // was reported
      if (block->empty()) break;
      if (is_first && block->starts_with(utf8_byte_order_mark)) block->remove_prefix(utf8_byte_order_mark.size());
      if (!numbers && !is_array) {
        const std::size_t first = block->find_first_not_of(decode::white_space);
        is_array = first != std::string_view::npos && (*block)[first] == '[';
        if (first != std::string_view::npos && !is_array) numbers.emplace(encoding, io);
      }
      if (!numbers) {
        start += *block;
      } else if (Result<void> read = numbers->append(*block); !read) {
        return read;
      }
    }
    return numbers ? numbers->finish() : Result<void>();
  };
  const Result<void> read = read_all();
  input->warn_if_ill_formed(io);
  if (!read && read.error().code == ErrorCode::malformed_number) {
    io.warn("standard input: " + read.error().message);
    return ExitCode::usage;
  }
  if (!read || io.has_failed()) return ExitCode::failed;
  return numbers ? ExitCode::ok : decode_text(encoding, start, io);
}

}  // namespace

void DecodeOptions::declare(Arguments& arguments) {
  arguments.positionals("ID", ids, "Token ids (default: read ids or a JSON array from standard input)");
  tokenizer.declare(arguments);
  rows.declare(arguments, "a JSON array of ids, or an object with one,", "one JSON string", "text", "ids");
  threads.declare(arguments);
  declare_no_decompress(arguments, text.no_decompress);
  arguments.example("tokmill decode -e cl100k_base 15339 1917", "Print \"hello world\"");
}

Result<DecodeRequest> DecodeOptions::validate() const {
  if (const Result<void> valid = rows.validate(); !valid) return valid.error();
  for (const GivenOption& option : {rows.given(), GivenOption("--no-decompress", text.no_decompress)}) {
    if (const Result<void> valid = at_most_one({option, {"ID", !ids.empty()}}); !valid) return valid.error();
  }
  if (const Result<void> valid = threads.validate(); !valid) return valid.error();
  Result<ChosenTokenizer> chosen = tokenizer.find();
  if (!chosen) return std::move(chosen).error();
  const Encoding* const encoding = chosen->encoding;
  DecodeRequest request{encoding, std::nullopt, text, std::nullopt, std::move(chosen->name_notes)};
  if (rows.is_enabled()) request.rows = rows.request(text, threads.count());
  if (!ids.empty()) {
    Result<std::vector<TokenId>> parsed = decode::parse_ids(output::join(ids, " "));
    if (!parsed && parsed.error().code != ErrorCode::token_out_of_range) return std::move(parsed).error();
    request.ids = std::move(parsed);
  }
  return request;
}

ExitCode run(const DecodeRequest& request, Io& io) {
  if (request.rows) return decode_rows(*request.rows, *request.encoding, io);
  if (request.ids) return decode_ids(*request.encoding, *request.ids, "", io);

  return decode_input(*request.encoding, request.text, io);
}

}  // namespace tokmill::cli
