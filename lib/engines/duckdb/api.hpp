#pragma once

#include <cstdint>

// What this extension uses of DuckDB's C API for extensions. DuckDB hands out the API as a structure of pointers to
// functions, and promises that their order does not change after version 1.2.0. The declarations are the project's own,
// so that the build needs no header of DuckDB; tests/engines/duckdb/api_test.py compares them with DuckDB's.

namespace tokmill::engines::duckdb {

inline constexpr const char* api_version = "v1.2.0";

/// Objects of DuckDB.
using Database = struct OpaqueDatabase*;
using Connection = struct OpaqueConnection*;
using ExtensionInfo = struct OpaqueExtensionInfo*;
using LogicalType = struct OpaqueLogicalType*;
using Value = struct OpaqueValue*;
using Vector = struct OpaqueVector*;
using DataChunk = struct OpaqueDataChunk*;
using ScalarFunction = struct OpaqueScalarFunction*;
using ScalarFunctionSet = struct OpaqueScalarFunctionSet*;
using TableFunction = struct OpaqueTableFunction*;
using FunctionInfo = struct OpaqueFunctionInfo*;
using BindInfo = struct OpaqueBindInfo*;
using InitInfo = struct OpaqueInitInfo*;

using Index = std::uint64_t;
using Delete = void (*)(void*);

/// duckdb_state.
enum State : int { success = 0, failure = 1 };

/// Those types of duckdb_type that are used.
enum class Type : int { bigint = 5, uinteger = 8, date = 13, varchar = 17, blob = 18, any = 34 };

/// The bytes of a blob, which the caller frees.
struct Bytes {
  void* data;
  Index size;
};

/// A text or blob in a vector: one of up to 12 bytes is in the object itself.
union String {
  std::uint32_t size;
  struct {
    std::uint32_t size;
    char bytes[12];
  } inlined;
  struct {
    std::uint32_t size;
    char prefix[4];
    const char* bytes;
  } pointer;
};
static_assert(sizeof(String) == 16 || sizeof(void*) != 8);

/// Where the elements of a list start in the child vector, and how many they are.
struct ListEntry {
  std::uint64_t offset;
  std::uint64_t length;
};

/// A 128-bit integer, as a DECIMAL of more than 18 digits is stored.
struct Integer128 {
  std::uint64_t lower;
  std::int64_t upper;
};

/// F(position, name without the prefix duckdb_, result, parameters)
#define TOKMILL_DUCKDB_FUNCTIONS(F)                                                             \
  F(3, connect, State, (Database, Connection*))                                                 \
  F(6, disconnect, void, (Connection*))                                                         \
  F(25, free, void, (void*))                                                                    \
  F(26, vector_size, Index, ())                                                                 \
  F(92, destroy_value, void, (Value*))                                                          \
  F(125, get_int64, std::int64_t, (Value))                                                      \
  F(136, get_value_type, LogicalType, (Value))                                                  \
  F(137, get_blob, Bytes, (Value))                                                              \
  F(142, get_varchar, char*, (Value))                                                           \
  F(149, is_null_value, bool, (Value))                                                          \
  F(156, create_logical_type, LogicalType, (Type))                                              \
  F(159, create_list_type, LogicalType, (LogicalType))                                          \
  F(163, create_struct_type, LogicalType, (LogicalType*, const char**, Index))                  \
  F(165, create_decimal_type, LogicalType, (std::uint8_t, std::uint8_t))                        \
  F(166, get_type_id, Type, (LogicalType))                                                      \
  F(184, destroy_logical_type, void, (LogicalType*))                                            \
  F(189, data_chunk_get_column_count, Index, (DataChunk))                                       \
  F(190, data_chunk_get_vector, Vector, (DataChunk, Index))                                     \
  F(191, data_chunk_get_size, Index, (DataChunk))                                               \
  F(192, data_chunk_set_size, void, (DataChunk, Index))                                         \
  F(194, vector_get_data, void*, (Vector))                                                      \
  F(195, vector_get_validity, std::uint64_t*, (Vector))                                         \
  F(196, vector_ensure_validity_writable, void, (Vector))                                       \
  F(198, vector_assign_string_element_len, void, (Vector, Index, const char*, Index))           \
  F(199, list_vector_get_child, Vector, (Vector))                                               \
  F(201, list_vector_set_size, State, (Vector, Index))                                          \
  F(202, list_vector_reserve, State, (Vector, Index))                                           \
  F(203, struct_vector_get_child, Vector, (Vector, Index))                                      \
  F(209, create_scalar_function, ScalarFunction, ())                                            \
  F(210, destroy_scalar_function, void, (ScalarFunction*))                                      \
  F(211, scalar_function_set_name, void, (ScalarFunction, const char*))                         \
  F(214, scalar_function_set_volatile, void, (ScalarFunction))                                  \
  F(215, scalar_function_add_parameter, void, (ScalarFunction, LogicalType))                    \
  F(216, scalar_function_set_return_type, void, (ScalarFunction, LogicalType))                  \
  F(217, scalar_function_set_extra_info, void, (ScalarFunction, void*, Delete))                 \
  F(218, scalar_function_set_function, void,                                                    \
    (ScalarFunction, void (*)(FunctionInfo, DataChunk, Vector)))                                \
  F(220, scalar_function_get_extra_info, void*, (FunctionInfo))                                 \
  F(221, scalar_function_set_error, void, (FunctionInfo, const char*))                          \
  F(222, create_scalar_function_set, ScalarFunctionSet, (const char*))                          \
  F(223, destroy_scalar_function_set, void, (ScalarFunctionSet*))                               \
  F(224, add_scalar_function_to_set, State, (ScalarFunctionSet, ScalarFunction))                \
  F(225, register_scalar_function_set, State, (Connection, ScalarFunctionSet))                  \
  F(242, create_table_function, TableFunction, ())                                              \
  F(243, destroy_table_function, void, (TableFunction*))                                        \
  F(244, table_function_set_name, void, (TableFunction, const char*))                           \
  F(245, table_function_add_parameter, void, (TableFunction, LogicalType))                      \
  F(246, table_function_add_named_parameter, void, (TableFunction, const char*, LogicalType))   \
  F(248, table_function_set_bind, void, (TableFunction, void (*)(BindInfo)))                    \
  F(249, table_function_set_init, void, (TableFunction, void (*)(InitInfo)))                    \
  F(251, table_function_set_function, void, (TableFunction, void (*)(FunctionInfo, DataChunk))) \
  F(253, register_table_function, State, (Connection, TableFunction))                           \
  F(255, bind_add_result_column, void, (BindInfo, const char*, LogicalType))                    \
  F(257, bind_get_parameter, Value, (BindInfo, Index))                                          \
  F(258, bind_get_named_parameter, Value, (BindInfo, const char*))                              \
  F(259, bind_set_bind_data, void, (BindInfo, void*, Delete))                                   \
  F(261, bind_set_error, void, (BindInfo, const char*))                                         \
  F(263, init_get_bind_data, void*, (InitInfo))                                                 \
  F(264, init_set_init_data, void, (InitInfo, void*, Delete))                                   \
  F(268, init_set_error, void, (InitInfo, const char*))                                         \
  F(271, function_get_init_data, void*, (FunctionInfo))                                         \
  F(273, function_set_error, void, (FunctionInfo, const char*))

/// The functions.
struct Api {
#define TOKMILL_DUCKDB_MEMBER(position, name, result, parameters) result(*name) parameters = nullptr;
  TOKMILL_DUCKDB_FUNCTIONS(TOKMILL_DUCKDB_MEMBER)
#undef TOKMILL_DUCKDB_MEMBER
};

/// The functions of the DuckDB that has loaded the extension.
const Api& api() noexcept;

/// Copies the functions from DuckDB's structure, which exists only while the extension is loaded; the first time only.
void set_api(const void* functions);

}  // namespace tokmill::engines::duckdb
