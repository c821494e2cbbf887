package store

// FreeSpace is how many bytes a user may still write where dir lies.
func FreeSpace(dir string) (uint64, error) { return freeSpace(dir) }
