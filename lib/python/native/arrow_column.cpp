#include "python/native/arrow_column.hpp"

#include <array>
#include <utility>

#include "python/native/arrow_abi.hpp"
#include "python/native/errors.hpp"

namespace tokmill::python {

namespace nb = nanobind;

struct ArrowColumn::Data {
  std::vector<std::int64_t> numbers;    // the values, or where each list starts, and the end of the last one
  std::vector<TokenId> ids;             // of all lists
  bool is_list;
  std::vector<unsigned char> validity;  // a bit for each row; empty if none is missing
  std::size_t null_count;

  Data(std::vector<std::int64_t> all_numbers, std::vector<TokenId> all_ids, bool has_lists,
       std::span<const std::size_t> nulls)
      : numbers(std::move(all_numbers)), ids(std::move(all_ids)), is_list(has_lists), null_count(nulls.size()) {
    if (nulls.empty()) return;
    validity.assign(rows() / 8 + 1, 0xFF);
    for (const std::size_t row : nulls) validity[row / 8] &= static_cast<unsigned char>(~(1U << row % 8));
  }

  [[nodiscard]] std::size_t rows() const noexcept { return numbers.size() - (is_list ? 1 : 0); }
};

namespace {

using SharedData = std::shared_ptr<const ArrowColumn::Data>;

constexpr std::int64_t is_nullable = 2;  // a flag of a schema

// --- Schemas -----------------------------------------------------------------------------------------

// What a schema refers to.
struct SchemaChildren {
  ArrowSchema ids{};
  std::array<ArrowSchema*, 1> pointers{&ids};
};

// A child has nothing of its own.
void release_child(ArrowSchema* schema) { schema->release = nullptr; }

void release_schema(ArrowSchema* schema) {
  if (const auto* const children = static_cast<SchemaChildren*>(schema->private_data)) {
    if (schema->children[0]->release != nullptr) schema->children[0]->release(schema->children[0]);
    delete children;
  }
  schema->release = nullptr;
}

ArrowSchema schema_of(bool is_list) {
  ArrowSchema schema{};
  schema.format = is_list ? "+L" : "l";
  schema.name = "";
  schema.flags = is_nullable;
  schema.release = release_schema;
  if (is_list) {
    auto* const children = new SchemaChildren();
    children->ids.format = "I";
    children->ids.name = "item";
    children->ids.flags = is_nullable;  // as the lists of other libraries have it; no id is null
    children->ids.release = release_child;
    schema.n_children = 1;
    schema.children = children->pointers.data();
    schema.private_data = children;
  }
  return schema;
}

// --- Arrays ------------------------------------------------------------------------------------------

// What an array refers to. A child that is moved out of its parent keeps the memory itself.
struct ArrayOwner {
  SharedData data;
  std::array<const void*, 2> buffers;
  ArrowArray child{};
  std::array<ArrowArray*, 1> children{&child};
};

void release_array(ArrowArray* array) {
  for (std::int64_t i = 0; i < array->n_children; ++i) {
    if (array->children[i]->release != nullptr) array->children[i]->release(array->children[i]);
  }
  delete static_cast<ArrayOwner*>(array->private_data);
  array->release = nullptr;
}

ArrowArray array_of(const SharedData& data, std::size_t length, const void* validity, const void* values) {
  auto* const owner = new ArrayOwner{data, {validity, values}};
  ArrowArray array{};
  array.length = static_cast<std::int64_t>(length);
  array.n_buffers = 2;
  array.buffers = owner->buffers.data();
  array.release = release_array;
  array.private_data = owner;
  return array;
}

ArrowArray array_of(const SharedData& data) {
  const void* const validity = data->validity.empty() ? nullptr : data->validity.data();
  ArrowArray array = array_of(data, data->rows(), validity, data->numbers.data());
  array.null_count = static_cast<std::int64_t>(data->null_count);
  if (data->is_list) {
    auto* const owner = static_cast<ArrayOwner*>(array.private_data);
    owner->child = array_of(data, data->ids.size(), nullptr, data->ids.data());
    array.n_children = 1;
    array.children = owner->children.data();
  }
  return array;
}

// --- Capsules ----------------------------------------------------------------------------------------

// A capsule that owns a structure. A consumer that takes what it refers to sets `release` to null.
template <class Structure>
nb::object capsule_of(Structure structure, const char* name) {
  auto owned = std::make_unique<Structure>(structure);
  nb::object capsule = checked(PyCapsule_New(owned.get(), name, [](PyObject* object) {
    auto* const kept = static_cast<Structure*>(PyCapsule_GetPointer(object, PyCapsule_GetName(object)));
    if (kept->release != nullptr) kept->release(kept);
    delete kept;
  }));
  owned.release();
  return capsule;
}

}  // namespace

ArrowColumn::ArrowColumn(std::vector<std::int64_t> numbers, std::span<const std::size_t> nulls)
    : data_(std::make_shared<const Data>(std::move(numbers), std::vector<TokenId>(), false, nulls)) {}

ArrowColumn::ArrowColumn(EncodedTexts texts, std::span<const std::size_t> nulls)
    : data_(std::make_shared<const Data>(std::move(texts.offsets), std::move(texts.ids), true, nulls)) {}

std::size_t ArrowColumn::size() const noexcept { return data_->rows(); }

nb::object ArrowColumn::capsules() const {
  return nb::make_tuple(capsule_of(schema_of(data_->is_list), "arrow_schema"),
                        capsule_of(array_of(data_), "arrow_array"));
}

}  // namespace tokmill::python
