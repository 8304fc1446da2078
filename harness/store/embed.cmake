# SPDX-License-Identifier: MIT
# Writes OUT, a C file with the SQL files of MIGRATIONS and QUERIES (paths joined by |).
# Bytes are written as character constants: no text can break out of them.
function(embed_list name paths)
    string(REPLACE "|" ";" paths "${paths}")
    set(entries "")
    set(count 0)
    foreach(path ${paths})
        file(READ ${path} bytes HEX)
        string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
        get_filename_component(stem ${path} NAME_WE)
        file(APPEND ${OUT} "static const char ${name}_${count}[] = {${bytes}'\\0'};\n")
        string(APPEND entries "    {\"${stem}\", ${name}_${count}},\n")
        math(EXPR count "${count} + 1")
    endforeach()
    file(APPEND ${OUT} "const struct embedded embedded_${name}[] = {\n${entries}    {0, 0},\n};\n")
endfunction()

file(WRITE ${OUT} "/* Made by embed.cmake from results/. */\n#include \"store/embedded.h\"\n")
embed_list(migrations "${MIGRATIONS}")
embed_list(queries "${QUERIES}")
