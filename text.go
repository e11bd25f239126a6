package civicline

// A Text is one text message that is to be sent. It holds a phone number: it is
// personal, and never logged.
type Text struct {
	Task     int64  // the task that it is, for whoever claimed it
	Attempt  int    // the claim
	Key      string // the same text has the same key, however often it is tried
	To       PhoneNumber
	Language Language
	Words    string
}
