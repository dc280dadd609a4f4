// The whole way from a schema's text to a program's text.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/diagnostics.hpp"
#include "base/span.hpp"
#include "model/schema.hpp"
#include "source/import.hpp"

namespace sydac::compiler {

struct Model;
struct Plan;

enum class Stage : std::uint8_t { schema, model, plan, program };

/// One schema on its way. What a stage gives stays here, for `dump` and because later stages point into earlier results; what was not
/// reached is empty. The file must have been added to `sources`.
struct Compilation {
  Compilation(std::string path, std::string text, ImportOptions imports = {});
  ~Compilation();
  Compilation(const Compilation&) = delete;
  Compilation& operator=(const Compilation&) = delete;

  Sources sources;
  FileId file;
  ImportOptions imports;
  Diagnostics diagnostics;
  std::unique_ptr<Schema> schema;
  std::unique_ptr<Model> model;
  std::unique_ptr<Plan> plan;
  std::string program;
};

/// Runs the stages up to `last` and sorts the diagnostics. After a syntax error what was understood is checked for mistakes that stand on
/// their own; nothing is planned of a schema with errors.
void compile(Compilation& compilation, Stage last = Stage::program);

/// `dir/shop.sdl` is `shop`, which names the dataset where the schema does not; `-` is `stdin`.
std::string stem_of(const std::string& path);

}  // namespace sydac::compiler
