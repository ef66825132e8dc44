/*-------------------------------------------------------------------------
 *
 * image.h
 *	  The stored form of a document: what only the tools look at.
 *
 * The layout is described in image_layout.h and, for outside readers, in
 * doc/format.md.  The functions that everything else uses are in core.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_IMAGE_H
#define RES_IMAGE_H

#include "core.h"

/* Sections of an image, in the order in which they are stored. */
typedef enum ResImageSection
{
	RES_SECTION_HEAD,			/* prologue, counts, header values */
	RES_SECTION_BLOCKS,
	RES_SECTION_CLAUSES,
	RES_SECTION_NOTES,
	RES_SECTION_CALLS,
	RES_SECTION_SPONSORS,
	RES_SECTION_CITATIONS,
	RES_SECTION_VOTES,
	RES_SECTION_POOL,
	RES_SECTION_SOURCE,
	RES_IMAGE_SECTIONS
} ResImageSection;

typedef struct ResImageSizes
{
	uint32_t	bytes[RES_IMAGE_SECTIONS];
} ResImageSizes;

/* Bytes of each section; RES_BAD_IMAGE if the head cannot be read. */
extern ResStatus res_image_sizes(const char *image, size_t size, ResImageSizes *sizes);

/* "head", "blocks" …; NULL if there is no such section. */
extern const char *res_image_section_name(int section);

#endif							/* RES_IMAGE_H */
