package exam

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// DecodeStrokes reads handwriting as an attachment holds it: the canonical JSON
// of Strokes. Anything that does not encode again to the same bytes is refused
// with ErrEventForm.
func DecodeStrokes(b []byte) (Strokes, error) {
	var s Strokes
	if err := json.Unmarshal(b, &s); err != nil {
		return nil, fmt.Errorf("%w: strokes: %v", ErrEventForm, err)
	}
	again, err := Marshal(s)
	if err != nil || !bytes.Equal(again, b) {
		return nil, fmt.Errorf("%w: strokes", ErrEventForm)
	}
	return s, nil
}
