//go:build !linux

package main

// noDump has nothing to do on Windows: Go's runtime takes the program out of Windows Error
// Reporting when it starts, which is what writes dumps, unless GOTRACEBACK=wer is set.
// An administrator's own dump of a running program no program can refuse.
func noDump() error { return nil }
