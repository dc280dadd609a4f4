# The compiler, a library for each stage; each links the stages before it: base <- model <- defaults <- sdl <- source, sql <- resolve <- check
# <- plan <- ddl <- emit <- compiler (the pipeline and the command line) <- bin/sydac.

# sydac_add_part(TARGET GLOB...): a static library of the sources that the globs find under compiler/.
function(sydac_add_part target)
  set(globs)
  foreach(pattern IN LISTS ARGN)
    list(APPEND globs "${PROJECT_SOURCE_DIR}/compiler/${pattern}")
  endforeach()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${globs})
  list(FILTER sources EXCLUDE REGEX "/compiler/main\\.cpp$")
  if(NOT sources)
    return()
  endif()
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}/compiler" "${SYDAC_RUNTIME_INCLUDE}")
  target_link_libraries(${target} PRIVATE sydac_warnings)
endfunction()

sydac_add_part(sydac_base "base/*.cpp")
sydac_add_part(sydac_model "model/*.cpp")
sydac_add_part(sydac_defaults "defaults/*.cpp")
sydac_add_part(sydac_sdl "source/sdl/*.cpp")
sydac_add_part(sydac_sql "source/sql/*.cpp")
file(GLOB between CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/compiler" "${PROJECT_SOURCE_DIR}/compiler/source/*.cpp")
sydac_add_part(sydac_source ${between} "source/pools/*.cpp")
sydac_add_part(sydac_resolve "resolve/*.cpp")
sydac_add_part(sydac_check "check/*.cpp")
sydac_add_part(sydac_plan "plan/*.cpp")
sydac_add_part(sydac_ddl "ddl/*.cpp")
sydac_add_part(sydac_emit "emit/*.cpp")
file(GLOB top_level CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/compiler" "${PROJECT_SOURCE_DIR}/compiler/*.cpp")
sydac_add_part(sydac_compiler "cli/*.cpp" "live/*.cpp" ${top_level})

set(SYDAC_STAGES)  # those that exist, the first one first
foreach(stage IN ITEMS base model defaults sdl sql source resolve check plan ddl emit compiler)
  if(TARGET sydac_${stage})
    foreach(earlier IN LISTS SYDAC_STAGES)
      target_link_libraries(sydac_${stage} PUBLIC sydac_${earlier})
    endforeach()
    list(APPEND SYDAC_STAGES ${stage})
  endif()
endforeach()

foreach(part IN ITEMS Sdl Sql)
  string(TOLOWER ${part} stage)
  file(GLOB grammars CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/grammar/${part}*.g4")
  if(grammars AND TARGET sydac_${stage})
    sydac_add_grammar(sydac_${stage}_grammar GRAMMARS ${grammars})
    # PRIVATE: no ANTLR type leaves compiler/source.
    target_link_libraries(sydac_${stage} PRIVATE sydac_${stage}_grammar)
  endif()
endforeach()

find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
target_link_libraries(sydac_base PRIVATE nlohmann_json::nlohmann_json)
# The clients of databases are the same as in generators.
foreach(part IN ITEMS ddl compiler)
  target_include_directories(sydac_${part} PRIVATE "${PROJECT_SOURCE_DIR}/runtime/src")
  target_link_libraries(sydac_${part} PRIVATE sydac_runtime)
endforeach()
# Pools are read from files: JSON with the runtime's reader, XLSX as an archive of XML. Debian's package of libzip for CMake asks for programs
# that are not in it.
find_package(pugixml REQUIRED)
find_path(SYDAC_ZIP_INCLUDE zip.h REQUIRED)
find_library(SYDAC_ZIP zip REQUIRED)
target_include_directories(sydac_source PRIVATE "${PROJECT_SOURCE_DIR}/runtime/src" "${SYDAC_ZIP_INCLUDE}")
target_link_libraries(sydac_source PRIVATE sydac_runtime pugixml::pugixml "${SYDAC_ZIP}")
target_link_libraries(sydac_resolve PRIVATE sydac_runtime)
target_compile_definitions(sydac_compiler PRIVATE SYDAC_VERSION="${PROJECT_VERSION}")
target_link_libraries(sydac_compiler PRIVATE sydac_llm nlohmann_json::nlohmann_json CLI11::CLI11)
target_include_directories(sydac_compiler PRIVATE "${PROJECT_SOURCE_DIR}/runtime")

# Templates, and the runtime for --standalone, as `embedded_files()`; a file's name is its path from the top of the repository.
file(GLOB_RECURSE templates CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/templates/*")
set(entries)
foreach(path IN LISTS templates SYDAC_RUNTIME_HEADERS SYDAC_RUNTIME_SOURCES)
  file(RELATIVE_PATH name "${PROJECT_SOURCE_DIR}" "${path}")
  list(APPEND entries "${name}=${path}")
endforeach()
set(embedded "${CMAKE_BINARY_DIR}/generated/embedded_files.cpp")
sydac_embed("${embedded}" HEADER emit/embedded.hpp FUNCTION embedded_files FILES ${entries} ${SYDAC_RUNTIME_GENERATED})
target_sources(sydac_emit PRIVATE "${embedded}")
set_property(GLOBAL APPEND PROPERTY SYDAC_GENERATED_SOURCES "${embedded}")

add_executable(sydac "${PROJECT_SOURCE_DIR}/compiler/main.cpp")
target_link_libraries(sydac PRIVATE sydac_compiler sydac_warnings)
add_executable(sydac::sydac ALIAS sydac)

# What clang-tidy needs to be there before it can read the sources.
get_property(generated GLOBAL PROPERTY SYDAC_GENERATED_SOURCES)
add_custom_target(generated_sources DEPENDS ${generated})
