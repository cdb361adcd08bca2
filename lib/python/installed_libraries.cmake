# Builds the extension modules with libraries that are installed in the folder TOKMILL_INSTALLED_LIBRARIES, which saves most
# of the time: static libraries of these sources, of position-independent code. The tests make a wheel so; the wheel has the
# same files, but not the program.

set(CMAKE_POSITION_INDEPENDENT_CODE ON)
include(lib/cmake/compile_options.cmake)
find_package(tokmill ${PROJECT_VERSION} EXACT CONFIG REQUIRED COMPONENTS analysis vocabularies
  PATHS ${TOKMILL_INSTALLED_LIBRARIES} NO_DEFAULT_PATH)

# The modules share one tokenizer. They link it before the static libraries, which need it.
set(TOKMILL_PYTHON_CORE "")
if(NOT TOKMILL_ONE_MODULE)
  set(no_source ${CMAKE_CURRENT_BINARY_DIR}/no_source.cpp)
  file(CONFIGURE OUTPUT ${no_source} CONTENT "")
  add_library(tokmill SHARED ${no_source})
  target_link_libraries(tokmill PRIVATE $<LINK_LIBRARY:WHOLE_ARCHIVE,tokmill::tokmill>)
  set(TOKMILL_PYTHON_CORE tokmill)
endif()
