# SPDX-License-Identifier: MIT
# The Debian package: permissions to read RAPL by group, and nothing with capabilities.
set(deb ${PROJECT_SOURCE_DIR}/scripts/deb)
install(FILES ${deb}/60-polyjoule-rapl.rules DESTINATION lib/udev/rules.d)
install(FILES ${deb}/polyjoule.sysusers DESTINATION lib/sysusers.d RENAME polyjoule.conf)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The polyjoule authors <polyjoule@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS passwd)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "gnuplot-nox, gcc, libc6-dev, python3")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "g++, rustc, golang-go, nodejs")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${deb}/postinst)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
