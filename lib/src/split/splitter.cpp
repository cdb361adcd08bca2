#include "split/splitter.hpp"

namespace tokmill::split {

Splitter splitter_for(Grammar grammar) noexcept {
  switch (grammar) {
    case Grammar::gpt2: return split_gpt2;
    case Grammar::cl100k: return split_cl100k;
    case Grammar::o200k: return split_o200k;
  }
  return split_o200k;
}

}  // namespace tokmill::split
