// Package screen is the window: one file a screen, built from the parts of kit,
// over the actions of app/desk.
//
// A screen holds no rule and no copy of the exam's state. It asks the desk, draws
// what it is told, gives what was typed back to the desk, and asks again. What was
// refused it says where it happened, in the words of app/words. It is tested by
// keys alone against what reaches the desk.
//
// Only the UI goroutine touches widgets. What takes longer than a frame (a
// passphrase, a file, a PDF, the network) leaves it through kit.Back.
package screen
