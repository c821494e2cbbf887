package paper

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// TestWordsMatchForms reads the forms' own source: each wording they ask for
// exists, and none in paper.json is left that no form asks for.
func TestWordsMatchForms(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	whole := map[string]bool{}
	asked := regexp.MustCompile(`\bt\("([^"]+)"`)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range asked.FindAllSubmatch(src, -1) {
			whole["paper."+string(m[1])] = true
		}
	}
	delete(whole, "paper.field.") // spelt out below
	delete(whole, "paper.note.")  // the desk's own notes, in its own area
	for _, f := range exam.RecordFields() {
		whole["paper.field."+f.Name] = true
		for _, c := range f.Choices {
			whole["paper."+f.Name+"."+c] = true
		}
	}
	for _, c := range []string{"absent", "void", "open", "arbitration", "disagree", "conflict", "not-come", "veto"} { // exam.Outcome.Reason
		whole["paper.state."+c] = true
	}
	for _, c := range []string{"self", "peer", "poll"} { // sources of a review item, notice 7.2
		whole["paper.source."+c] = true
	}
	for _, lang := range []string{"zh", "en"} {
		w := frame(t, lang).Words
		for k := range whole {
			if !w.Has(k) {
				t.Errorf("%s: no wording for %s", lang, k)
			}
		}
		for _, k := range w.Keys() {
			if strings.HasPrefix(k, "paper.") && !strings.HasPrefix(k, "paper.note.") && !whole[k] {
				t.Errorf("%s: no form asks for %s", lang, k)
			}
		}
		for _, code := range []string{"paper-key-kind", "paper-unsigned", "paper-changed", "paper-added"} {
			if !w.Has("refusal." + code) {
				t.Errorf("%s: no wording for refusal %s", lang, code)
			}
		}
	}
}

// TestBilingualHoles: both languages fill the same places of each wording.
func TestBilingualHoles(t *testing.T) {
	zh, en := frame(t, "zh").Words, frame(t, "en").Words
	hole := regexp.MustCompile(`\{[a-z]+\}`)
	for _, k := range zh.Keys() {
		if !strings.HasPrefix(k, "paper.") {
			continue
		}
		a, b := hole.FindAllString(zh.T(k), -1), hole.FindAllString(en.T(k), -1)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			t.Errorf("%s: zh has %v, en has %v", k, a, b)
		}
	}
}
