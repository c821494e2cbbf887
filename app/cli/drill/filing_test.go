package drill_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// Issue 5: the rehearsal plays the filing before the plan, in the institution's book
// of the lead's laptop, and leaves every file.
func TestFilingIsPlayed(t *testing.T) {
	r := first(t)
	var st struct {
		OK         bool
		Stage      string
		Version    int
		Objections []struct{ Answered, Upheld bool }
		Reply      *struct {
			Number, From, Until string
			Scopes              int
		}
	}
	if err := json.Unmarshal(r.asLead(t, 0, "filing", "show"), &st); err != nil {
		t.Fatal(err)
	}
	if !st.OK || st.Stage != "published" || st.Version != 1 || len(st.Objections) != 1 || !st.Objections[0].Answered || st.Objections[0].Upheld || st.Reply == nil {
		t.Errorf("%+v", st)
	}
	for _, file := range []string{"filing/filing.xlsx", "filing/reply.txt", "filing/材料/M01.txt", "papers/filing/filing-form.pdf"} {
		if info, err := os.Stat(filepath.Join(r.dir, filepath.FromSlash(file))); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", file, err)
		}
	}
	// The drill's own plan is within what was replied, and says so.
	kaowu(t, 0, "plan", "check", plan12, "--home", r.home(), "--json")
}
