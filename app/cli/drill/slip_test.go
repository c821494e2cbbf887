package drill_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// slipResult is what both `result list` and `verify` of a slip say of a result.
type slipResult struct {
	ExamNo    string   `json:"exam_no"`
	Attended  bool     `json:"attended"`
	Theory    *string  `json:"theory"`
	Practical *string  `json:"practical"`
	Review    *string  `json:"review"`
	Total     *string  `json:"total"`
	Qualified bool     `json:"qualified"`
	Reasons   []string `json:"reasons"`
	State     string   `json:"state"`
}

// Every candidate of a finished exam gets a slip that holds on its own and says what the
// exam's own list says: absent, voided, vetoed and corrected ones too.
func TestEverybodysSlip(t *testing.T) {
	// The story is played anew: making slips adds to the book.
	r := rehearse(t, filepath.Join(t.TempDir(), "out"), "1")
	var list struct{ Results []slipResult }
	if err := json.Unmarshal(r.asLead(t, 0, "result", "list"), &list); err != nil || len(list.Results) != 12 {
		t.Fatalf("%d results, %v", len(list.Results), err)
	}
	dir := t.TempDir()
	var anchor string
	for _, want := range list.Results {
		var made struct{ Fingerprint string }
		if err := json.Unmarshal(r.asLead(t, 0, "prove", want.ExamNo, "--out", dir), &made); err != nil {
			t.Fatal(err)
		}
		anchor = made.Fingerprint
		file := filepath.Join(dir, "proof-"+want.ExamNo+".json")
		var got struct {
			OK    bool
			Trust string
			Kind  string
			Slip  slipResult
		}
		if err := json.Unmarshal(kaowu(t, 0, "verify", file, "--trust", anchor, "--json"), &got); err != nil {
			t.Fatal(err)
		}
		if want.State == "uploaded" {
			want.State = "published" // a slip tells where all results stand
		}
		if !got.OK || got.Trust != "holds" || got.Kind != "slip" || !reflect.DeepEqual(got.Slip, want) {
			t.Errorf("the slip says %+v, the list %+v", got, want)
		}
		if b, err := os.ReadFile(filepath.Join(dir, "proof-"+want.ExamNo+".pdf")); err != nil || len(b) < 10000 {
			t.Errorf("the paper has %d bytes, %v", len(b), err)
		}
	}
	// One flipped byte, and a slip of the same exam under another name.
	file := filepath.Join(dir, "proof-2026610001.json")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	kaowu(t, 1, "verify", file, "--trust", anchor, "--json")
	r.asLead(t, 1, "prove", "2026999999", "--out", dir)
}
