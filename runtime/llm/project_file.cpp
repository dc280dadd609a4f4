#include "project_file.hpp"

#include <filesystem>
#include <optional>

#include "file_text.hpp"

namespace sydac::llm {

Options project_options(const std::string& folder) {
  std::error_code error;
  std::filesystem::path place = std::filesystem::absolute(folder.empty() ? "." : folder, error).lexically_normal();
  if (!place.has_filename()) place = place.parent_path();
  for (;; place = place.parent_path()) {
    const std::string path = (place / "sydac.toml").string();
    if (const std::optional<std::string> text = file_text_if_there(path)) return options_of_toml(*text, path);
    if (place == place.parent_path()) return {};
  }
}

}  // namespace sydac::llm
