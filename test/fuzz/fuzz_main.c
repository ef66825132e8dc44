/*-------------------------------------------------------------------------
 *
 * fuzz_main.c
 *	  Runs a fuzz target without libFuzzer: on files, and on changed copies
 *	  of them.
 *
 * usage: fuzz_… [-changes=N] [-seed=N] FILE ...
 *
 * Each file is one input.  With -changes=N it is tried N times more, each
 * time with a few bytes changed, cut out, doubled or taken from another
 * place; the changes depend on the seed alone.  At the first input for which
 * something does not hold the process ends with SIGABRT and leaves the input
 * in the file "finding" (with ASAN_OPTIONS=abort_on_error=1 and
 * UBSAN_OPTIONS=abort_on_error=1 also what the sanitizers find).
 *
 *-------------------------------------------------------------------------
 */
#include <signal.h>

#include "fuzz.h"

static uint64_t state = 1;
static const uint8_t *input;	/* what is being tried */
static size_t input_size;

static void
on_abort(int number)
{
	FILE	   *f = fopen("finding", "wb");

	if (f != NULL)
	{
		fwrite(input, 1, input_size, f);
		fclose(f);
	}
	signal(number, SIG_DFL);
	raise(number);
}

static void
try_input(const uint8_t *data, size_t size)
{
	input = data;
	input_size = size;
	LLVMFuzzerTestOneInput(data, size);
}

static uint32_t
chance(uint32_t n)
{
	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return n > 0 ? (uint32_t) (state >> 33) % n : 0;
}

/* Change *size bytes, of which there may be up to twice as many. */
static void
change(uint8_t *data, size_t *size)
{
	uint32_t	n = 1 + chance(4);

	while (n-- > 0 && *size > 0)
	{
		uint32_t	len = (uint32_t) *size;
		uint32_t	at = chance(len);
		uint32_t	run = 1 + chance(len - at < 64 ? len - at : 64);

		switch (chance(6))
		{
			case 0:
				data[at] = (uint8_t) chance(256);
				break;
			case 1:
				data[at] ^= (uint8_t) (1u << chance(8));
				break;
			case 2:
				if (run > len - at)
					run = len - at;
				memmove(data + at, data + at + run, len - at - run);
				*size -= run;
				break;
			case 3:
				if (run > len - at)
					run = len - at;
				memmove(data + at + run, data + at, len - at);
				*size += run;
				break;
			case 4:
				data[at] = data[chance(len)];
				break;
			default:
				data[at] = (uint8_t) "\n \t()0123.*-\xC2\xA0\xE2\x80\xAD/;,"[chance(20)];
		}
		if (*size > len + 256)
			break;
	}
}

static int
run_file(const char *path, unsigned long changes)
{
	FILE	   *f = fopen(path, "rb");
	uint8_t    *data;
	uint8_t    *work;
	long		size;
	unsigned long i;

	if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0)
	{
		fprintf(stderr, "cannot read %s\n", path);
		return 1;
	}
	rewind(f);
	data = malloc((size_t) size + 1);
	work = malloc((size_t) size + 1024);
	if (data == NULL || work == NULL || fread(data, 1, (size_t) size, f) != (size_t) size)
	{
		fprintf(stderr, "cannot read %s\n", path);
		return 1;
	}
	fclose(f);
	try_input(data, (size_t) size);
	for (i = 0; i < changes; i++)
	{
		size_t		len = (size_t) size;

		memcpy(work, data, len);
		change(work, &len);
		try_input(work, len);
	}
	free(work);
	free(data);
	return 0;
}

int
main(int argc, char **argv)
{
	unsigned long changes = 0;
	int			files = 0;
	int			failed = 0;
	int			i;

	signal(SIGABRT, on_abort);
	for (i = 1; i < argc; i++)
	{
		if (strncmp(argv[i], "-changes=", 9) == 0)
			changes = strtoul(argv[i] + 9, NULL, 10);
		else if (strncmp(argv[i], "-seed=", 6) == 0)
			state = strtoul(argv[i] + 6, NULL, 10);
		else
		{
			failed |= run_file(argv[i], changes);
			files++;
		}
	}
	printf("%d files, each with %lu changes: nothing found\n", files, changes);
	return failed;
}
