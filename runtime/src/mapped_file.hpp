// A whole file for reading.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sydac::driver {

/// The bytes of a file, mapped: nothing is read before it is looked at. Throws IoError.
class MappedFile {
 public:
  MappedFile() = default;
  explicit MappedFile(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::string_view bytes() const { return {data_, size_}; }
  static bool exists(const std::string& path);

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace sydac::driver
