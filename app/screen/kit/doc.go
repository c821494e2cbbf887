// Package kit holds the parts that every window of Kaowu is built from: the theme
// with its three looks and three sizes, text and rows, state marks, the key table,
// the field that digits and scanners type into, and the larger pieces such as the
// seat map and the signature pad.
//
// It exists because the toolkit's own widgets are made for a mouse: they swallow
// keys, pad their text and draw focus their own way (look.md 7). A part of this
// package knows nothing of exams or of people. It is given words, states and
// functions to call, and holds no wording of its own.
//
// Everything here belongs to the UI goroutine, except Back, which is how work
// leaves it and comes home.
package kit
