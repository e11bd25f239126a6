package hours

import "time"

// federal names the holiday of 5 U.S.C. 6103(a) that is kept on a day, on the
// date itself or as it is observed; "" on other days. One that falls on a
// Saturday is observed on the Friday before (6103(b)), one on a Sunday on the
// Monday after (Executive Order 11582): so New Year's Day can be kept in the
// year before. Inauguration Day is none: 6103(c) is for the Washington area
// alone. The rules are those since 1986, and Juneteenth's since 2021.
func federal(d day) string {
	if name := fixed(d); name != "" {
		return name
	}
	week := (d.date-1)/7 + 1 // the how-manieth of its weekday in the month
	switch weekday := d.weekday(); {
	case weekday == time.Friday:
		return fixed(d.add(1))
	case weekday == time.Thursday && d.month == time.November && week == 4:
		return "Thanksgiving Day"
	case weekday != time.Monday:
		return ""
	case d.month == time.January && week == 3:
		return "Martin Luther King Jr. Day"
	case d.month == time.February && week == 3:
		return "Presidents' Day"
	case d.month == time.May && d.date > 31-7:
		return "Memorial Day"
	case d.month == time.September && week == 1:
		return "Labor Day"
	case d.month == time.October && week == 2:
		return "Columbus Day"
	}
	return fixed(d.add(-1))
}

// fixed names the holiday of a date.
func fixed(d day) string {
	type date struct {
		month time.Month
		date  int
	}
	switch (date{d.month, d.date}) {
	case date{time.January, 1}:
		return "New Year's Day"
	case date{time.June, 19}:
		if d.year >= 2021 {
			return "Juneteenth"
		}
	case date{time.July, 4}:
		return "Independence Day"
	case date{time.November, 11}:
		return "Veterans Day"
	case date{time.December, 25}:
		return "Christmas Day"
	}
	return ""
}
