# What is installed, and how other projects find it: find_package(smcache) and pkg-config.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/smcache)

install(TARGETS smcache-schema smcache-files smcache-reader EXPORT smcache-reader)
install(TARGETS smcache-store EXPORT smcache-store)
install(TARGETS smcache-converter EXPORT smcache-converter)
foreach(room schema reader store converter)
  set_target_properties(smcache-${room} PROPERTIES EXPORT_NAME ${room})
  install(DIRECTORY ${room}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
endforeach()

set(components reader store converter)
if(SMCACHE_BUILD_C)
  foreach(component c c-convert)
    install(TARGETS smcache-${component} EXPORT smcache-${component} PUBLIC_HEADER DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
    list(APPEND components ${component})
  endforeach()
endif()

foreach(component IN LISTS components)
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
# The libraries for C have the plain names.
set(packages cmake/smcache-reader cmake/smcache-store cmake/smcache-converter)
if(SMCACHE_BUILD_C)
  list(APPEND packages bindings/c/smcache bindings/c/smcache-convert)
endif()
foreach(package IN LISTS packages)
  configure_file(${package}.pc.in ${package}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/${package}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()

if(SMCACHE_BUILD_TOOLS)
  install(TARGETS smcache)
endif()
