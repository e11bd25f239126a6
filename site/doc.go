// Package site is the public's pages, in English and Spanish: what the line can
// do and how to reach it, a call from the browser, and the receipt of a call by
// its reference number.
//
// The pages are plain HTML that works without script; only the call itself
// needs one. Nothing is asked of any other site, and nothing is remembered of
// the visitor but, while a call lasts and a little after, the token by which a
// browser that rings back finds its place in line.
package site
