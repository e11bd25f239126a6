// Package evalspeech measures the engines: how many words are heard wrong, how
// long the final words and the first sound of a voice take, and how much of a
// processor it costs. It is what `civicline eval speech` does.
//
// A manifest is a file of JSON lines:
//
//	{"audio": "a.wav", "language": "en", "words": "i lost my card", "grammar": "open"}
//
// audio is a WAV, relative to the manifest's folder or absolute, of any rate;
// grammar is optional: the name of a civicline.Question, or a plain text file of
// sentences, one a line, that are what may be said. Words are compared after
// lang.Normal: lower case, no punctuation but the apostrophe inside a word,
// accents kept, figures in words.
//
// Utterances are played at the speed of speech, as on a call, unless told
// otherwise; a fifth of a second of silence goes before each and half a second,
// the time in which a turn is found to be over, behind.
package evalspeech
