// Package hours is the agency's calendar: when people answer, why they do not,
// and when they next will. All its times are wall-clock times of one time zone,
// daylight saving included.
package hours
