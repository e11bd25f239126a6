// Package calllog reads call logs: when each call of a day came in, how long it
// waited, what became of it and how long it kept whoever answered it. It reads
// the log of a bank's call centre that queueing research has shared since 1999,
// and a plain table that any telephone system can be made to write.
package calllog
