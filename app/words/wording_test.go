package words_test

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"kaowu/app/exam"
	"kaowu/app/words"
	"kaowu/assets"
)

// shipped is the wording that the program ships, by language and key.
func shipped(t *testing.T) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	for _, lang := range words.Languages() {
		if _, err := words.Load(assets.Words(), lang); err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		out[lang] = map[string]string{}
		names, err := fs.Glob(assets.Words(), lang+"/*.json")
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range names {
			b, err := fs.ReadFile(assets.Words(), n)
			if err != nil {
				t.Fatal(err)
			}
			var area map[string]string
			if err := json.Unmarshal(b, &area); err != nil {
				t.Fatalf("%s: %v", n, err)
			}
			for k, v := range area {
				out[lang][k] = v
			}
		}
	}
	return out
}

// arguments lists the {names} of a wording, each once, sorted.
func arguments(s string) []string {
	found := regexp.MustCompile(`\{[^{}]*\}`).FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// Both languages say the same things about the same arguments (issue 3.6:
// Chinese complete, English present for all wording).
func TestLanguagesAgree(t *testing.T) {
	otherwise := map[string]bool{"screen.day.date": true} // a date has its month as a number or as a name
	all := shipped(t)
	zh, en := all["zh"], all["en"]
	for k, v := range zh {
		e, ok := en[k]
		switch {
		case !ok:
			t.Errorf("%s is worded in Chinese only", k)
		case !otherwise[k] && !slices.Equal(arguments(v), arguments(e)):
			t.Errorf("%s: Chinese takes %v, English %v", k, arguments(v), arguments(e))
		}
	}
	for k := range en {
		// A "#one" form is English grammar; Chinese needs none.
		if _, ok := zh[k]; !ok && !strings.HasSuffix(k, "#one") {
			t.Errorf("%s is worded in English only", k)
		}
	}
}

// look.md 8: what, where, what to do; never a bare failure, never shouting, never 请勿 or 非法.
func TestWordingIsPlain(t *testing.T) {
	// 错误 / Error is the name of a severity (look 4), not a sentence.
	severity := map[string]bool{"severity.error": true, "screen.plan.error": true}
	for lang, text := range shipped(t) {
		for k, v := range text {
			switch {
			case strings.TrimSpace(v) == "" && k != "list.separator":
				t.Errorf("%s %s is empty", lang, k)
			case strings.ContainsAny(v, "!！"):
				t.Errorf("%s %s shouts: %s", lang, k, v)
			case strings.Contains(v, "请勿") || strings.Contains(v, "非法"):
				t.Errorf("%s %s scolds: %s", lang, k, v)
			case strings.Trim(v, "。. ") == "失败" || strings.EqualFold(strings.Trim(v, ". "), "failed") || strings.EqualFold(strings.Trim(v, ". "), "error") && !severity[k]:
				t.Errorf("%s %s says only that it failed", lang, k)
			case strings.Count(v, "{") != strings.Count(v, "}"):
				t.Errorf("%s %s has a brace without its other half: %s", lang, k, v)
			}
		}
	}
}

// A refusal is an instruction (look.md 5): it ends as a sentence, and a Chinese
// one is in Chinese.
func TestRefusalsAreSentences(t *testing.T) {
	n := 0
	for lang, text := range shipped(t) {
		for k, v := range text {
			if !strings.HasPrefix(k, "refusal.") {
				continue
			}
			n++
			if !strings.HasSuffix(v, "。") && !strings.HasSuffix(v, ".") && !strings.HasSuffix(v, "？") && !strings.HasSuffix(v, "?") && !strings.HasSuffix(v, "}") {
				t.Errorf("%s %s does not end as a sentence: %s", lang, k, v)
			}
			if lang == "zh" && !strings.ContainsFunc(v, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("zh %s has no Chinese: %s", k, v)
			}
		}
	}
	if n == 0 {
		t.Error("no refusal has a wording: the files were not read")
	}
}

// TestEveryActionHasWords reads what a refusal names: every action that somebody may not do.
func TestEveryActionHasWords(t *testing.T) {
	for lang, all := range shipped(t) {
		for action := range exam.Rights() {
			if all["action."+action] == "" {
				t.Errorf("%s: no words for action.%s", lang, action)
			}
		}
	}
}
