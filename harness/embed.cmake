# SPDX-License-Identifier: MIT
# Run by embed(): writes OUT, a C file with the texts of FILES (paths joined by |) in the array
# embedded_<NAME>[], by file name without suffix. Bytes are written as character constants: no
# text can break out of them.
string(REPLACE "|" ";" paths "${FILES}")
set(entries "")
set(count 0)
file(WRITE ${OUT} "/* Made by embed.cmake. */\n#include \"base/embedded.h\"\n")
foreach(path ${paths})
    file(READ ${path} bytes HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
    get_filename_component(stem ${path} NAME_WE)
    file(APPEND ${OUT} "static const char text_${count}[] = {${bytes}'\\0'};\n")
    string(APPEND entries "    {\"${stem}\", text_${count}},\n")
    math(EXPR count "${count} + 1")
endforeach()
file(APPEND ${OUT} "const struct embedded embedded_${NAME}[] = {\n${entries}    {0, 0},\n};\n")
