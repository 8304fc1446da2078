/* SPDX-License-Identifier: MIT
 * A YAML file twice: as a tree of nodes with their lines, by libyaml, and as structs, by
 * libcyaml. */
#include "catalog/manifest.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cyaml/cyaml.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/text.h"
#include "catalog/schema.h"
#include "sys/root.h"

struct manifest {
    struct arena arena;
    const char *path;
    const char *text;
    size_t length;
    struct manifest_node *root;
};

static int verror(const struct manifest *m, int line, struct err *err, const char *format,
                  va_list args)
{
    struct text text = {0};

    text_vprintf(&text, format, args);
    err_set(err, -EINVAL, "%s:%d: %s", m->path, line, text_string(&text));
    text_free(&text);
    return -EINVAL;
}

int manifest_error(const struct manifest *m, const struct manifest_node *node, struct err *err,
                   const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int r = verror(m, node->line, err, format, args);
    va_end(args);
    return r;
}

__attribute__((format(printf, 4, 5))) static int
error_at(const struct manifest *m, yaml_mark_t mark, struct err *err, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int r = verror(m, (int)mark.line + 1, err, format, args);
    va_end(args);
    return r;
}

/* --- the tree --- */

struct level {
    struct manifest_node *node, *last;
};

struct builder {
    struct manifest *manifest;
    struct level open[MANIFEST_DEPTH_MAX];
    size_t depth, count;
    const char *key; /* read, its value not yet */
    int key_line;
    int documents;
};

static int add_key(struct builder *b, const yaml_event_t *event, struct err *err)
{
    const struct level *level = &b->open[b->depth - 1];
    const char *key = (const char *)event->data.scalar.value;

    const struct manifest_node *same = manifest_get(level->node, key);
    if (same != NULL)
        return error_at(b->manifest, event->start_mark, err,
                        "key '%s' is here twice; the first is in line %d", key, same->line);
    b->key = arena_dup(&b->manifest->arena, key);
    b->key_line = (int)event->start_mark.line + 1;
    return 0;
}

static struct manifest_node *add_node(struct builder *b, enum manifest_kind kind,
                                      const yaml_event_t *event)
{
    struct level *level = b->depth > 0 ? &b->open[b->depth - 1] : NULL;
    struct manifest_node *node = arena_alloc(&b->manifest->arena, 1, sizeof(*node));

    node->kind = kind;
    node->line = b->key != NULL ? b->key_line : (int)event->start_mark.line + 1;
    node->key = b->key != NULL ? b->key : level != NULL ? level->node->key : "the file";
    b->key = NULL;
    if (level == NULL)
        b->manifest->root = node;
    else if (level->last == NULL)
        level->node->first = node;
    else
        level->last->next = node;
    if (level != NULL)
        level->last = node;
    return node;
}

/* libyaml counts an anchor, a tag and their kin into the event of the value that has them. */
static int check_plain(const struct builder *b, const yaml_event_t *event,
                       const yaml_char_t *anchor, const yaml_char_t *tag, struct err *err)
{
    if (anchor != NULL)
        return error_at(b->manifest, event->start_mark, err,
                        "anchor '&%s'; expected the value written out", (const char *)anchor);
    if (tag != NULL)
        return error_at(b->manifest, event->start_mark, err,
                        "tag '%s'; expected a value without one", (const char *)tag);
    return 0;
}

static int is_key(const struct builder *b)
{
    return b->depth > 0 && b->open[b->depth - 1].node->kind == MANIFEST_MAPPING &&
           b->key == NULL;
}

static int add_scalar(struct builder *b, const yaml_event_t *event, struct err *err)
{
    const char *value = (const char *)event->data.scalar.value;
    int r;

    if ((r = check_plain(b, event, event->data.scalar.anchor, event->data.scalar.tag, err)) < 0)
        return r;
    if (strlen(value) != event->data.scalar.length)
        return error_at(b->manifest, event->start_mark, err, "a NUL inside a text");
    if (is_key(b))
        return add_key(b, event, err);
    add_node(b, MANIFEST_TEXT, event)->value = arena_dup(&b->manifest->arena, value);
    return 0;
}

static int add_collection(struct builder *b, enum manifest_kind kind, const yaml_event_t *event,
                          struct err *err)
{
    if (is_key(b))
        return error_at(b->manifest, event->start_mark, err,
                        "a list or mapping as a key; expected a word");
    if (b->depth == ARRAY_SIZE(b->open))
        return error_at(b->manifest, event->start_mark, err, "nested deeper than %d levels",
                        MANIFEST_DEPTH_MAX);
    struct manifest_node *node = add_node(b, kind, event);
    b->open[b->depth++] = (struct level){.node = node};
    return 0;
}

static int add_event(struct builder *b, const yaml_event_t *event, struct err *err)
{
    int r;

    if (++b->count > 2 * MANIFEST_NODES_MAX)
        return error_at(b->manifest, event->start_mark, err, "more than %d values",
                        MANIFEST_NODES_MAX);
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (++b->documents > 1)
            return error_at(b->manifest, event->start_mark, err,
                            "a second document; expected one");
        return 0;
    case YAML_ALIAS_EVENT:
        return error_at(b->manifest, event->start_mark, err,
                        "alias '*%s'; expected the value written out",
                        (const char *)event->data.alias.anchor);
    case YAML_SCALAR_EVENT:
        return add_scalar(b, event, err);
    case YAML_SEQUENCE_START_EVENT:
        if ((r = check_plain(b, event, event->data.sequence_start.anchor,
                             event->data.sequence_start.tag, err)) < 0)
            return r;
        return add_collection(b, MANIFEST_LIST, event, err);
    case YAML_MAPPING_START_EVENT:
        if ((r = check_plain(b, event, event->data.mapping_start.anchor,
                             event->data.mapping_start.tag, err)) < 0)
            return r;
        return add_collection(b, MANIFEST_MAPPING, event, err);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        b->depth--;
        return 0;
    default:
        return 0;
    }
}

