// A database's client library, opened when the program runs: a generator is built and run without it as long as nobody loads.
#pragma once

#include <initializer_list>
#include <string_view>

namespace sydac::driver {

class Library {
 public:
  /// The first of the names that there is; stays open until the program ends. Throws IoError, which names the package.
  Library(std::initializer_list<const char*> names, std::string_view package);

  /// Finds `function` under its name. Throws IoError.
  template <class Function>
  void find(Function*& function, const char* name) const {
    function = reinterpret_cast<Function*>(symbol(name));
  }

 private:
  void* symbol(const char* name) const;
  void* handle_ = nullptr;
};

}  // namespace sydac::driver
