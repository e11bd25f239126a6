// Package hours is the agency's calendars: when people answer, why they do not,
// when they next will, and by when something is due. All its times are
// wall-clock times of a time zone, daylight saving included.
//
// A Plan is what an editor writes; New and All make Calendars of it. A Calendar
// is read-only: closings that come while the centre runs, as of a snow day, are
// values that are laid over it (With).
//
// A stretch that goes on past midnight belongs to the day on which it begins:
// a holiday on that day takes it out, a holiday on the next day does not.
package hours
