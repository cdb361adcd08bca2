#include "commands/encode/shards/run.hpp"

#include "commands/encode/shards/file_list.hpp"
#include "commands/encode/shards/rows.hpp"
#include "commands/encode/shards/texts.hpp"
#include "commands/encode/shards/writer.hpp"
#include "output/format.hpp"
#include "output/path.hpp"

namespace tokmill::cli::shards {
namespace {

Result<void> write_input(const Request& request, ShardWriter& writer, Io& io) {
  if (const auto* const rows = std::get_if<rows::Request>(&request.input)) {
    return write_rows(request, *rows, writer, io);
  }
  return write_texts(request, std::get<TextsInput>(request.input), writer, io);
}

std::string plural(std::uint64_t number, std::string_view noun) {
  return output::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

// The shards and documents of earlier runs.
std::string earlier_work(const ShardWriter& writer) {
  std::uint64_t documents = 0;
  for (std::size_t i = 0; i < writer.resumed_shards(); ++i) documents += writer.log().shards()[i].documents;
  return plural(writer.resumed_shards(), "shard") + " with " + plural(documents, "document");
}

void report_documents(const Request& request, const ShardWriter& writer, const std::string& folder, Io& io) {
  if (const std::uint64_t count = writer.empty_texts(); count > 0) {
    io.warn(output::format("{}: left out {} without tokens", folder, plural(count, "text")));
  }
  if (const std::uint64_t count = writer.long_documents(); count > 0) {
    io.warn(output::format("{}: {} of more than {} tokens; each has a shard of its own", folder,
                           plural(count, "document"), request.shard_tokens));
  }
}

}  // namespace

ExitCode run(const Request& request, Io& io) {
  const std::string folder = output::printable_path(request.folder);
  const auto* const texts = std::get_if<TextsInput>(&request.input);
  if (texts != nullptr && is_read(request.folder, *texts)) {
    io.fail(folder + ": in a folder that is read; name another one with --shards");
    return ExitCode::failed;
  }
  Result<ShardWriter> opened = ShardWriter::open(request);
  if (!opened) {
    io.fail(opened.error().message);
    return ExitCode::failed;
  }
  ShardWriter& writer = *opened;
  if (!writer.was_complete() && writer.resumed_shards() > 0) {
    io.warn(output::format("{}: going on after {}", folder, earlier_work(writer)));
  }
  Result<void> done = write_input(request, writer, io);
  if (done) done = writer.finish();
  if (!done) {
    io.fail(done.error().message);
    return ExitCode::failed;
  }
  report_documents(request, writer, folder, io);
  if (writer.was_complete()) {
    io.warn(output::format("{}: nothing to do; an earlier run has written {}", folder, earlier_work(writer)));
  }
  return writer.failed() > 0 ? ExitCode::failed : ExitCode::ok;
}

}  // namespace tokmill::cli::shards
