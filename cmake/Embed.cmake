# sydac_embed(OUT.cpp HEADER header FUNCTION name FILES NAME=PATH...): the contents of the files as constants in a C++ file, rewritten
# when one of them changes.

add_executable(embed_files "${CMAKE_CURRENT_LIST_DIR}/embed_files.cpp")
set_target_properties(embed_files PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tools")
target_link_libraries(embed_files PRIVATE sydac_warnings)

function(sydac_embed output)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "HEADER;FUNCTION" "FILES")
  set(paths)
  foreach(file IN LISTS arg_FILES)
    string(REGEX REPLACE "^[^=]*=" "" path "${file}")
    list(APPEND paths "${path}")
  endforeach()
  add_custom_command(
    OUTPUT "${output}"
    COMMAND embed_files "${output}" "${arg_HEADER}" "${arg_FUNCTION}" ${arg_FILES}
    DEPENDS embed_files ${paths}
    COMMENT "Embedding ${arg_FUNCTION}"
    VERBATIM)
endfunction()
