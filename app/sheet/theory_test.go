package sheet

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func theoryFile(t testing.TB, name, text string) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), name)
	ok(t, os.WriteFile(p, []byte(text), 0o600))
	return p
}

func inRoom(no string) bool { return strings.HasPrefix(no, "202661") }

func TestReadTheoryFile(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("准考证号,姓名,成绩\r\n2026610001,某某,78.5\r\n")
	ok(t, err)
	for _, c := range []struct {
		name, text string
		rows       string // row:no=score
		problems   string // row:code
	}{
		{"utf8", "准考证号,成绩\n2026610001,78.5\n2026610002,缺考\n", "2:2026610001=78.5 3:2026610002=absent", ""},
		{"byte order mark", "\xEF\xBB\xBF准考证号,成绩\n2026610001,60\n", "2:2026610001=60.0", ""},
		{"GB18030", gb, "2:2026610001=78.5", ""},
		{"other order, tabs", "理论成绩\t考号\n100\t2026610001\n", "2:2026610001=100.0", ""},
		{"title above, blank line", "机考成绩表,\n\n准考证号,成绩\n2026610001,0\n", "4:2026610001=0.0", ""},
		{"full width", "准考证号,成绩\n２０２６６１０００１,７８．５\n", "2:2026610001=78.5", ""},
		{"two decimals", "准考证号,成绩\n2026610001,78.55\n", "", "2:bad-value"},
		{"above 100", "准考证号,成绩\n2026610001,100.5\n", "", "2:bad-value"},
		{"no score", "准考证号,成绩\n2026610001,\n", "", "2:bad-value"},
		{"negative", "准考证号,成绩\n2026610001,-5\n", "", "2:bad-value"},
		{"twice", "准考证号,成绩\n2026610001,60\n2026610001,61\n", "2:2026610001=60.0", "3:duplicate-exam-no"},
		{"stranger", "准考证号,成绩\n9999,60\n", "", "2:unknown-candidate"},
		{"no column", "准考证号,姓名\n2026610001,某某\n", "", "1:missing-column"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, problems, err := ReadTheoryFile(theoryFile(t, "f.csv", c.text), inRoom)
			ok(t, err)
			var r, p []string
			for _, x := range rows {
				score := x.Score.String()
				if x.Absent {
					score = "absent"
				}
				r = append(r, strconv.Itoa(x.Row)+":"+string(x.No)+"="+score)
			}
			for _, x := range problems {
				p = append(p, strconv.Itoa(x.Row)+":"+x.Code)
			}
			if strings.Join(r, " ") != c.rows || strings.Join(p, " ") != c.problems {
				t.Errorf("rows %q problems %q", r, p)
			}
		})
	}
}

func TestReadTheoryWorkbook(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	ok(t, f.SetSheetRow("Sheet1", "A1", &[]any{"成绩", "准考证号"}))
	ok(t, f.SetSheetRow("Sheet1", "A2", &[]any{78.5, 2026610001}))
	ok(t, f.SetSheetRow("Sheet1", "A3", &[]any{"缺考", "2026610002"}))
	name := filepath.Join(t.TempDir(), "r.xlsx")
	ok(t, f.SaveAs(name))
	rows, problems, err := ReadTheoryFile(name, inRoom)
	if err != nil || len(problems) > 0 || len(rows) != 2 || rows[0].Score != 785 || rows[0].No != "2026610001" || !rows[1].Absent {
		t.Errorf("%v %v %v", rows, problems, err)
	}
}

func TestReadTheoryRefuses(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "csv": "a\x00b", "xls": "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on", "damaged": "PK\x03\x04 cut"} {
		_, _, err := ReadTheoryFile(theoryFile(t, "f", text), inRoom)
		if want := notWorkbook(name); err == nil || err.Error() != want.Code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzTheory: no result file panics, and every score that is read is 0 to 100.
func FuzzTheory(f *testing.F) {
	for _, s := range []string{"准考证号,成绩\n2026610001,78.5\n", "\xEF\xBB\xBF考号;得分\n1;缺考\n", "\xD7\xBC\xBF\xBC\xD6\xA4\xBA\xC5,1", "PK\x03\x04", "\"准考证号\",\"成\n绩\""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		rows, _, err := ReadTheoryFile(theoryFile(t, "f", string(b)), func(string) bool { return true })
		if err != nil {
			return
		}
		for _, r := range rows {
			if r.Score < 0 || r.Score > 1000 || r.No == "" {
				t.Fatalf("row %d: %v", r.Row, r.Score)
			}
		}
	})
}
