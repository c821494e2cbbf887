package drill_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// The rehearsal leaves every form of domain 9 that its story fills, a folder each.
func TestEveryFormIsPrinted(t *testing.T) {
	dir := first(t).dir
	for _, form := range []string{
		"ticket", "door-list", "seat-labels", "sign-in", "paper-handover", "theory-sheet", "score-sheet", "score-summary", "review-sheet", "review-summary",
		"literacy-form", "literacy-record", "exam-room-record", "supervision-report", "violation-record", "correction-record", "result-list", "public-notice", "ledger", "staff-list", "archive-contents",
	} {
		files, err := filepath.Glob(filepath.Join(dir, "papers", form, "*.pdf"))
		if err != nil || len(files) == 0 {
			t.Errorf("no paper in papers/%s", form)
		}
	}
	// A session's own papers are there for each.
	var want []string
	for _, form := range []string{"sign-in", "door-list", "seat-labels", "paper-handover"} {
		var got []string
		files, err := os.ReadDir(filepath.Join(dir, "papers", form))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			got = append(got, f.Name())
		}
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("papers/%s has %v, papers/sign-in %v", form, got, want)
		}
	}
}
