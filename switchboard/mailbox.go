package switchboard

// Mail is one thing that happened to a call. Open is called by the call's
// deciding goroutine and by no other.
type mail interface{ open(c *call) }

// A mailbox is where everything that happens to a call comes in.
type mailbox = tray[mail]
