// Package site is the public's pages, in English and Spanish: what the line can
// do and how to reach it, a call from the browser, the receipt of a call by its
// reference number, a promised call back by the link that was sent, and how good
// the estimates of the wait have been.
//
// The pages are plain HTML that works without script; only the call itself
// needs one. Nothing is asked of any other site, and nothing is remembered of
// the visitor but, while a call lasts and a little after, the token by which a
// browser that rings back finds its place in line.
package site
