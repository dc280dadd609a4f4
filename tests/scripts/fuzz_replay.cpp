// A main for fuzz targets in builds without libFuzzer: runs the target on each file named, and on each file of a directory named.
// Directories that do not exist are passed over, so that a target need not have seeds of its own.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::vector<std::filesystem::path> files_of(const std::filesystem::path& path) {
  if (std::filesystem::is_regular_file(path)) return {path};
  std::vector<std::filesystem::path> found;
  if (!std::filesystem::is_directory(path)) return found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

void replay(const std::vector<char>& bytes) { LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()); }

}  // namespace

int main(int argc, char** argv) {
  std::size_t count = 1;
  replay({});
  for (int i = 1; i < argc; ++i) {
    for (const std::filesystem::path& path : files_of(argv[i])) {
      std::ifstream in(path, std::ios::binary);
      std::printf("%s\n", path.c_str());
      std::fflush(stdout);
      replay(std::vector<char>(std::istreambuf_iterator<char>(in), {}));
      ++count;
    }
  }
  std::printf("%zu inputs\n", count);
}
