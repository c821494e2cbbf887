package kit

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
)

// A fingerprint is read aloud in groups: a line ends behind one. What has no hyphen
// is cut where the line ends, and nothing is lost of either.
func TestWrapKeepsGroups(t *testing.T) {
	test.NewTempApp(t)
	const print = "KF1-XP2N-HPTH-FRG6-5QXA-RJTE-5L5E-YE5W-DW42"
	for _, width := range []float32{60, 130, 200, 310} {
		lines := Wrap(print, 16, width)
		if len(lines) < 2 || strings.Join(lines, "") != print {
			t.Errorf("%v: %q", width, lines)
		}
		for _, l := range lines[:len(lines)-1] {
			if !strings.HasSuffix(l, "-") {
				t.Errorf("%v: a group is cut: %q", width, lines)
			}
		}
	}
	if long := strings.Repeat("x", 80); strings.Join(Wrap(long, 16, 100), "") != long || slices.Contains(Wrap(long, 16, 100), "") {
		t.Errorf("a long word: %q", Wrap(long, 16, 100))
	}
}
