# sydac_runtime: what generated programs link. Headers in runtime/include, sources in runtime/src, dictionaries made of runtime/data.

set(SYDAC_RUNTIME_INCLUDE "${PROJECT_SOURCE_DIR}/runtime/include")
file(GLOB_RECURSE SYDAC_RUNTIME_HEADERS CONFIGURE_DEPENDS "${SYDAC_RUNTIME_INCLUDE}/sydac/*.hpp")
file(GLOB_RECURSE SYDAC_RUNTIME_SOURCES CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/runtime/src/*.cpp" "${PROJECT_SOURCE_DIR}/runtime/src/*.hpp")

file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/include")
file(CREATE_LINK "${SYDAC_RUNTIME_INCLUDE}/sydac" "${CMAKE_BINARY_DIR}/include/sydac" SYMBOLIC)

# runtime/data/LOCALE/NAME.txt becomes dictionary/LOCALE/NAME.cpp, in the library and, for --standalone, in the compiler.
add_executable(embed_dictionary "${PROJECT_SOURCE_DIR}/tools/embed_dictionary.cpp")
set_target_properties(embed_dictionary PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tools")
target_link_libraries(embed_dictionary PRIVATE sydac_warnings)
file(GLOB dictionaries CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/runtime/data/*/*.txt")
set(SYDAC_RUNTIME_GENERATED)  # PATH-IN-REPOSITORY=PATH of each generated source
set(generated_sources)
foreach(data IN LISTS dictionaries)
  file(RELATIVE_PATH name "${PROJECT_SOURCE_DIR}/runtime/data" "${data}")
  string(REGEX REPLACE "\\.txt$" ".cpp" name "${name}")
  set(source "${CMAKE_BINARY_DIR}/generated/runtime/dictionary/${name}")
  get_filename_component(directory "${source}" DIRECTORY)
  file(MAKE_DIRECTORY "${directory}")
  add_custom_command(
    OUTPUT "${source}"
    COMMAND embed_dictionary "${data}" "${source}"
    DEPENDS embed_dictionary "${data}"
    COMMENT "Embedding ${name}"
    VERBATIM)
  list(APPEND generated_sources "${source}")
  list(APPEND SYDAC_RUNTIME_GENERATED "runtime/src/dictionary/${name}=${source}")
endforeach()
set_property(GLOBAL APPEND PROPERTY SYDAC_GENERATED_SOURCES ${generated_sources})

add_library(sydac_runtime STATIC ${SYDAC_RUNTIME_SOURCES} ${generated_sources})
target_include_directories(
  sydac_runtime PUBLIC "$<BUILD_INTERFACE:${SYDAC_RUNTIME_INCLUDE}>" "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>" PRIVATE "${PROJECT_SOURCE_DIR}/runtime/src")
target_compile_features(sydac_runtime PUBLIC cxx_std_20)
target_link_libraries(sydac_runtime PUBLIC Threads::Threads PRIVATE $<BUILD_INTERFACE:sydac_warnings>)
set_target_properties(sydac_runtime PROPERTIES EXPORT_NAME runtime)
add_library(sydac::runtime ALIAS sydac_runtime)
