#pragma once

#include "engines/duckdb/api.hpp"

namespace tokmill::engines::duckdb {

/// Add the scalar functions, and the table function token_chunks, to a database. They throw a Failure.
void add_functions(Connection connection);
void add_chunk_table(Connection connection);

}  // namespace tokmill::engines::duckdb
