#include "library.hpp"

#include <dlfcn.h>

#include "../driver_text.hpp"

namespace sydac::driver {

Library::Library(std::initializer_list<const char*> names, std::string_view package) {
  for (const char* name : names) {
    if (handle_ == nullptr) handle_ = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
  }
  if (handle_ != nullptr) return;
  throw IoError(text_of({"`--load` needs the library ", *names.begin(), "; on Debian it is in the package ", package}));
}

void* Library::symbol(const char* name) const {
  void* const found = ::dlsym(handle_, name);
  if (found == nullptr) throw IoError(text_of({"the database's client library has no function ", name}));
  return found;
}

}  // namespace sydac::driver
