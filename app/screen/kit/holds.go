package kit

// Holds names the kind of part that has the keyboard, for a trace: a field, words
// being written, or the keys alone.
func (f *Frame) Holds() string {
	switch f.canvas.Focused().(type) {
	case *Field:
		return "field"
	case *Area:
		return "words"
	}
	return "keys"
}
