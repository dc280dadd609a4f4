# `cmake --install`: bin/sydac, lib/libsydac_runtime.a, lib/libsydac_llm.a, include/sydac, lib/cmake/sydac. The prefix may be moved afterwards.

include(CMakePackageConfigHelpers)

set(SYDAC_CMAKE_DIRECTORY "${CMAKE_INSTALL_LIBDIR}/cmake/sydac")
install(TARGETS sydac EXPORT sydacTargets RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(TARGETS sydac_runtime sydac_llm EXPORT sydacTargets ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(DIRECTORY "${SYDAC_RUNTIME_INCLUDE}/sydac" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.hpp")
install(EXPORT sydacTargets NAMESPACE sydac:: DESTINATION "${SYDAC_CMAKE_DIRECTORY}")
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/sydacConfig.cmake.in" "${CMAKE_BINARY_DIR}/sydacConfig.cmake"
                              INSTALL_DESTINATION "${SYDAC_CMAKE_DIRECTORY}")
write_basic_package_version_file("${CMAKE_BINARY_DIR}/sydacConfigVersion.cmake" COMPATIBILITY SameMajorVersion)
install(FILES "${CMAKE_BINARY_DIR}/sydacConfig.cmake" "${CMAKE_BINARY_DIR}/sydacConfigVersion.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/SydacGenerate.cmake"
        DESTINATION "${SYDAC_CMAKE_DIRECTORY}")
