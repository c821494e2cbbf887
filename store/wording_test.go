package store

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every code that this package gives has a sentence in both languages, and none of the
// sentences of keys.json and archive.json is for a code that nothing gives.
func TestEveryCodeHasItsSentence(t *testing.T) {
	given := map[string]bool{}
	code := regexp.MustCompile(`(Refuse|find|note)\("([a-z-]*[a-z])"|anchor\([^"]*"([a-z-]+)"|return "(key-[a-z]+|signature)"|code :?= "([a-z-]+)"|"code:([a-z.-]+[a-z])"`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range code.FindAllStringSubmatch(string(b), -1) {
			switch {
			case m[6] != "":
				given[m[6]] = true
			case m[1] == "Refuse":
				given["refusal."+m[2]] = true
			case m[2]+m[3]+m[5] != "":
				given["finding."+m[2]+m[3]+m[5]] = true
			default:
				given["finding.event-"+m[4]] = true
			}
		}
	}
	if len(given) < 60 {
		t.Fatalf("only %d codes were found in the source", len(given))
	}
	for _, lang := range []string{"zh", "en"} {
		text := map[string]string{}
		own := map[string]bool{}
		for _, area := range []string{"keys", "archive", "store", "slip", "seen", "pack", "stamp"} {
			b, err := os.ReadFile(filepath.Join("..", "assets", "words", lang, area+".json"))
			if err != nil {
				t.Fatal(err)
			}
			var words map[string]string
			if err := json.Unmarshal(b, &words); err != nil {
				t.Fatal(err)
			}
			for k, v := range words {
				text[k] = v
				own[k] = area == "keys" || area == "archive"
			}
		}
		for k := range given {
			if text[k] == "" {
				t.Errorf("%s has no sentence for %s", lang, k)
			}
		}
		for k := range text {
			if own[k] && !given[k] {
				t.Errorf("%s has a sentence for %s, which nothing gives", lang, k)
			}
		}
	}
}
