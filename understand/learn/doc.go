// Package learn is a text classifier: from examples of text and label it makes
// a Model that says which label a new text has, how sure that is, whether the
// text is about something else altogether, and which words decided.
//
// It is built for few and many examples alike: a linear machine with a margin
// for each label, over words, pairs of words, pieces of words, and families of
// words that mean much the same (kin*.go). How sure a guess is, and from where
// on a text is out of scope, is learned on the examples alone: some are held
// back, and some whole labels with them, and it is seen how the rest does on
// those. The same examples in the same order always make the same Model.
package learn
