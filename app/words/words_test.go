package words_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"kaowu/app/exam"
	"kaowu/app/words"
)

// sample is a small wording of its own, so that these tests do not hang on what
// the program says today.
func sample(t *testing.T) *words.Words {
	t.Helper()
	w, err := words.Load(fstest.MapFS{
		"en/a.json": {Data: []byte(`{
			"plain": "Stored",
			"seat": "Seat {seat}, admitted by {who}",
			"people": "{n} candidates", "people#one": "one candidate",
			"component.theory": "Theory", "role.supervisor": "Supervisor", "list.separator": ", ",
			"refusal.late": "{minutes} min late, limit {limit}",
			"refusal.internal": "Something went wrong: {detail}",
			"problem.id-check": "ends in {got}", "mend.id-check": "should end in {want}",
			"open": "{never closed", "shut": "closed} only", "undo.twice": "Swiped twice"}`)},
		"en/b.json": {Data: []byte(`{"other": "Other"}`)},
		"zh/a.json": {Data: []byte(`{"plain": "已存"}`)},
	}, "en")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestSentences(t *testing.T) {
	w := sample(t)
	for _, c := range []struct {
		why, got, want string
	}{
		{"no argument", w.T("plain"), "Stored"},
		{"two arguments, any order", w.T("seat", "who", "李玉雨", "seat", 18), "Seat 18, admitted by 李玉雨"},
		{"an argument that is not given stays to be seen", w.T("seat", "seat", 18), "Seat 18, admitted by {who}"},
		{"many", w.T("people", "n", 12), "12 candidates"},
		{"one has its own wording", w.T("people", "n", 1), "one candidate"},
		{"one, of another type", w.T("people", "n", uint64(1)), "one candidate"},
		{"a pair cut short is no argument", w.T("seat", "seat"), "Seat {seat}, admitted by {who}"},
		{"an unknown key is seen", w.T("nothing.here"), "〔nothing.here〕"},
		{"a component is its term", w.T("seat", "seat", exam.Theory, "who", "S01"), "Seat Theory, admitted by S01"},
		{"a role is its term", w.T("seat", "seat", 1, "who", exam.RoleSupervisor), "Seat 1, admitted by Supervisor"},
		{"a level is its word", w.T("seat", "seat", 1, "who", exam.Level(3)), "Seat 1, admitted by 三级"},
		{"a score has its decimal", w.T("seat", "seat", exam.Tenths(785), "who", ""), "Seat 78.5, admitted by "},
		{"a code is looked up", w.T("seat", "seat", 1, "who", "code:undo.twice"), "Seat 1, admitted by Swiped twice"},
		{"a code's own wording takes the same arguments", w.T("seat", "seat", 1, "who", "code:people", "n", 12), "Seat 1, admitted by 12 candidates"},
		{"a list is joined", w.T("seat", "seat", 1, "who", []string{"S01", "code:undo.twice"}), "Seat 1, admitted by S01, Swiped twice"},
		{"an argument's braces are left alone", w.T("seat", "seat", "{who}", "who", "S01"), "Seat {who}, admitted by S01"},
		{"a brace that never closes", w.T("open"), "{never closed"},
		{"a brace that never opened", w.T("shut"), "closed} only"},
		{"second area", w.T("other"), "Other"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.why, c.got, c.want)
		}
	}
	if w.Lang() != "en" || !w.Has("plain") || w.Has("nothing.here") {
		t.Errorf("Lang %q, Has(plain) %v, Has(nothing.here) %v", w.Lang(), w.Has("plain"), w.Has("nothing.here"))
	}
	if got := len(w.Keys()); got != 15 {
		t.Errorf("Keys lists %d keys; the sample has 15", got)
	}
}

func TestErrors(t *testing.T) {
	w := sample(t)
	late := exam.Refuse("late", "minutes", 34, "limit", 30)
	for _, c := range []struct {
		why            string
		err            error
		sentence, code string
	}{
		{"a refusal", late, "34 min late, limit 30", "late"},
		{"a refusal wrapped on its way up", fmt.Errorf("admit: %w", late), "34 min late, limit 30", "late"},
		{"a refusal without wording", exam.Refuse("odd"), "Something went wrong: odd", "odd"},
		{"any other error", errors.New("read journal: short"), "Something went wrong: read journal: short", "internal"},
	} {
		if got := w.Sentence(c.err); got != c.sentence {
			t.Errorf("%s: sentence %q, want %q", c.why, got, c.sentence)
		}
		if got := words.Code(c.err); got != c.code {
			t.Errorf("%s: code %q, want %q", c.why, got, c.code)
		}
	}
	message, mend := w.Problem(exam.Problem{Code: "id-check", Args: map[string]any{"got": "1", "want": "X"}})
	if message != "ends in 1" || mend != "should end in X" {
		t.Errorf("problem: %q, %q", message, mend)
	}
}

func TestLoadRefuses(t *testing.T) {
	for _, c := range []struct {
		why   string
		files fstest.MapFS
		want  string
	}{
		{"no such language", fstest.MapFS{"zh/a.json": {Data: []byte(`{}`)}}, `language "en"`},
		{"not JSON", fstest.MapFS{"en/a.json": {Data: []byte(`{"a":`)}}, "a.json"},
		{"not text", fstest.MapFS{"en/a.json": {Data: []byte(`{"a":1}`)}}, "a.json"},
		{"one key in two areas", fstest.MapFS{"en/a.json": {Data: []byte(`{"k":"1"}`)}, "en/b.json": {Data: []byte(`{"k":"2"}`)}}, "key k stands twice"},
	} {
		_, err := words.Load(c.files, "en")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error with %q", c.why, err, c.want)
		}
	}
}
