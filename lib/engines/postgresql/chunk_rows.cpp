// The function token_chunks of tokmill--1.0.sql.

#include <algorithm>

#include "engines/functions/chunks.hpp"
#include "engines/postgresql/encodings.hpp"
#include "engines/postgresql/guarded.hpp"
#include "engines/postgresql/text.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(pg_tokmill_token_chunks);
}

namespace tokmill::engines::postgresql {
namespace {

/// The rows that remain to be returned, in memory of PostgreSQL.
struct ChunkRows {
  const char* text;  // the text that is tokenized
  const tokmill_chunk* chunks;
  std::size_t count;
};

ChunkRows* chunk_rows(std::string_view text, std::int64_t max_tokens, std::int64_t overlap, std::string_view encoding) {
  return guarded([&] {
    const Chunks found(encoding_named(encoding), text, max_tokens, overlap);
    const std::span<const tokmill_chunk> all = found.all();
    auto* const chunks = static_cast<tokmill_chunk*>(allocate(all.size_bytes()));
    std::copy(all.begin(), all.end(), chunks);
    auto* const rows = static_cast<ChunkRows*>(allocate(sizeof(ChunkRows)));
    *rows = {copy_text(found.text()), chunks, all.size()};
    return rows;
  });
}

/// The type of the rows that the caller expects.
TupleDesc row_type(FunctionCallInfo call) {
  TupleDesc type = nullptr;
  if (get_call_result_type(call, nullptr, &type) != TYPEFUNC_COMPOSITE) {
    ereport(ERROR, errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("token_chunks() returns rows"));
  }
  return BlessTupleDesc(type);
}

Datum row(const ChunkRows& rows, std::size_t index, TupleDesc type) {
  const tokmill_chunk& chunk = rows.chunks[index];
  Datum values[] = {
      PointerGetDatum(text_result({rows.text + chunk.start, chunk.end - chunk.start})),
      Int64GetDatum(static_cast<std::int64_t>(chunk.tokens)),
      Int64GetDatum(static_cast<std::int64_t>(chunk.start)),
      Int64GetDatum(static_cast<std::int64_t>(chunk.end)),
  };
  bool nulls[std::size(values)] = {};
  return HeapTupleGetDatum(heap_form_tuple(type, values, nulls));
}

}  // namespace
}  // namespace tokmill::engines::postgresql

/// token_chunks(text, max_tokens bigint, overlap bigint, encoding text)
Datum pg_tokmill_token_chunks(PG_FUNCTION_ARGS) {
  using namespace tokmill::engines::postgresql;
  if (SRF_IS_FIRSTCALL()) {
    FuncCallContext* const first = SRF_FIRSTCALL_INIT();
    const MemoryContext before = MemoryContextSwitchTo(first->multi_call_memory_ctx);
    first->tuple_desc = row_type(fcinfo);
    first->user_fctx =
        chunk_rows(text_argument(fcinfo, 0), PG_GETARG_INT64(1), PG_GETARG_INT64(2), text_argument(fcinfo, 3));
    MemoryContextSwitchTo(before);
  }
  FuncCallContext* const context = SRF_PERCALL_SETUP();
  const ChunkRows& rows = *static_cast<const ChunkRows*>(context->user_fctx);
  if (context->call_cntr >= rows.count) SRF_RETURN_DONE(context);
  const Datum next = row(rows, context->call_cntr, context->tuple_desc);  // the macro increments call_cntr first
  SRF_RETURN_NEXT(context, next);
}
