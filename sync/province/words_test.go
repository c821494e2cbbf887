package province

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"kaowu/assets"
)

// Every code that an office answers, and every file that may be missing, has its
// words in both languages. (The refusals are found by the test at the root.)
func TestCodesHaveWords(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		b, err := fs.ReadFile(assets.Words(), lang+"/province.json")
		if err != nil {
			t.Fatal(err)
		}
		var text map[string]string
		if err := json.Unmarshal(b, &text); err != nil {
			t.Fatal(err)
		}
		want := []string{"province.file.ca", "province.file.client", "province.file.receiver",
			"refusal." + ProblemKeyClash, "refusal." + ProblemBatchUnknown, "refusal." + ProblemPlanClash, "refusal." + ProblemPlanUnknown}
		for _, c := range Codes() {
			want = append(want, "verdict."+c)
		}
		for _, k := range want {
			if text[k] == "" {
				t.Errorf("%s: no words for %s", lang, k)
			}
		}
		for k, v := range text {
			if strings.ContainsAny(v, "!！") {
				t.Errorf("%s: %s shouts", lang, k)
			}
		}
	}
}

// The code tables hold the one confirmed code and what the workbook's words map on
// (domain 11).
func TestTables(t *testing.T) {
	tables, err := ReadTables(assets.Codes())
	if err != nil {
		t.Fatal(err)
	}
	if !tables.resident("201") || tables.resident("08") {
		t.Errorf("resident %v", tables.Resident)
	}
	// What our own records carry is in the office's tables.
	for file, known := range map[string][]string{"idkinds.json": tables.IDKinds, "education.json": tables.Education} {
		b, err := fs.ReadFile(assets.Codes(), file)
		if err != nil {
			t.Fatal(err)
		}
		var rows []struct{ Word, Code string }
		if err := json.Unmarshal(b, &rows); err != nil || len(rows) < 5 {
			t.Fatalf("%s: %d rows, %v", file, len(rows), err)
		}
		for _, r := range rows {
			if !slices.Contains(known, r.Code) {
				t.Errorf("%s: %s is sent as %q, which the office does not know", file, r.Word, r.Code)
			}
			if r.Word == "居民身份证" && r.Code != "201" {
				t.Errorf("the resident ID is sent as %q, not 201 (domain 11, confirmed)", r.Code)
			}
		}
	}
	for _, bad := range []fs.FS{assets.Holidays(), badTable{}} {
		if _, err := ReadTables(bad); err == nil {
			t.Error("read tables that are none")
		}
	}
}

// badTable is a folder whose every file is a word list, not a table.
type badTable struct{}

func (badTable) Open(string) (fs.File, error) { return assets.Words().Open("zh") }
