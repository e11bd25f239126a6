// Package speech hears and speaks: it implements civicline.Recognizer with
// native engines that run in worker processes, and civicline.Synthesizer with
// programs that are started a sentence at a time. Either may crash or hang; that
// costs a sentence, never a call.
//
// Open looks for models in the configured folder, then in the user's cache, then
// in what Debian's packages provide, and picks the best engine for each language.
// Report says in words what was found, how well it can be expected to work, and
// what to install for better. A language without any engine is not an error here:
// Listen and Speak say Unavailable, and the keypad goes on.
//
// This package holds what runs in the main program: the supervisor of the workers,
// the ears, the voices' queue and cache. The engines live in folders of their own:
// pocketsphinx and sherpa are loaded by package worker inside the child process,
// espeak and flite implement Voice and are handed to Open.
package speech
