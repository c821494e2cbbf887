package store

// Finding is something that is not as it should be. The sentence is made by
// app/words under "finding.<code>" from Args.
type Finding struct {
	Code  string
	Where string // journal, index, tree/<log>, checkpoint/<n>, files/<name>, or an event id
	Args  map[string]any
}

// LogStatus is how far one log goes that the book holds.
type LogStatus struct {
	Log         string
	Size        uint64 // events
	Root        string // of the tree at Size, base64
	Checkpoints int
}

// Report is the outcome of a full check.
type Report struct {
	Events   uint64
	Logs     []LogStatus
	Findings []Finding // empty: all is whole
}

// find makes a finding from a code, a place and name/value pairs.
func find(code, where string, pairs ...any) Finding {
	f := Finding{Code: code, Where: where, Args: map[string]any{"where": where}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Args[pairs[i].(string)] = pairs[i+1]
	}
	return f
}
