/*-------------------------------------------------------------------------
 *
 * symbol_fold.c
 *	  Document symbols: folding a text before it is read: case, dashes,
 *	  brackets and blanks.
 *
 *-------------------------------------------------------------------------
 */
#include "symbol_internal.h"

/* Upper case of what may stand in a symbol, ' ' for a blank; 0 = no such. */
const char res_symbol_fold_ascii[128] = {
	['\t'] = ' ', ['\n'] = ' ', ['\v'] = ' ', ['\f'] = ' ', ['\r'] = ' ', [' '] = ' ',
	['('] = '(', [')'] = ')', ['*'] = '*', ['-'] = '-', ['.'] = '.', ['/'] = '/', ['_'] = '_',
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4',
	['5'] = '5', ['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9',
	['A'] = 'A', ['B'] = 'B', ['C'] = 'C', ['D'] = 'D', ['E'] = 'E', ['F'] = 'F', ['G'] = 'G',
	['H'] = 'H', ['I'] = 'I', ['J'] = 'J', ['K'] = 'K', ['L'] = 'L', ['M'] = 'M', ['N'] = 'N',
	['O'] = 'O', ['P'] = 'P', ['Q'] = 'Q', ['R'] = 'R', ['S'] = 'S', ['T'] = 'T', ['U'] = 'U',
	['V'] = 'V', ['W'] = 'W', ['X'] = 'X', ['Y'] = 'Y', ['Z'] = 'Z',
	['a'] = 'A', ['b'] = 'B', ['c'] = 'C', ['d'] = 'D', ['e'] = 'E', ['f'] = 'F', ['g'] = 'G',
	['h'] = 'H', ['i'] = 'I', ['j'] = 'J', ['k'] = 'K', ['l'] = 'L', ['m'] = 'M', ['n'] = 'N',
	['o'] = 'O', ['p'] = 'P', ['q'] = 'Q', ['r'] = 'R', ['s'] = 'S', ['t'] = 'T', ['u'] = 'U',
	['v'] = 'V', ['w'] = 'W', ['x'] = 'X', ['y'] = 'Y', ['z'] = 'Z'
};

/*
 * Fold a text: upper case, one kind of dash, bracket and blank, runs of blanks
 * as one, none at the ends and around "/", at the inside of brackets, around
 * dashes and between a full stop and a digit ("Rev. 1", but "(Sect. 3)").  In
 * running text a blank is dropped only where a symbol is known to be printed
 * with one ("S /RES/2577", "S/PRST/ 2020/5"), and the folding stops at the
 * first character that no symbol has.
 *
 * ends[i], if wanted, is the offset behind the i-th folded character.  *used
 * says where the folding stopped.
 */
FoldEnd
res_symbol_fold(const char *p, const char *end, bool running, char *out, uint32_t *outlen,
				uint16_t *ends, uint32_t *used)
{
	const char *start = p;
	uint32_t	n = 0;
	bool		slash = false;
	bool		brackets = false;
	FoldEnd		result = FOLD_DONE;

	while (p < end)
	{
		char		c;
		uint32_t	len = 1;

		/* letters, digits and most marks that stand behind no blank are what they are */
		if ((n == 0 || out[n - 1] != ' ') && p - start < 59000)
		{
			while (p < end && n < MAX_FOLDED && (uint8_t) *p < 0x80 &&
				   (c = res_symbol_fold_ascii[(uint8_t) *p]) >= '-' && c <= 'Z')
			{
				p++;
				slash |= c == '/';
				if (ends != NULL)
					ends[n] = (uint16_t) (p - start);
				out[n++] = c;
			}
			if (p >= end)
				break;
		}
		if ((uint8_t) *p < 0x80)
			c = res_symbol_fold_ascii[(uint8_t) *p];
		else if ((len = res_dash_len(p, end)) > 0)
			c = '-';
		else if ((len = res_blank_len(p, end)) > 0)
			c = ' ';
		else if ((len = res_invisible_len(p, end)) > 0)
		{
			p += len;
			continue;
		}
		else
		{
			/* full-width brackets and solidus of East Asian typography */
			len = 3;
			c = 0;
			if (end - p >= 3 && (uint8_t) p[0] == 0xEF && (uint8_t) p[1] == 0xBC)
				c = (uint8_t) p[2] == 0x88 ? '(' : (uint8_t) p[2] == 0x89 ? ')' :
					(uint8_t) p[2] == 0x8F ? '/' : 0;
		}
		if (c == 0)
		{
			result = FOLD_STRANGE;
			break;
		}
		if (c == ' ')
		{
			if (n == 0 || out[n - 1] == ' ' || out[n - 1] == '(' ||
				(out[n - 1] == '/' && !(running && n >= 2 && out[n - 2] == ' ')) ||
				(out[n - 1] == '-' && (!running || *p == '\n')))
			{
				p += len;
				continue;
			}
		}
		else if (n > 0 && out[n - 1] == ' ' &&
				 (c == ')' || (c == '/' && (!running || !slash)) ||
				  (!running && (c == '-' || (res_is_digit(c) && n > 1 && out[n - 2] == '.' && !brackets)))))
			n--;
		if (c == '/')
			slash = true;
		else if (c == '(' || c == ')')
			brackets = c == '(';
		if (n >= MAX_FOLDED)
		{
			result = FOLD_FULL;
			break;
		}
		p += len;
		if (ends != NULL)
			ends[n] = (uint16_t) (p - start);
		out[n++] = c;
		if (running && p - start > 60000)
			break;
	}
	if (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	*outlen = n;
	*used = (uint32_t) (p - start);
	return result;
}
