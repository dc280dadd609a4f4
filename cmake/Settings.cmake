# Compiler settings shared by every target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Release, Debug or RelWithDebInfo" FORCE)
endif()
# -O3 buys nothing measurable here and costs compile time.
set(CMAKE_CXX_FLAGS_RELEASE "-O2")

# The build tree has the shape of an installation, so that `sydac` finds its runtime in the same way in both.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")

find_program(SYDAC_CCACHE ccache)
if(SYDAC_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${SYDAC_CCACHE}")
endif()

if(SYDAC_SANITIZE)
  add_compile_options(-fsanitize=${SYDAC_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g)
  add_link_options(-fsanitize=${SYDAC_SANITIZE})
endif()
if(SYDAC_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "SYDAC_FUZZ needs clang: configure with -DCMAKE_CXX_COMPILER=clang++")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

find_package(Threads REQUIRED)

# Link this to every target whose sources are written by hand.
add_library(sydac_warnings INTERFACE)
target_compile_options(sydac_warnings INTERFACE -Wall -Wextra -Wconversion -Wshadow $<$<BOOL:${SYDAC_WERROR}>:-Werror>)
# g++ 12 sees overlapping copies in `"text" + std::string(...)` (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(sydac_warnings INTERFACE -Wno-restrict)
endif()
