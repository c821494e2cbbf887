package drill_test

import (
	"path/filepath"
	"strings"
	"testing"

	"kaowu/app/words"
	"kaowu/assets"
)

// Every step of a rehearsal is told in words while it runs.
func TestStepsHaveWords(t *testing.T) {
	var report struct{ Steps []struct{ Name string } }
	read(t, filepath.Join(first(t).dir, "report.json"), &report)
	for _, lang := range words.Languages() {
		w, err := words.Load(assets.Words(), lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range report.Steps {
			if s.Name == "report" {
				continue // the rest of the time; nobody is told of it
			}
			if said := w.T("drill." + s.Name); strings.Contains(said, "drill.") {
				t.Errorf("%s has no word for the step %s", lang, s.Name)
			}
		}
	}
	if len(report.Steps) < 14 {
		t.Errorf("only %d steps", len(report.Steps))
	}
}
