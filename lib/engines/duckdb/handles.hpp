#pragma once

#include <memory>
#include <type_traits>

#include "engines/duckdb/api.hpp"

// Owners of the objects of DuckDB.

namespace tokmill::engines::duckdb {

template <auto Api::*destroy>
struct Destroy {
  template <class T>
  void operator()(T* object) const noexcept {
    (api().*destroy)(&object);
  }
};

template <class Handle, auto Api::*destroy>
using Owner = std::unique_ptr<std::remove_pointer_t<Handle>, Destroy<destroy>>;

using OwnedType = Owner<LogicalType, &Api::destroy_logical_type>;
using OwnedValue = Owner<Value, &Api::destroy_value>;
using OwnedConnection = Owner<Connection, &Api::disconnect>;
using OwnedScalarFunction = Owner<ScalarFunction, &Api::destroy_scalar_function>;
using OwnedScalarFunctionSet = Owner<ScalarFunctionSet, &Api::destroy_scalar_function_set>;
using OwnedTableFunction = Owner<TableFunction, &Api::destroy_table_function>;

/// Memory that DuckDB has allocated.
struct FreeByDuckdb {
  void operator()(void* memory) const noexcept { api().free(memory); }
};

inline OwnedType make_type(Type type) { return OwnedType(api().create_logical_type(type)); }

/// A column of the rows of token_chunks, which are those of the program's `chunk`.
struct ChunkColumn {
  const char* name;
  Type type;
};
inline constexpr ChunkColumn chunk_columns[] = {
    {"text", Type::varchar}, {"tokens", Type::bigint}, {"start", Type::bigint}, {"end", Type::bigint}};

}  // namespace tokmill::engines::duckdb
