#include "cli/arguments.hpp"

#ifndef SYDAC_VERSION
#define SYDAC_VERSION "0"
#endif

namespace sydac::compiler {

std::string_view help_text() {
  return R"(sydac: compiles a schema of tables into a fast generator of data for them

usage:
  sydac FILE [-o gen.cpp]            compile; without -o the C++ program goes to standard output
  sydac run FILE [-- FLAG...]        compile, build (kept for the next time) and run; FLAGs are the generator's own
  sydac check [--proof] FILE...      say what is wrong, write nothing; --proof lists each constraint and how it is known to hold,
                                     --proof=json for programs
  sydac fmt [--check] FILE...        lay the files out in place, `-` from standard input to standard output;
                                     --check only lists the files that would change, exit code 1 if there are any
  sydac import PLACE [-o x.sdl]      a file of SQL, or a database (postgresql://USER@HOST/NAME, mysql://…, sqlite:FILE), as a schema
  sydac explain FILE NAME            what the column NAME (`table.column`), or each of a table, holds and why
  sydac ddl FILE [--dialect D]       the tables with their constraints as SQL: postgresql (the default), mysql, sqlite or sqlserver
  sydac pool fetch|status|import|prune|test FILE  values of pools from language models, files and people; `sydac pool --help`
  sydac dump schema|model|plan FILE  what a stage of the compiler made of the file
  sydac dump catalog FILE [--dialect D]  what was understood of a file of SQL

A FILE `-` is standard input.

compiling:
  -o FILE                 where the program goes; a file that would not change is not touched, and on errors the old one stays
      --standalone        one file with everything in it: `c++ -O2 -std=c++20 gen.cpp -pthread` builds it without an installed runtime
      --diff              write nothing; if the file named by -o is not what would be written, print the difference, exit code 1
      --depfile FILE      also write a Makefile rule that says what the program was made from (needs -o)
  -I DIR                  look for imported files in DIR too; may be repeated

messages:
      --error-format FORM `text` (as people read it) or `json` (an array of objects), on standard error
  -W NAME                 -Werror makes warnings errors, -Werror=NAME one of them; -Wno-NAME hides one

  -h, --help              this text
      --version           the version

`run` builds with $CXX (else c++) and $CXXFLAGS; what it built is kept in $XDG_CACHE_HOME/sydac, or ~/.cache/sydac.
Colours are used on a terminal, unless NO_COLOR is set.

exit codes: 0 done, 1 errors in the schema, 2 usage, 3 a file that can not be read or written, 70 a bug of sydac;
`run` gives the generator's own once it runs
)";
}

std::string version_text() { return "sydac " SYDAC_VERSION " (edition 2026)\n"; }

}  // namespace sydac::compiler
