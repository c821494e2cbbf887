package kit

import "fyne.io/fyne/v2"

// Runner starts work off the UI goroutine; a test's runs it at once.
type Runner func(work func())

// Apart is the Runner of a real window.
func Apart(work func()) { go work() }

// Back runs work off the UI goroutine and hands its answer to done on it. It is
// the one way out and the one way home. Work must have stored what matters before
// it ends: done is dropped when the program is closing (pitfalls 1.1).
func Back[T any](r Runner, work func() (T, error), done func(T, error)) {
	r(func() {
		v, err := work()
		fyne.Do(func() { done(v, err) })
	})
}
