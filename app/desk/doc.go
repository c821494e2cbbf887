// Package desk holds what a person may do. One exported method of Desk is one
// action: it checks the person's role and place in the session, applies exam's
// rules to what the book holds, and appends signed events. The window, the
// command line and the drill all come through this one door, so that a refusal
// is the same wherever it is met.
//
// Refusals are *exam.Refusal values with a stable code; app/words turns them
// into sentences. Nothing here waits for a person, reads the machine's clock or
// keeps state of its own beyond a cache of folds.
package desk
