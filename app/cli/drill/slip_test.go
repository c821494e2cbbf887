package drill_test

import (
	"bytes"
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
	seenByPaper(t, r, dir)
	archivedTwice(t, r, dir)
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

// seenByPaper notes the checkpoint of a slip and one of another history, and holds both
// against the book.
func seenByPaper(t *testing.T, r rehearsed, dir string) {
	t.Helper()
	var slip struct{ Logs []struct{ Checkpoint string } }
	read(t, filepath.Join(dir, "proof-2026630006.json"), &slip)
	list := filepath.Join(dir, "seen.txt")
	kaowu(t, 0, "seen", "add", list, slip.Logs[0].Checkpoint)
	kaowu(t, 0, "seen", "add", list, slip.Logs[0].Checkpoint)
	kaowu(t, 1, "seen", "add", list, "kaowu/nothing")
	kaowu(t, 2, "seen", "add")
	var got struct {
		OK       bool
		Fits     int
		Other    int
		Findings []struct{ Code string }
	}
	if err := json.Unmarshal(r.asLead(t, 0, "seen", "check", list), &got); err != nil || !got.OK || got.Fits != 1 || got.Other != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	// Another drill of the same plan has keys of its own: whoever signed there did not sign here.
	var other struct{ Logs []struct{ Checkpoint string } }
	read(t, filepath.Join("..", "..", "..", "store", "testdata", "slip.json"), &other)
	kaowu(t, 0, "seen", "add", list, other.Logs[0].Checkpoint)
	var absent struct{ Absent []struct{ Device string } }
	if err := json.Unmarshal(r.asLead(t, 0, "seen", "check", list), &absent); err != nil || len(absent.Absent) != 1 {
		t.Errorf("%+v, %v", absent, err)
	}
	r.asLead(t, 3, "seen", "check", filepath.Join(dir, "none.txt"))
}

// archivedTwice writes the archive into two places: both are the same file, and hold.
func archivedTwice(t *testing.T, r rehearsed, dir string) {
	t.Helper()
	one, two := filepath.Join(dir, "one.kaowu"), filepath.Join(dir, "two.kaowu")
	r.asLead(t, 0, "archive", one, two)
	a, err := os.ReadFile(one)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(two)
	if err != nil || !bytes.Equal(a, b) {
		t.Errorf("%d and %d bytes, %v", len(a), len(b), err)
	}
	kaowu(t, 0, "verify", two, "--json")
	r.asLead(t, 2, "archive", filepath.Join(dir, "three.kaowu"), two)
	if _, err := os.Stat(filepath.Join(dir, "three.kaowu")); err == nil {
		t.Error("written though the second place was taken")
	}
}
