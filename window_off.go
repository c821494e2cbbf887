//go:build nowindow

package main

import "context"

// window is nothing here: this build has no window.
func window() func(ctx context.Context, home, lang string) error { return nil }
