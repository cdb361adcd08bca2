#include "commands/encode/command.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/encode/shards/run.hpp"
#include "options/exclusive.hpp"
#include "options/text_stream.hpp"
#include "output/file.hpp"
#include "output/join.hpp"
#include "output/npy.hpp"
#include "rows/answer_rows.hpp"
#include "tokmill/stream.hpp"

namespace tokmill::cli {
namespace {

using Output = EncodeRequest::Output;

std::string json_of(std::span<const TokenId> ids) { return "[" + output::join(ids, ",") + "]"; }

// Writes ids to standard output as they come: separated by spaces, or as a JSON array.
class IdWriter {
 public:
  IdWriter(Output output, Io& io) : io_(io), is_json_(output == Output::json) {
    if (is_json_) io_.write("[");
  }

  void add(std::span<const TokenId> ids) {
    constexpr std::size_t most = 1 << 14;  // to keep the text of the ids small
    const std::string_view separator = is_json_ ? "," : " ";
    while (!ids.empty()) {
      const std::span<const TokenId> some = ids.first(std::min(ids.size(), most));
      if (!is_empty_) io_.write(separator);
      is_empty_ = false;
      io_.write(output::join(some, separator));
      ids = ids.subspan(some.size());
    }
  }

  /// Call it once, after the last id.
  void end() { io_.write(is_json_ ? "]\n" : "\n"); }

 private:
  Io& io_;
  bool is_json_;
  bool is_empty_ = true;
};

// Encodes the text in constant memory. Calls on_ids(ids) for some of its tokens at a time, until it returns false. The
// tokens that are put around the text are among them.
// Returns false if reading fails, or if there is a special token that is an error; the failure was then reported to
// `io`.
template <class OnIds>
bool encode_stream(const EncodeRequest& request, TextStream& text, Io& io, const OnIds& on_ids) {
  StreamEncoder encoder(*request.encoding, request.special, IllFormed::replacement, request.threads);
  std::vector<TokenId> ids(request.added.prefix.begin(), request.added.prefix.end());
  while (true) {
    const std::optional<std::string_view> block = text.next(io);
    if (!block) return false;
    const Result<void> done = block->empty() ? encoder.finish(ids) : encoder.append(*block, ids);
    if (!done) {
      io.fail(text.name() + ": " + done.error().message);
      return false;
    }
    if (block->empty()) ids.insert(ids.end(), request.added.suffix.begin(), request.added.suffix.end());
    if (!on_ids(ids) || block->empty()) break;
    ids.clear();
  }
  text.warn_if_ill_formed(io, encoder.first_ill_formed());
  return true;
}

ExitCode encode_rows(const EncodeRequest& request, Io& io) {
  const auto encode = [&](std::string_view text, std::string& value) -> Result<std::uint64_t> {
    Result<std::vector<TokenId>> ids = request.encoding->encode(text, request.special);
    if (!ids) return ids.error();
    const AddedSpecial& added = request.added;
    ids->insert(ids->begin(), added.prefix.begin(), added.prefix.end());
    ids->insert(ids->end(), added.suffix.begin(), added.suffix.end());
    value += json_of(*ids);
    return ids->size();
  };
  rows::answer_rows(request.rows, {rows::Answer::Input::text, "ids", false, 1, encode}, io);
  return ExitCode::ok;
}

}  // namespace

void EncodeOptions::declare(Arguments& arguments) {
  text.declare(arguments,
               "Read this file (default: -, standard input); with --shards, any number of files and folders");
  tokenizer.declare(arguments);
  special.declare(arguments);
  add_special.declare(arguments);
  threads.declare(arguments);
  arguments.flag("--json", json, "Print one JSON array");
  rows.declare(arguments, "a JSON string or object", "one JSON array", "ids");
  arguments.text("--npy", npy_path, "FILE",
                 "Write a NumPy array to FILE (-: standard output): uint16 if all ids of the encoding fit, else "
                 "uint32");
  shards.declare(arguments);
  arguments.example("tokmill encode -t 'hello world'", "Print ids separated by spaces");
  arguments.example("tokmill encode --npy corpus.npy corpus.txt", "Write ids for numpy.load");
  arguments.example("tokmill encode -e r50k_base --shards data --jsonl < corpus.jsonl",
                    "Tokenize a corpus for training");
}

Result<EncodeRequest> EncodeOptions::validate() const {
  if (Result<void> valid = rows.validate_with(text); !valid) return std::move(valid).error();
  if (Result<void> valid = at_most_one({{"--json", json}, rows.given(), {"--npy", npy_path.has_value()}});
      !valid) {
    return std::move(valid).error();
  }
  if (Result<void> valid = shards.validate(text, rows); !valid) return std::move(valid).error();
  if (Result<void> valid = excludes(shards.given(), {{"--json", json}, {"--npy", npy_path.has_value()}}); !valid) {
    return std::move(valid).error();
  }
  const std::size_t most_paths = shards.is_enabled() ? std::numeric_limits<std::size_t>::max() : 1;
  Result<ChosenTokenizer> chosen = tokenizer.find();
  if (!chosen) return std::move(chosen).error();
  if (Result<void> valid = text.validate(most_paths); !valid) return std::move(valid).error();
  if (Result<void> valid = threads.validate(); !valid) return std::move(valid).error();

  EncodeRequest request;
  request.text = text;
  request.encoding = chosen->encoding;
  request.name_notes = std::move(chosen->name_notes);
  request.special = special.policy();
  request.added = add_special.tokens_of(*chosen->encoding);
  request.output = json ? Output::json : rows.is_enabled() ? Output::rows : npy_path ? Output::npy : Output::ids;
  request.rows = rows.request(text, threads.count());
  request.npy_path = npy_path.value_or("");
  request.threads = threads.count();
  request.special_is_error = special.choice == "error";
  if (shards.is_enabled()) {
    Result<shards::Request> valid =
        shards.request(text, rows, {request.encoding, request.special, request.added}, request.threads);
    if (!valid) return std::move(valid).error();
    request.output = Output::shards;
    request.shards = std::move(*valid);
  }
  return request;
}

ExitCode run(const EncodeRequest& request, Io& io) {
  if (request.output == Output::shards) return shards::run(*request.shards, io);
  if (request.output == Output::rows) return encode_rows(request, io);

  std::optional<TextStream> text =
      TextStream::open(request.text, input_paths(request.text).front(), input::TextBlocks::Wait::for_full, io);
  if (!text) return ExitCode::failed;
  if (request.output == Output::npy) {
    output::NpyWriter writer(request.npy_path, request.encoding->vocabulary_size());
    if (!encode_stream(request, *text, io, [&](std::span<const TokenId> ids) { return writer.add(ids); })) {
      return ExitCode::failed;
    }
    report_written(request.npy_path, writer.commit(), io);
    return ExitCode::ok;
  }
  if (text->may_be_rejected() || request.special_is_error) io.hold();
  IdWriter writer(request.output, io);
  const auto write = [&](std::span<const TokenId> ids) {
    writer.add(ids);
    return !io.is_output_lost();
  };
  if (!encode_stream(request, *text, io, write)) return ExitCode::failed;
  writer.end();
  io.release();
  return ExitCode::ok;
}

}  // namespace tokmill::cli
