#include "python/native/name_search.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace tokmill::python {

NameSearch::NameSearch(std::vector<std::string> names) : names_(std::move(names)) {
  if (!names_.empty()) common_start_ = names_.front();
  for (const std::string& name : names_) {
    known_.insert(name);
    sizes_.push_back(name.size());
    if (name.empty()) {
      has_empty_ = true;
    } else {
      starts_.set(static_cast<unsigned char>(name.front()));
    }
    const auto end = std::ranges::mismatch(common_start_, name).in1;
    common_start_ = common_start_.substr(0, static_cast<std::size_t>(end - common_start_.begin()));
  }
  std::ranges::sort(sizes_, std::ranges::greater());
  sizes_.erase(std::unique(sizes_.begin(), sizes_.end()), sizes_.end());
}

}  // namespace tokmill::python
