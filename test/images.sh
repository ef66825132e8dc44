#!/bin/sh
#
# images.sh
#	  Makes the stored images of data/images from kept texts.
#
# usage: test/images.sh RELEASE RESREAD
#
# RESREAD is test/tool/resread.c, built.  Run once for each release whose
# format of images is new, on the commit that is released, and never for a
# release that is out: its images must stay what its users have on disk.
#
set -eu

release=${1:?usage: test/images.sh RELEASE RESREAD}
resread=${2:?usage: test/images.sh RELEASE RESREAD}
srcdir=$(cd "$(dirname "$0")/.." && pwd)
folder=$srcdir/data/images
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# image NAME TEXT
image()
{
	rm -f "$work"/*.image
	"$resread" --images "$work" "$2" > /dev/null
	perl -e 'undef $/; my $hex = unpack "H*", <STDIN>; $hex =~ s/(.{128})/$1\n/g; print $hex =~ s/\n?\z/\n/r' \
		< "$work/1.image" > "$folder/$release-$1.hex"
}

texts=$srcdir/test/accuracy/texts
image assembly "$texts/A_RES_76_238.akn-text.txt"				# sections, notes
image assembly-1966 "$texts/A_RES_2205(XXI).eosg-joined.txt"	# session in Roman numerals
image draft-layout "$texts/A_80_L.40.pdftotext-layout.txt"		# amendment, columns
image draft-pymupdf "$texts/A_C.3_80_L.7.pymupdf.txt"			# sponsors, page furniture
image draft-scanned "$texts/A_L.632.ocr-pdftotext.txt"			# read by machine
image ecosoc-annex "$texts/E_RES_2025_25.akn-text.txt"			# an annex of its own paragraphs
image decision "$texts/GA_decision_76_419_E.akn-text.txt"
image council-de "$texts/S_RES_2673_(2023)-de.akn-text.txt"
image statement-zh "$texts/S_2023_212-zh.akn-text.txt"
image ecosoc-es "$texts/E_RES_2021_1-es.akn-text.txt"
image rights "$texts/A_HRC_RES_58_32.akn-text.txt"
image rights-ar "$texts/A_HRC_RES_54_11-ar.akn-text.txt"
image assembly-ru "$texts/A_RES_80_1-ru.akn-text.txt"
image assembly-fr "$texts/A_RES_80_1-fr.akn-text.txt"

# What print never has: line ends of another system, tabs and form feeds,
# labels that go wrong.
printf 'United Nations\tA/80/L.99\r\n\fGeneral Assembly Distr.: Limited\r\n\r\n  Lakes and caf\303\251s\r\n\r\nThe General Assembly,\r\n\r\nRecalling\302\240its resolu-\r\ntion 55/2,1\r\n\r\n5. Requests:\r\n\r\n(a) one thing;\r\n\r\n(c) another;\r\n\r\n2. Decides to act.\r\n\r\n1 See A/55/49.\r\n' > "$work/odd"
image odd "$work/odd"

# A recorded vote, as the Human Rights Council prints it.
cat > "$work/vote" <<'TEXT'
Resolution adopted by the Human Rights Council on 4 April 2025

58/99. Lakes

The Human Rights Council,

Recalling its resolution 55/2 of 3 April 2024,

1. Decides to remain seized of the matter.

58th meeting
4 April 2025

[Adopted by a recorded vote of 4 to 2, with 1 abstention. The voting was as follows:

In favour:
Algeria, Bolivia (Plurinational State of), Côte d'Ivoire and Viet Nam

Against:
Czechia and Germany

Abstaining:
Republic of Korea]
TEXT
image vote "$work/vote"
