package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"kaowu/app/exam"
)

// errCanonical says that bytes are not the one way to write what they say.
var errCanonical = errors.New("not in canonical form")

// readCanonical decodes JSON into v and refuses everything that exam.Marshal would
// not write byte for byte the same: a repeated, unknown or differently cased field,
// a blank, another base64. Keys, covers and manifests are read this way, as events
// are, so that no two programs can read two things from one file.
func readCanonical[T any](b []byte, v *T) error {
	var fresh T
	if err := json.Unmarshal(b, &fresh); err != nil {
		return fmt.Errorf("%w: %v", errCanonical, err)
	}
	again, err := exam.Marshal(fresh)
	if err != nil || !bytes.Equal(again, b) {
		return errCanonical
	}
	*v = fresh
	return nil
}
