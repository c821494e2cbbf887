package assets_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
	"kaowu/app/words"
	"kaowu/assets"
)

// entry is one line of a code table; which fields a table has is in its README.
type entry struct {
	Code        string `json:"code"`
	Default     string `json:"default"`
	Source      string `json:"source"`
	Filed       string `json:"filed"`
	Certificate string `json:"certificate"`
	Field       string `json:"field"`
	Door        bool   `json:"door"`
}

// tables maps each code table to the prefix of its wording.
func tables() map[string]string {
	return map[string]string{
		"violations.json": "violation", "staff-violations.json": "violation", "incidents.json": "incident",
		"deductions.json": "why", "vetoes.json": "vetowhy", "undo.json": "undo", "takebacks.json": "takeback",
		"corrections.json": "correction", "settlements.json": "settle", "reopenings.json": "reopen", "phrases.json": "phrase", "avoidances.json": "avoid", "revocations.json": "revoke",
		"supervision.json": "check",
	}
}

// strict reads JSON that has no field which the Go type lacks.
func strict(t *testing.T, name string, v any) {
	t.Helper()
	b, err := fs.ReadFile(assets.Codes(), name)
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func table(t *testing.T, name string) []entry {
	t.Helper()
	var rows []entry
	strict(t, name, &rows)
	if len(rows) == 0 {
		t.Fatalf("%s is empty", name)
	}
	return rows
}

// Every code has a wording in both languages, and no wording is left without a code.
func TestEveryCodeIsWorded(t *testing.T) {
	used := map[string]bool{}
	for name, prefix := range tables() {
		seen := map[string]bool{}
		for _, e := range table(t, name) {
			if seen[e.Code] {
				t.Errorf("%s: code %s stands twice", name, e.Code)
			}
			seen[e.Code] = true
			used[prefix+"."+e.Code] = true
		}
	}
	for _, lang := range words.Languages() {
		w, err := words.Load(assets.Words(), lang)
		if err != nil {
			t.Fatal(err)
		}
		for k := range used {
			if !w.Has(k) {
				t.Errorf("%s has no wording in %s", k, lang)
			}
		}
		b, err := fs.ReadFile(assets.Words(), lang+"/codes.json")
		if err != nil {
			t.Fatal(err)
		}
		var text map[string]string
		if err := json.Unmarshal(b, &text); err != nil {
			t.Fatal(err)
		}
		for k := range text {
			if !used[k] && !strings.HasPrefix(k, "measure.") {
				t.Errorf("%s in %s/codes.json belongs to no table", k, lang)
			}
		}
	}
}

// Domain 10.1: which measure each violation proposes, written out a second time.
func TestViolationsProposeWhatTheRulesSay(t *testing.T) {
	want := map[string]string{
		"none": "K00", "absent": "K01", "refused": "K31", "decided": "K99", "stopped": "K08 K23",
		"component": "K02 K03 K04 K05 K06 K07 K09 K10 K16 K17",
		"all":       "K11 K12 K13 K14 K15 K21 K22 K24",
	}
	got := map[string][]string{}
	w, err := words.Load(assets.Words(), "zh")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range table(t, "violations.json") {
		got[e.Default] = append(got[e.Default], e.Code)
		if !w.Has("measure." + e.Default) {
			t.Errorf("%s proposes %q, which has no wording", e.Code, e.Default)
		}
		if e.Source == "" {
			t.Errorf("%s names no source", e.Code)
		}
		if long := e.Code == "K21" || e.Code == "K22"; long != (e.Filed == "long") {
			t.Errorf("%s: filed %q; 替考 and 串通作弊 alone are kept on file for long (人社部令第31号 art. 8)", e.Code, e.Filed)
		}
		if void := e.Code == "K24"; void != (e.Certificate == "void") {
			t.Errorf("%s: certificate %q; false papers alone void the certificate (art. 10)", e.Code, e.Certificate)
		}
	}
	for measure, codes := range want {
		if have := strings.Join(got[measure], " "); have != codes {
			t.Errorf("%s: got %s, want %s", measure, have, codes)
		}
	}
	if len(got) != len(want) {
		t.Errorf("measures in use: %v", got)
	}
}

// Reasons are picked by the digits 1 to 9 (look 6.4, 6.8): no list is longer,
// and the last is the one that takes free words.
func TestReasonsFitTheDigits(t *testing.T) {
	for _, name := range []string{"deductions.json", "vetoes.json", "undo.json", "takebacks.json", "corrections.json", "settlements.json", "reopenings.json"} {
		rows := table(t, name)
		if len(rows) > 9 {
			t.Errorf("%s has %d reasons; the digits reach nine", name, len(rows))
		}
		if last := rows[len(rows)-1].Code; last != "other" {
			t.Errorf("%s ends with %s; free words are the last choice", name, last)
		}
	}
}

// A phrase belongs to a field of the exam-room record, and no field has more
// than the digits reach.
func TestPhrasesBelongToFields(t *testing.T) {
	kinds := map[string]string{}
	for _, f := range exam.RecordFields() {
		kinds[f.Name] = f.Kind
	}
	count := map[string]int{}
	for _, e := range table(t, "phrases.json") {
		if kinds[e.Field] != "text" {
			t.Errorf("phrase %s is for %q, which is no text field of the record", e.Code, e.Field)
		}
		if count[e.Field]++; count[e.Field] > 9 {
			t.Errorf("%s has more than nine phrases", e.Field)
		}
	}
}

// The figures an office may correct, as domain.md gives them today.
func TestPolicyIsWhatTheDomainSays(t *testing.T) {
	var p exam.Policy
	strict(t, "policy.json", &p)
	for _, c := range []struct {
		what string
		ok   bool
	}{
		{"spread limit 10 points (domain 7.7)", p.SpreadLimit == 100},
		{"highest and lowest dropped from five on (7.6)", p.DropFrom == 5},
		{"a reason below 60 % of full marks (look 6.4)", p.ReasonBelow == 60},
		{"late limit 30 minutes in theory, 15 in practical (8)", p.LateTheory == 30 && p.LatePractical == 15},
		{"five working days of public notice (7.9)", p.NoticeDays == 5},
		{"15 working days, counted strictly (notice 6.1, domain 13)", p.FilingDays == 15 && p.FilingStrict},
		{"two years at least (notice 6.4)", p.RetentionYears >= 2},
		{"an invigilator for 15, two a room (6)", p.InvigilatorsPer == 15 && p.MinInvigilators == 2},
		{"three assessors, three board members (notice 2.5, domain 6)", p.MinAssessors == 3 && p.MinBoard == 3},
		{"supervisor signs before the site lead (design 4.6)", slices.Equal(p.SignOrder, []exam.Role{exam.RoleSupervisor, exam.RoleSiteLead})},
		{"certificate numbers made in drills (4.3)", p.Certificates == "own"},
		{"locks after five minutes (look 5)", p.LockMinutes == 5},
		{"stations as planned unless an office draws them (design 4.2)", !p.Draw},
	} {
		if !c.ok {
			t.Errorf("policy.json no longer says: %s", c.what)
		}
	}
}

func TestSurnamesAreReadInPlainLetters(t *testing.T) {
	readings := map[string][]string{}
	strict(t, "surnames.json", &readings)
	plain := regexp.MustCompile(`^[a-z]+$`)
	for name, list := range readings {
		if n := len([]rune(name)); n < 1 || n > 2 || len(list) == 0 {
			t.Errorf("surname %q with %d readings", name, len(list))
		}
		for _, r := range list {
			if !plain.MatchString(r) {
				t.Errorf("%s is read %q; readings are plain letters without tones", name, r)
			}
		}
	}
	for name, want := range map[string]string{"单": "shan", "仇": "qiu", "解": "xie", "曾": "zeng", "尉迟": "yuchi"} {
		if !slices.Contains(readings[name], want) {
			t.Errorf("%s is not found by %s", name, want)
		}
	}
}

// Every table is named in the README that an office reads, and the other way round.
func TestReadmeNamesEveryTable(t *testing.T) {
	readme, err := fs.ReadFile(assets.Codes(), "README.md")
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(assets.Codes(), "*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if !bytes.Contains(readme, []byte("| "+path.Base(n)+" |")) {
			t.Errorf("README.md does not say what %s is", n)
		}
	}
	for name := range tables() {
		if !slices.Contains(names, name) {
			t.Errorf("%s is missing", name)
		}
	}
}
