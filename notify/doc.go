// Package notify sends text messages: through an agency's gateway, by signed
// HTTP requests, or, where there is none, into a folder from which somebody
// else takes them. What is to be sent, and when it is tried again, is the
// centre's to say; here is how.
package notify
