# sydac_add_grammar(TARGET GRAMMARS file...): a library of the lexers and parsers that ANTLR makes of the grammars.
#
# The Debian packages pair tool 4.7.2 with runtime 4.9. What the tool writes is not clean of warnings and takes u8"" for `const char*`,
# hence -w and -fno-char8_t; the latter is also needed by each file that includes the runtime's headers, so it is PUBLIC.

find_program(SYDAC_ANTLR antlr4)
find_path(SYDAC_ANTLR_INCLUDE antlr4-runtime.h PATH_SUFFIXES antlr4-runtime)
find_library(SYDAC_ANTLR_LIBRARY antlr4-runtime)

function(sydac_add_grammar target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "GRAMMARS")
  if(NOT SYDAC_ANTLR OR NOT SYDAC_ANTLR_INCLUDE OR NOT SYDAC_ANTLR_LIBRARY)
    message(FATAL_ERROR "antlr4 and its C++ runtime are needed: apt-get install antlr4 libantlr4-runtime-dev (./dev build does it)")
  endif()
  set(directory "${CMAKE_BINARY_DIR}/generated/${target}")
  file(MAKE_DIRECTORY "${directory}")

  set(sources)
  set(vocabularies)
  # Lexers first: a parser grammar reads the token file of its lexer.
  foreach(kind IN ITEMS lexer parser combined)
    foreach(grammar IN LISTS arg_GRAMMARS)
      file(STRINGS "${grammar}" heading REGEX "^(lexer |parser )?grammar +[A-Za-z0-9_]+ *;" LIMIT_COUNT 1)
      if(NOT heading MATCHES "^(lexer |parser )?grammar +([A-Za-z0-9_]+)")
        continue()  # a fragment that others import
      endif()
      set(name "${CMAKE_MATCH_2}")
      if("${CMAKE_MATCH_1}" STREQUAL "lexer ")
        set(this_kind lexer)
      elseif("${CMAKE_MATCH_1}" STREQUAL "parser ")
        set(this_kind parser)
      else()
        set(this_kind combined)
      endif()
      if(NOT this_kind STREQUAL kind)
        continue()
      endif()
      set(outputs "${directory}/${name}.cpp")
      set(byproducts "${directory}/${name}.h" "${directory}/${name}.tokens" "${directory}/${name}.interp")
      if(kind STREQUAL "combined")
        set(outputs "${directory}/${name}Lexer.cpp" "${directory}/${name}Parser.cpp")
        set(byproducts "${directory}/${name}Lexer.h" "${directory}/${name}Parser.h" "${directory}/${name}.tokens")
      endif()
      add_custom_command(
        OUTPUT ${outputs} ${byproducts}
        COMMAND "${SYDAC_ANTLR}" -Dlanguage=Cpp -no-listener -no-visitor -Xexact-output-dir -lib "${directory}"
                -o "${directory}" "${grammar}"
        WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
        DEPENDS "${grammar}" ${vocabularies}
        COMMENT "ANTLR ${name}"
        VERBATIM)
      list(APPEND sources ${outputs})
      if(kind STREQUAL "lexer")
        list(APPEND vocabularies "${directory}/${name}.tokens")
      endif()
    endforeach()
  endforeach()

  set_property(GLOBAL APPEND PROPERTY SYDAC_GENERATED_SOURCES ${sources})
  add_library(${target} STATIC ${sources})
  target_compile_options(${target} PUBLIC -fno-char8_t PRIVATE -w)
  # Our own antlr4-runtime.h, which includes the part that is used, stands before the one that includes all of it.
  target_include_directories(${target} SYSTEM PUBLIC "${PROJECT_SOURCE_DIR}/compiler/source/antlr" "${SYDAC_ANTLR_INCLUDE}" "${directory}")
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/compiler")
  target_link_libraries(${target} PUBLIC "${SYDAC_ANTLR_LIBRARY}" Threads::Threads)
endfunction()
