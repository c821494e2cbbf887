package exam_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kaowu/app/exam"
	"kaowu/app/words"
)

// wording loads the areas that an explanation draws on.
func wording(t *testing.T, lang string) *words.Words {
	t.Helper()
	files := fstest.MapFS{}
	for _, area := range []string{"explain", "term", "general", "codes"} {
		name := lang + "/" + area + ".json"
		b, err := os.ReadFile("../../assets/words/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: b}
	}
	w, err := words.Load(files, lang)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// told words an explanation in Chinese, as the window and the command print it.
func told(t *testing.T, lines []exam.Line) []string {
	t.Helper()
	w := wording(t, "zh")
	var out []string
	for _, l := range lines {
		s := w.Args(l.Code, l.Args)
		if strings.ContainsAny(s, "{}〔〕") {
			t.Errorf("%s: an argument or a wording is missing: %s", l.Code, s)
		}
		out = append(out, s)
	}
	return out
}

func TestExplainWords(t *testing.T) {
	for _, tt := range exam.ExplainCases(t) {
		t.Run(tt.Name, func(t *testing.T) {
			got := told(t, tt.Lines)
			if !slices.Equal(got, tt.Want) {
				t.Errorf("told:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(tt.Want, "\n"))
			}
		})
	}
}

// Every code that Explain can say, and every reason, has its wording in both languages.
func TestExplainHasEveryWord(t *testing.T) {
	src, err := os.ReadFile("explain.go")
	if err != nil {
		t.Fatal(err)
	}
	more, err := os.ReadFile("literacyexplain.go")
	if err != nil {
		t.Fatal(err)
	}
	src = append(src, more...)
	if more, err = os.ReadFile("explainreassess.go"); err != nil {
		t.Fatal(err)
	}
	src = append(src, more...)
	for _, lang := range words.Languages() {
		w := wording(t, lang)
		for _, part := range strings.Split(string(src), `e.say("`)[1:] {
			code, _, _ := strings.Cut(part, `"`)
			if code == "sheets-" {
				code = "sheets-practical"
			}
			if code == "disqualified-" {
				code += exam.PartScored // the others: TestPartsHaveWords
			}
			if !w.Has("explain." + code) {
				t.Errorf("%s: no wording of explain.%s", lang, code)
			}
		}
		for _, code := range exam.AllReasons() {
			if !w.Has("reason." + code) {
				t.Errorf("%s: no wording of reason.%s", lang, code)
			}
		}
	}
}

// Every code of why a fact was set aside has its wording in both languages.
func TestSetAsideHasEveryWord(t *testing.T) {
	codes := regexp.MustCompile(`SetAside\w+ += "([a-z-]+)"`)
	found := 0
	for _, file := range []string{"slot.go", "candidate.go", "session.go", "stage.go", "record.go"} {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range codes.FindAllSubmatch(src, -1) {
			found++
			for _, lang := range words.Languages() {
				if !wording(t, lang).Has("aside." + string(m[1])) {
					t.Errorf("%s: no wording of aside.%s", lang, m[1])
				}
			}
		}
	}
	if found < 15 {
		t.Errorf("found %d codes: has the spelling of the constants changed?", found)
	}
}

// The literacy items are told source by source.
func TestExplainLiteracy(t *testing.T) {
	want := []string{
		"综合职业素养第 1 项“职业道德”：个人自评 1 份，平均 95.0，权重 20%。",
		"综合职业素养第 1 项“职业道德”：考核互评 3 份，平均 87.7，权重 30%。",
		"综合职业素养第 1 项“职业道德”：民意测评 2 份，平均 75.3，权重 50%。",
		"第 1 项“职业道德”按权重合计 83.0，满分 20，每份评分表都记 16.6。",
	}
	got := told(t, exam.LiteracyLines(t, true))
	if !slices.Equal(got[1:5], want) {
		t.Errorf("told:\n%s", strings.Join(got, "\n"))
	}
	got = told(t, exam.LiteracyLines(t, false))
	if !slices.Contains(got, "综合职业素养第 1 项“职业道德”还没有民意测评结果，不能计分。") {
		t.Errorf("told:\n%s", strings.Join(got, "\n"))
	}
}
