package civicline

// A Service answers one kind of look-up. Flows name it, casedata or the
// agency's own API answers it: either can change without the other.
type Service struct {
	Name  string
	Act   Act      // what it is, for the rules: who asks needs a Pass for it
	Needs []string // the facts that it is asked with, each of which may be missing
	// Gives are the facts that its answer may hold. One that is spoken is in
	// every language, as "NAME en" and "NAME es"; one whose name ends in
	// "date" is YYYY-MM-DD. Every answer also gives "source" and "source date".
	Gives []string
}

// Services lists every look-up there is.
var Services = []Service{
	{"case status", GivePublicStatus, []string{"receipt number"}, []string{"form", "status", "meaning", "next step", "status date"}},
	{"nearest office", GiveGeneral, []string{"zip", "city", "state"}, []string{"office", "office place", "offices"}},
	// The hours: "next opening after" is a holiday that comes before the next opening, "tomorrow" is "open" or "closed", "tomorrow hours"
	// are like "08:00-12:00, 13:00-20:00", and "tomorrow why" says why they are not the usual ones. Holidays have the calendar's English names.
	{"hours", GiveGeneral, nil, []string{"open", "why closed", "next opening or closing", "next opening after",
		"tomorrow", "tomorrow hours", "tomorrow why", "next holiday", "next holiday date"}},
	// Times for which a callback may be booked: each the beginning of a Slot, RFC 3339.
	{"callback times", GiveGeneral, []string{"queue"}, []string{"slot 1", "slot 2", "slot 3"}},
	{"news", GiveGeneral, nil, []string{"news"}},
	// What a status means, by its public title in the caller's words.
	{"status meaning", GiveGeneral, []string{"status title"}, []string{"status", "meaning", "next step"}},
	// The posted time of a form: "form name" is how it is said, "processing time" is "11 months".
	{"processing time", GiveGeneral, []string{"form", "zip", "city", "state"}, []string{"form name", "processing time", "office", "month"}},
	// From when a caller may ask about a late case: "inquiry" is "yes", "not yet" or "no posted time".
	{"inquiry date", GiveGeneral, []string{"form", "received date", "zip", "city", "state"}, []string{"form name", "inquiry", "inquiry date", "processing time"}},
	// Is a priority date current: "current" is "yes", "no", "everyone" or "unavailable".
	{"priority date", GiveGeneral, []string{"category", "country", "priority date"}, []string{"category name", "chart", "chart date", "current", "month"}},
	// What a form is for, what it costs, and where it is filed: "purpose" follows "used to", and "filing address"
	// follows "is filed". "fee kind" is "free", "both" (online and on paper), "paper" (alone), or "it depends": then the note tells.
	{"form", GiveGeneral, []string{"form"}, []string{"form name", "purpose"}},
	{"filing fee", GiveGeneral, []string{"form"}, []string{"form name", "fee kind", "fee online", "fee paper", "fee note"}},
	{"filing address", GiveGeneral, []string{"form", "state"}, []string{"form name", "filing address"}},
	// Doctors for the medical exam, nearest first: "doctors" is how many, 1 to 3.
	{"civil surgeons", GiveGeneral, []string{"zip", "city", "state"}, []string{"doctors", "doctors place", "doctor", "doctor number", "doctor 2", "doctor 2 number", "doctor 3", "doctor 3 number"}},
}

// ServiceNamed returns the Service of a name.
func ServiceNamed(name string) (Service, bool) {
	for _, s := range Services {
		if s.Name == name {
			return s, true
		}
	}
	return Service{}, false
}
