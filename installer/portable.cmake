# A folder that starts on any Linux of the same processor with glibc as new as this one's: programs, every library and plugin
# that they load but glibc and the display driver's, data sets of the demo. Packed as a .tar.xz unless told otherwise.
#
#   cmake -D BUILD=build/release -D OUT=build/release [-D PACK=OFF] -P installer/portable.cmake
cmake_minimum_required(VERSION 3.25)
foreach(needed BUILD OUT)
    if(NOT ${needed})
        message(FATAL_ERROR "portable.cmake needs -D ${needed}=...")
    endif()
endforeach()
file(STRINGS ${BUILD}/CMakeCache.txt cached REGEX "^(CMAKE_PROJECT_VERSION|LB_QT_PLUGINS)[:=]")
foreach(line ${cached})
    string(REGEX MATCH "^([A-Za-z_]+)[^=]*=(.*)$" ignored "${line}")
    set(${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
endforeach()
execute_process(COMMAND uname -m OUTPUT_VARIABLE machine OUTPUT_STRIP_TRAILING_WHITESPACE)
set(name latentbench-${CMAKE_PROJECT_VERSION}-linux-${machine})
set(root ${OUT}/${name})
set(libraries ${root}/lib/latentbench) # where the programs look: the RPATH of installer/CMakeLists.txt
file(REMOVE_RECURSE ${root})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${root} --strip OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

# Displays, files of pictures, and input methods: without them Chinese cannot be typed.
set(plugins platforms/libqxcb.so platforms/libqoffscreen.so platforms/libqminimal.so platforms/libqwayland-generic.so
    iconengines/libqsvgicon.so imageformats/libqgif.so imageformats/libqico.so imageformats/libqjpeg.so imageformats/libqsvg.so
    platforminputcontexts/libcomposeplatforminputcontextplugin.so platforminputcontexts/libibusplatforminputcontextplugin.so)
set(modules)
foreach(plugin ${plugins})
    if(EXISTS ${LB_QT_PLUGINS}/${plugin})
        get_filename_component(folder ${plugin} DIRECTORY)
        file(COPY ${LB_QT_PLUGINS}/${plugin} DESTINATION ${libraries}/plugins/${folder})
        list(APPEND modules ${libraries}/plugins/${plugin})
    endif()
endforeach()
file(WRITE ${root}/bin/qt.conf "[Paths]\nPlugins = ../lib/latentbench/plugins\n")

# glibc is the system's, with what belongs to it. What speaks to a GPU's driver is opened by it, and is the system's too.
file(GLOB programs ${root}/bin/latentbench*)
file(GET_RUNTIME_DEPENDENCIES
    EXECUTABLES ${programs}
    MODULES ${modules}
    RESOLVED_DEPENDENCIES_VAR found
    UNRESOLVED_DEPENDENCIES_VAR missing
    PRE_EXCLUDE_REGEXES "^ld-linux" "^lib(c|m|dl|rt|pthread|resolv|util)\\.so"
        "^libcuda")
if(missing)
    message(FATAL_ERROR "These libraries are not found: ${missing}")
endif()
foreach(library ${found})
    file(COPY ${library} DESTINATION ${libraries} FOLLOW_SYMLINK_CHAIN)
endforeach()

# The data sets that the demo learns from, so that it needs no package of the system.
foreach(set datasets/fashion-mnist wordnet games/fortunes)
    if(EXISTS /usr/share/${set})
        get_filename_component(folder ${set} DIRECTORY)
        file(GLOB_RECURSE files /usr/share/${set}/*)
        file(COPY ${files} DESTINATION ${root}/share/latentbench/data/${set} FOLLOW_SYMLINK_CHAIN)
    endif()
endforeach()
foreach(package dataset-fashion-mnist wordnet-base fortunes-zh)
    if(EXISTS /usr/share/doc/${package}/copyright)
        configure_file(/usr/share/doc/${package}/copyright ${root}/share/doc/latentbench/copyright-${package} COPYONLY)
    endif()
endforeach()

if(NOT DEFINED PACK OR PACK)
    execute_process(COMMAND ${CMAKE_COMMAND} -E tar cJf ${OUT}/${name}.tar.xz ${name} WORKING_DIRECTORY ${OUT}
        COMMAND_ERROR_IS_FATAL ANY)
    file(SIZE ${OUT}/${name}.tar.xz size)
    math(EXPR megabytes "${size} / 1000000")
    message(STATUS "${OUT}/${name}.tar.xz, ${megabytes} MB")
endif()
