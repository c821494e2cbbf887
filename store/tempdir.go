package store

import "path/filepath"

// TempDir is the book's private folder for files that exist for a moment. It is
// emptied when the book is opened and closed.
func (b *Book) TempDir() string { return filepath.Join(b.dir, "tmp") }
