package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestThreatsNameTheirTests holds THREATS.md against the tests of the whole project: every
// line names one, every name is one, and a line without says that Kaowu cannot.
func TestThreatsNameTheirTests(t *testing.T) {
	exist := map[string]bool{}
	function := regexp.MustCompile(`(?m)^func (Test[A-Za-z0-9]+)\(`)
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		b, err := os.ReadFile(path)
		for _, m := range function.FindAllStringSubmatch(string(b), -1) {
			exist[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile("THREATS.md")
	if err != nil {
		t.Fatal(err)
	}
	name := regexp.MustCompile("`(Test[A-Za-z0-9]+)`")
	rows := 0
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(line, "|")
		if len(cells) != 7 || strings.HasPrefix(line, "|---") || strings.HasPrefix(line, "| who") {
			continue
		}
		rows++
		named := name.FindAllStringSubmatch(cells[5], -1)
		if len(named) == 0 && strings.TrimSpace(cells[3]) != "–" {
			t.Errorf("no test: %s", strings.TrimSpace(cells[2]))
		}
		for _, m := range named {
			if !exist[m[1]] {
				t.Errorf("%s: there is no %s", strings.TrimSpace(cells[2]), m[1])
			}
		}
	}
	if rows < 30 {
		t.Errorf("only %d lines were read", rows)
	}
}
