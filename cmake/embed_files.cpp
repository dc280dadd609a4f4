// embed_files OUT.cpp HEADER FUNCTION NAME=PATH...: writes a C++ file that defines `FUNCTION()` over the files' contents, as
// declared in HEADER: `struct EmbeddedFile { std::string_view name, text; }; std::span<const EmbeddedFile> FUNCTION();` in sydac::compiler.
// The texts are raw literals, which both compilers read at the speed of a comment; one literal holds at most 64 KiB.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::string_view kDelimiter = "sydac_file";
constexpr std::size_t kPiece = 65000;

struct Input {
  std::string name, path;
};

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write_literal(std::ostream& out, std::string_view text) {
  if (text.find(")" + std::string(kDelimiter)) != std::string_view::npos) throw std::runtime_error("a text holds the delimiter");
  if (text.find('\r') != std::string_view::npos) throw std::runtime_error("a text holds a carriage return");
  do {
    const std::string_view piece = text.substr(0, kPiece);
    out << "\n    R\"" << kDelimiter << '(' << piece << ')' << kDelimiter << '"';
    text.remove_prefix(piece.size());
  } while (!text.empty());
}

std::string generate(const std::string& header, const std::string& function, const std::vector<Input>& inputs) {
  std::ostringstream out;
  out << "#include \"" << header
      << "\"\n\n#include <string_view>\n\nnamespace sydac::compiler {\n\nusing namespace std::string_view_literals;\n\n"
      << "std::span<const EmbeddedFile> " << function << "() {\n  static constexpr EmbeddedFile kFiles[] = {\n";
  for (const Input& input : inputs) {
    out << "  {\"" << input.name << "\"sv,";
    write_literal(out, read(input.path));
    out << "sv},\n";
  }
  out << "  };\n  return kFiles;\n}\n\n}  // namespace sydac::compiler\n";
  return out.str();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    std::cerr << "usage: embed_files OUT.cpp HEADER FUNCTION NAME=PATH...\n";
    return 2;
  }
  try {
    std::vector<Input> inputs;
    for (int i = 4; i < argc; ++i) {
      const std::string argument = argv[i];
      const std::size_t equals = argument.find('=');
      if (equals == std::string::npos) throw std::runtime_error("not NAME=PATH: " + argument);
      inputs.push_back({argument.substr(0, equals), argument.substr(equals + 1)});
    }
    const std::string text = generate(argv[2], argv[3], inputs);
    std::ofstream out(argv[1], std::ios::binary);
    out << text;
    if (!out.flush()) throw std::runtime_error(std::string("cannot write ") + argv[1]);
  } catch (const std::exception& error) {
    std::cerr << "embed_files: " << error.what() << '\n';
    return 1;
  }
}