static int not_yaml(const struct manifest *m, const yaml_parser_t *parser, struct err *err)
{
    yaml_mark_t mark = parser->problem_mark;

    if (parser->error == YAML_MEMORY_ERROR)
        abort();
    if (parser->error == YAML_READER_ERROR) /* which keeps an offset alone */
        for (size_t i = 0; i < parser->problem_offset && i < m->length; i++)
            mark.line += m->text[i] == '\n';
    return error_at(m, mark, err, "not YAML: %s", parser->problem);
}

static int build_tree(struct manifest *m, struct err *err)
{
    struct builder builder = {.manifest = m};
    yaml_parser_t parser;
    yaml_event_t event;
    int r = 0;
    int at_end = 0;

    if (!yaml_parser_initialize(&parser))
        abort(); /* out of memory */
    yaml_parser_set_input_string(&parser, (const unsigned char *)m->text, m->length);
    while (r == 0 && !at_end) {
        if (!yaml_parser_parse(&parser, &event)) {
            r = not_yaml(m, &parser, err);
            break;
        }
        at_end = event.type == YAML_STREAM_END_EVENT;
        r = add_event(&builder, &event, err);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    if (r == 0 && (m->root == NULL || m->root->kind != MANIFEST_MAPPING))
        r = err_set(err, -EINVAL, "%s:1: expected a mapping of keys to values", m->path);
    return r;
}

int manifest_parse(struct manifest **out, const char *path, const char *text, size_t length,
                   struct err *err)
{
    struct manifest *m = mem_alloc(1, sizeof(*m));
    int r;

    m->path = arena_dup(&m->arena, path);
    char *copy = arena_alloc(&m->arena, length + 1, 1);
    memcpy(copy, text, length);
    m->text = copy;
    m->length = length;
    if ((r = build_tree(m, err)) < 0) {
        manifest_close(m);
        m = NULL;
    }
    *out = m;
    return r;
}

int manifest_open(struct manifest **out, const char *path, struct err *err)
{
    char *buffer = mem_alloc(MANIFEST_BYTES_MAX + 1, 1);

    *out = NULL;
    int r = root_read("", path, buffer, MANIFEST_BYTES_MAX + 1, err);
    if (r >= 0)
        r = manifest_parse(out, path, buffer, (size_t)r, err);
    free(buffer);
    return r;
}

void manifest_close(struct manifest *m)
{
    if (m == NULL)
        return;
    arena_free(&m->arena);
    free(m);
}

const struct manifest_node *manifest_root(const struct manifest *m)
{
    return m->root;
}

const struct manifest_node *manifest_get(const struct manifest_node *node, const char *key)
{
    const struct manifest_node *child = node->kind == MANIFEST_MAPPING ? node->first : NULL;

    while (child != NULL && strcmp(child->key, key) != 0)
        child = child->next;
    return child;
}

const struct manifest_node *manifest_item(const struct manifest_node *node, size_t index)
{
    const struct manifest_node *child = node->kind == MANIFEST_LIST ? node->first : NULL;

    while (child != NULL && index-- > 0)
        child = child->next;
    return child;
}

/* --- libcyaml --- */

/* Its first words on an error, and the innermost line of the backtrace after them. */
struct complaint {
    char text[256];
    int line;
};

static void hear(cyaml_log_t level, void *context, const char *format, va_list args)
{
    struct complaint *complaint = context;
    char text[sizeof(complaint->text)];

    (void)level;
    vsnprintf(text, sizeof(text), format, args);
    text[strcspn(text, "\n")] = '\0';
    const char *line = strstr(text, "(line: ");
    if (complaint->text[0] == '\0')
        snprintf(complaint->text, sizeof(complaint->text), "%s",
                 strncmp(text, "Load: ", 6) == 0 ? text + 6 : text);
    else if (complaint->line == 0 && line != NULL)
        complaint->line = atoi(line + strlen("(line: "));
}

static cyaml_config_t config(struct complaint *complaint)
{
    return (cyaml_config_t){.log_fn = complaint != NULL ? hear : NULL,
                            .log_ctx = complaint,
                            .log_level = CYAML_LOG_ERROR,
                            .mem_fn = cyaml_mem,
                            .flags = CYAML_CFG_NO_ALIAS};
}

int manifest_load(const struct manifest *m, const struct cyaml_schema_value *schema, void **out,
                  struct err *err)
{
    struct complaint complaint = {.line = 0};
    cyaml_config_t cfg = config(&complaint);
    int r;

    *out = NULL;
    if ((r = schema_check(m, m->root, schema, err)) < 0)
        return r;
    cyaml_err_t code =
        cyaml_load_data((const uint8_t *)m->text, m->length, &cfg, schema, out, NULL);
    if (code == CYAML_OK)
        return 0;
    *out = NULL;
    return err_set(err, -EINVAL, "%s:%d: %s", m->path, complaint.line > 0 ? complaint.line : 1,
                   complaint.text[0] != '\0' ? complaint.text : cyaml_strerror(code));
}

void manifest_unload(const struct cyaml_schema_value *schema, void *data)
{
    cyaml_config_t cfg = config(NULL);

    cyaml_free(&cfg, schema, data, 0);
}
