# sydac_llm: asks language models for the values of pools. The compiler links it for `sydac pool fetch`; a generated program that links it as
# well has --fetch-pools. The only user of libcurl, which is all that a program has to link besides.

file(GLOB_RECURSE SYDAC_LLM_SOURCES CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/runtime/llm/*.cpp" "${PROJECT_SOURCE_DIR}/runtime/llm/*.hpp")
find_package(CURL REQUIRED)
find_package(nlohmann_json REQUIRED)
find_path(SYDAC_TOML_INCLUDE toml++/toml.h REQUIRED)  # its headers alone: the target that it brings links a shared library
add_library(sydac_llm STATIC ${SYDAC_LLM_SOURCES})
set_target_properties(sydac_llm PROPERTIES LINKER_LANGUAGE CXX EXPORT_NAME llm)
target_include_directories(sydac_llm PRIVATE "${PROJECT_SOURCE_DIR}/runtime/src" PUBLIC "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/runtime/llm>")
target_include_directories(sydac_llm SYSTEM PRIVATE "${SYDAC_TOML_INCLUDE}")
target_link_libraries(sydac_llm PUBLIC sydac_runtime PRIVATE CURL::libcurl $<BUILD_INTERFACE:nlohmann_json::nlohmann_json>
                                                     $<BUILD_INTERFACE:sydac_warnings>)
# Nothing refers to it but a weak symbol, for which the linker takes nothing out of a library.
target_link_options(sydac_llm INTERFACE "LINKER:-u,sydac_fetch_pools")
add_library(sydac::llm ALIAS sydac_llm)
