/*-------------------------------------------------------------------------
 *
 * dates.h
 *	  Dates as the field prints them, in running text and in mastheads.
 *
 * The shapes of a language are rows of class "date_shape" in
 * data/lexicon-citations.tsv: {d} day, {m} name of the month (class "month"),
 * {n} month as a number, {y} year; everything else stands for itself.
 * Blanks may stand or be missing between any two of them, since extractors
 * lose and add them ("of18 December 2014", "2014 年 12 月 18 日").
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_DATES_H
#define RES_DATES_H

#include "core.h"

/*
 * res_date_match — the date that stands at p.
 *
 * p is at the first digit or letter of the date.  Returns the number of bytes
 * that belong to it, and the date in *date (may be NULL); 0 if there is no
 * whole date (day, month and year) or it is none of the calendar.
 */
extern uint32_t res_date_match(ResLang lang, const char *p, const char *end,
							   ResDate *date);

/*
 * res_date_of — day, month and year as a ResDate; RES_NO_DATE if the calendar
 * has no such day or the year lies outside 1900 … 2199.
 */
extern ResDate res_date_of(int year, int month, int day);

/* The year of a date. */
extern int	res_date_year(ResDate date);

/* Year and month of a date; *month is 1 … 12. */
extern int	res_date_year_month(ResDate date, int *month);

#endif							/* RES_DATES_H */
