# sydac_llm: asks language models for the values of pools. The compiler links it for `sydac pool fetch`; a generated program that links it as
# well has --fetch-pools. The only user of libcurl.

file(GLOB_RECURSE SYDAC_LLM_SOURCES CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/runtime/llm/*.cpp" "${PROJECT_SOURCE_DIR}/runtime/llm/*.hpp")
find_package(CURL REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tomlplusplus REQUIRED)
add_library(sydac_llm STATIC ${SYDAC_LLM_SOURCES})
set_target_properties(sydac_llm PROPERTIES LINKER_LANGUAGE CXX EXPORT_NAME llm)
target_include_directories(sydac_llm PRIVATE "${PROJECT_SOURCE_DIR}/runtime/src" PUBLIC "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/runtime/llm>")
target_link_libraries(sydac_llm PUBLIC sydac_runtime PRIVATE CURL::libcurl $<BUILD_INTERFACE:nlohmann_json::nlohmann_json>
                                                     $<BUILD_INTERFACE:tomlplusplus::tomlplusplus> $<BUILD_INTERFACE:sydac_warnings>)
add_library(sydac::llm ALIAS sydac_llm)
