#include <tokmill/encodings.hpp>
#include <tokmill/registry.hpp>

// The name of a model's encoding needs no vocabulary.
int main() {
  if (tokmill::encoding_name_for_model("gpt-2") != "gpt2") return 1;
  return tokmill::gpt2().count("Hello, world!") == 4 ? 0 : 1;
}
