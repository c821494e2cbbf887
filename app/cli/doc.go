// Package cli holds the commands of design 8. Each command parses its flags, asks
// one door (the desk, a workbook, an archive), and prints the answer: for people
// in their language, with --json for programs. It holds no rule.
//
// Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 could not be done.
package cli
