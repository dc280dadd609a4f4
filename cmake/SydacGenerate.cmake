# sydac_generate(TARGET name SCHEMA file.sdl [OUTPUT file.cpp] [STANDALONE] [ARGS argument...])
#
# Compiles the schema when the project is built and adds the generated source to the program TARGET, which is created if there is none of
# that name. OUTPUT is relative to the build directory of the caller, <target>.cpp unless given. STANDALONE makes a source that holds the
# runtime itself; otherwise TARGET links sydac::runtime. ARGS go to the compiler as they are.
#
# The source is made again when the schema, a file it imports or the compiler changes. `sydac` does not touch a file whose bytes would stay,
# so an edit that changes nothing in the program (a comment) does not reach the C++ compiler.
function(sydac_generate)
  cmake_parse_arguments(PARSE_ARGV 0 arg "STANDALONE" "TARGET;SCHEMA;OUTPUT" "ARGS")
  foreach(required IN ITEMS TARGET SCHEMA)
    if(NOT arg_${required})
      message(FATAL_ERROR "sydac_generate: ${required} is missing")
    endif()
  endforeach()
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "sydac_generate: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT arg_OUTPUT)
    set(arg_OUTPUT "${arg_TARGET}.cpp")
  endif()
  get_filename_component(schema "${arg_SCHEMA}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  get_filename_component(output "${arg_OUTPUT}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_BINARY_DIR}")
  get_filename_component(directory "${output}" DIRECTORY)
  file(MAKE_DIRECTORY "${directory}")

  set(flags)
  if(arg_STANDALONE)
    list(APPEND flags --standalone)
  endif()
  file(RELATIVE_PATH shown "${CMAKE_CURRENT_SOURCE_DIR}" "${schema}")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND sydac::sydac "${schema}" -o "${output}" --depfile "${output}.d" ${flags} ${arg_ARGS}
    DEPENDS "${schema}" sydac::sydac
    DEPFILE "${output}.d"
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
    COMMENT "Compiling ${shown}"
    VERBATIM)

  if(TARGET ${arg_TARGET})
    target_sources(${arg_TARGET} PRIVATE "${output}")
  else()
    add_executable(${arg_TARGET} "${output}")
  endif()
  if(arg_STANDALONE)
    find_package(Threads REQUIRED)
    target_compile_features(${arg_TARGET} PRIVATE cxx_std_20)
    target_link_libraries(${arg_TARGET} PRIVATE Threads::Threads)
  else()
    target_link_libraries(${arg_TARGET} PRIVATE sydac::runtime)
  endif()
endfunction()
