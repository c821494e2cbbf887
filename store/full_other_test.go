//go:build !linux

package store

// fullChild needs Linux mount namespaces; elsewhere TestFailingDisk stands alone.
func fullChild(string) error { return nil }
