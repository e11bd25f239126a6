// Package callers makes random callers up and plays their calls: each wants
// something, knows their own numbers, and speaks as people do. They mumble,
// interrupt, correct, go silent, press keys, change their mind or their
// language, and ask for a person; they hang up only when they have what they
// wanted. What the agency's bot makes of them is counted, strictly.
//
// The same seed makes the same callers.
package callers
