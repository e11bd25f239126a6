// Package erlang tells how long callers wait, and how many agents they need, by
// the three formulas of the trade:
//
//   - Erlang B, where a caller who finds every line busy is turned away.
//   - Erlang C, where everybody waits, for ever if need be. With fewer agents
//     than the load it has no steady state.
//   - Erlang A, where callers wait and some of them hang up. It has a steady
//     state whatever the load.
//
// Calls come at random at an even rate (Poisson), handling times and patience
// are exponential, and calls are answered first come, first served. All three
// are exact, to about eight digits, from no agents to hundreds of thousands:
// nothing is a factorial, and no probability is the difference of two large ones.
//
// Times are in any unit, the same one throughout: seconds in and seconds out.
//
// Sources: A. K. Erlang, "Solution of some problems in the theory of probabilities
// of significance in automatic telephone exchanges" (1917); C. Palm, "Research on
// telephone traffic carried by full availability groups" (1957), for patience;
// F. Baccelli and G. Hebuterne, "On queues with impatient customers" (1981), for
// the waiting time with it; O. Garnett, A. Mandelbaum and M. Reiman, "Designing a
// call center with impatient customers" (2002); A. Mandelbaum and S. Zeltyn,
// "Service engineering in action: the Palm/Erlang-A queue" (2007).
package erlang
