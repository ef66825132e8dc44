/*-------------------------------------------------------------------------
 *
 * arena.c
 *	  Memory of one parse: taken in chunks, given back at once.
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <stdio.h>

#include "internal.h"

#define CHUNK_SIZE		(32 * 1024)

/* Pieces above this have a chunk of their own, and only these. */
#define LARGE			(CHUNK_SIZE / 4)

/* Bytes cleared or copied between two ticks: fresh memory costs the kernel
 * more time than the work itself. */
#define SLICE			(256 * 1024)

typedef struct ResChunk
{
	struct ResChunk *next;
	struct ResChunk *prev;		/* data follows */
} ResChunk;

/*
 * res_arena_create — a new arena over the caller's allocator.
 *
 * Returns NULL if the allocator does.
 */
ResArena *
res_arena_create(const ResEnv *env)
{
	ResArena   *arena = env->alloc(env->ctx, sizeof(ResArena));

	if (arena == NULL)
		return NULL;
	memset(arena, 0, sizeof(ResArena));
	arena->env = *env;
	return arena;
}

/*
 * res_arena_room — memory of the caller's that a new arena is to use first.
 *
 * Memory that is taken anew for every text comes from the kernel page by page,
 * which takes a tenth of the time that reading takes.  The room stays the
 * caller's; it is aligned to 8 bytes.
 */
void
res_arena_room(ResArena *arena, void *room, size_t size)
{
	arena->room = arena->next = room;
	arena->left = size & ~(size_t) 7;
	arena->room_end = arena->room + arena->left;
	arena->in_room = true;
}

void
res_arena_destroy(ResArena *arena)
{
	ResEnv		env = arena->env;
	ResChunk   *chunk = arena->chunks;

	while (chunk != NULL)
	{
		ResChunk   *next = chunk->next;

		env.release(env.ctx, chunk);
		chunk = next;
	}
	env.release(env.ctx, arena);
}

/*
 * res_fail — end the work in hand.
 *
 * Goes back to the entry point of the reader (res_parse …), which has set
 * arena->on_failure.
 */
void
res_fail(ResArena *arena, ResStatus status)
{
	arena->failed = status;
	longjmp(*arena->on_failure, 1);
}

void
res_tick_now(ResArena *arena)
{
	arena->work = 0;
	if (arena->env.tick != NULL && arena->env.tick(arena->env.ctx) &&
		arena->on_failure != NULL)
		res_fail(arena, RES_STOPPED);
}

/*
 * res_alloc_raw — memory as it comes, aligned to 8 bytes.
 *
 * Never returns NULL inside an entry point of the reader; outside one (no
 * on_failure set) it returns NULL when the allocator does.
 */
void *
res_alloc_raw(ResArena *arena, size_t size)
{
	char	   *result;

	size = size > 0 ? (size + 7) & ~(size_t) 7 : 8;
	if (size > arena->left || (size > LARGE && !arena->in_room))
	{
		size_t		want = size > LARGE ? size : CHUNK_SIZE;
		ResChunk   *chunk = arena->env.alloc(arena->env.ctx, sizeof(ResChunk) + want);

		if (chunk == NULL)
		{
			if (arena->on_failure == NULL)
				return NULL;
			res_fail(arena, RES_OUT_OF_MEMORY);
		}
		chunk->next = arena->chunks;
		chunk->prev = NULL;
		if (chunk->next != NULL)
			chunk->next->prev = chunk;
		arena->chunks = chunk;
		if (size > LARGE)
			return chunk + 1;	/* the current chunk stays in use */
		arena->next = (char *) (chunk + 1);
		arena->left = want;
		arena->in_room = false;
	}
	result = arena->next;
	arena->next += size;
	arena->left -= size;
	return result;
}

/*
 * res_give_back — a piece of this size that nobody looks at any more.
 *
 * Only large pieces go back before the arena does.  A null pointer is no
 * piece.
 */
void
res_give_back(ResArena *arena, void *piece, size_t size)
{
	ResChunk   *chunk;

	size = (size + 7) & ~(size_t) 7;
	if (piece == NULL || size <= LARGE)
		return;
	if (arena->room != NULL && (char *) piece >= arena->room && (char *) piece < arena->room_end)
	{
		/* what was taken last can be taken again */
		if (arena->in_room && (char *) piece + size == arena->next)
		{
			arena->next -= size;
			arena->left += size;
		}
		return;
	}
	chunk = (ResChunk *) piece - 1;
	if (chunk->next != NULL)
		chunk->next->prev = chunk->prev;
	if (chunk->prev != NULL)
		chunk->prev->next = chunk->next;
	else
		arena->chunks = chunk->next;
	arena->env.release(arena->env.ctx, chunk);
}

/* Clear or copy memory of any size; the caller can stop it. */
static void
clear(ResArena *arena, char *p, size_t n)
{
	for (; n > SLICE; p += SLICE, n -= SLICE)
	{
		memset(p, 0, SLICE);
		res_tick(arena, SLICE);
	}
	memset(p, 0, n);
}

void
res_copy_bytes(ResArena *arena, char *to, const char *from, size_t n)
{
	for (; n > SLICE; to += SLICE, from += SLICE, n -= SLICE)
	{
		memcpy(to, from, SLICE);
		res_tick(arena, SLICE);
	}
	if (n > 0)
		memcpy(to, from, n);
}

/* res_alloc — the same, zeroed. */
void *
res_alloc(ResArena *arena, size_t size)
{
	void	   *result = res_alloc_raw(arena, size);

	if (result != NULL)
		clear(arena, result, size);
	return result;
}

/*
 * res_grow — double a growing array (RES_PUSH).
 *
 * The old array is gone.  The new half is not touched yet: memory that is
 * never used costs nothing.
 */
void *
res_grow(ResArena *arena, void *old, size_t elem, uint32_t used, uint32_t *cap)
{
	uint32_t	want = *cap < 16 ? 16 : *cap * 2;
	char	   *new = res_alloc_raw(arena, elem * want);

	res_copy_bytes(arena, new, old, elem * used);
	res_give_back(arena, old, elem * *cap);
	*cap = want;
	return new;
}

ResStr
res_copy(ResArena *arena, const char *p, size_t len)
{
	char	   *copy = res_alloc_raw(arena, len + 1);

	res_copy_bytes(arena, copy, p, len);
	copy[len] = '\0';
	return (ResStr) {copy, (uint32_t) len};
}

/* Text made by a format; the result is in the arena. */
ResStr
res_printf(ResArena *arena, const char *fmt,...)
{
	char		buf[512];
	va_list		ap;
	int			n;

	va_start(ap, fmt);
	n = vsnprintf(buf, sizeof(buf), fmt, ap);
	va_end(ap);
	if (n < 0)
		n = 0;
	if ((size_t) n >= sizeof(buf))
		n = sizeof(buf) - 1;
	return res_copy(arena, buf, (size_t) n);
}

/* A number behind a prefix ("p12"); the result is in the arena. */
ResStr
res_numbered(ResArena *arena, const char *prefix, uint32_t n)
{
	size_t		len = strlen(prefix);
	char	   *out = res_alloc_raw(arena, len + 11);
	char	   *end;

	memcpy(out, prefix, len);	/* a few bytes at most */
	end = res_put_digits(out + len, n);
	*end = '\0';
	return (ResStr) {out, (uint32_t) (end - out)};
}
