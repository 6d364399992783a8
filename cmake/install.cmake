# What is installed, and how other projects find it: find_package(smcache) and pkg-config.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/smcache)

install(TARGETS smcache-schema smcache-reader EXPORT smcache-reader)
install(TARGETS smcache-converter EXPORT smcache-converter)
foreach(room schema reader converter)
  set_target_properties(smcache-${room} PROPERTIES EXPORT_NAME ${room})
  install(DIRECTORY ${room}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
endforeach()

foreach(component reader converter)
  install(EXPORT smcache-${component} NAMESPACE smcache:: FILE smcache-${component}-targets.cmake
          DESTINATION ${package_dir})
endforeach()
configure_package_config_file(cmake/smcache-config.cmake.in smcache-config.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(smcache-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/smcache-config.cmake ${PROJECT_BINARY_DIR}/smcache-config-version.cmake
        DESTINATION ${package_dir})

# The .pc files say where they stand relative to themselves, so that the prefix may be moved.
file(RELATIVE_PATH pc_prefix /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
string(REGEX REPLACE "/$" "" pc_prefix ${pc_prefix})
foreach(package smcache smcache-convert)
  configure_file(cmake/${package}.pc.in ${package}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/${package}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()

if(SMCACHE_BUILD_TOOLS)
  install(TARGETS smcache)
endif()
