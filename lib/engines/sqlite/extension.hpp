#pragma once

#include <sqlite3ext.h>

namespace tokmill::engines::sqlite {

/// Add the functions, and the table-valued function token_chunks, to a connection. They return a status of SQLite, and
/// throw std::bad_alloc or a Failure.
int add_functions(sqlite3* connection);
int add_chunk_table(sqlite3* connection);

}  // namespace tokmill::engines::sqlite
