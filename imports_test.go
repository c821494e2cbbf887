package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// pkg is what `go list -json` says of a package and these rules need.
type pkg struct {
	ImportPath string
	Standard   bool
	Imports    []string // of its own files, tests not among them
	Deps       []string // all of them, transitively
}

// layer says which of our own packages a package may import (design 1). A path
// ending in / stands for everything below it.
type layer struct {
	path string
	may  []string
	says string
}

// layers is the picture of design 1, arrow by arrow.
func layers() []layer {
	const (
		exam, assets, words = "kaowu/app/exam", "kaowu/assets", "kaowu/app/words"
		store, desk         = "kaowu/store", "kaowu/app/desk"
		sheet, paper        = "kaowu/app/sheet", "kaowu/app/paper"
	)
	return []layer{
		{exam, nil, "app/exam must know none of ours: the rules stand on nothing"},
		{assets, nil, "assets imports nothing of ours: anyone but exam may import it"},
		{words, []string{exam}, "app/words turns codes into sentences and knows only exam"},
		{store, []string{exam, assets}, "store knows exam alone: the book must outlive what is built on it"},
		{sheet, []string{exam, words, assets}, "app/sheet knows exam and words: a workbook never reaches the book by itself"},
		{paper, []string{exam, words, assets}, "app/paper knows exam and words: a page is laid out from facts handed to it"},
		{"kaowu/sync/", []string{exam, store, assets}, "sync/* know store and exam: they carry, they decide nothing"},
		{desk, []string{exam, store, assets, sheet, paper, "kaowu/sync/"}, "app/desk is the one door: it must not know screens, commands or wording"},
		{"kaowu/app/cli", []string{exam, store, desk, sheet, paper, words, assets, "kaowu/sync/", "kaowu/app/cli/"}, "app/cli must not know windows"},
		{"kaowu/app/cli/", []string{exam, store, desk, sheet, paper, assets, "kaowu/sync/"}, "app/cli/drill plays through the desk and tells its commands in codes"},
		{"kaowu/app/screen", []string{exam, desk, paper, words, assets, "kaowu/app/screen/"}, "app/screen comes through the desk: a screen holds no rule and opens no book"},
		{"kaowu/app/screen/", []string{exam, desk, paper, words, assets, "kaowu/app/screen/"}, "app/screen/* come through the desk: a part of a screen holds no rule"},
		{"kaowu", []string{"kaowu/app/", store, assets}, "main.go starts the window or a command"},
	}
}

// owner says who alone may import a library, and why.
type owner struct {
	library string
	by      []string
	deep    bool // also not through another package
	says    string
}

// owners is the last part of design 1.
func owners() []owner {
	return []owner{
		{"fyne.io/fyne/", []string{"kaowu", "kaowu/app/screen", "kaowu/app/screen/"}, true, "only main.go and app/screen import Fyne: rules are tested without a window"},
		{"github.com/dgraph-io/badger/", []string{"kaowu/store"}, false, "only store imports Badger: the journal is the truth, Badger can be remade"},
		{"github.com/emmansun/gmsm", []string{"kaowu/store"}, false, "only store imports gmsm: the national algorithms stand beside, in the book"},
		{"github.com/nats-io/", []string{"kaowu/sync/lan"}, false, "only sync/lan imports NATS"},
		{"github.com/signintech/gopdf", []string{"kaowu/app/paper"}, false, "only app/paper imports gopdf: a page is laid out once"},
		{"github.com/xuri/excelize/", []string{"kaowu/app/sheet"}, false, "only app/sheet imports excelize"},
		{"modernc.org/sqlite", nil, false, "SQLite is a rival in benchmarks only"},
		{"kaowu/app/words", []string{"kaowu", "kaowu/app/screen", "kaowu/app/screen/", "kaowu/app/cli", "kaowu/app/paper", "kaowu/app/sheet"}, false,
			"words is imported by screen, cli, paper and sheet: everything below speaks in codes"},
	}
}

// under says whether path is one of the patterns: itself, or below one ending in /.
func under(path string, patterns ...string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		return path == p || strings.HasSuffix(p, "/") && strings.HasPrefix(path, p)
	})
}

// broken lists what the packages break, one line a finding, the rule's sentence first.
func broken(pkgs []pkg) []string {
	standard := map[string]bool{"C": true, "unsafe": true}
	for _, p := range pkgs {
		if p.Standard {
			standard[p.ImportPath] = true
		}
	}
	var out []string
	say := func(rule, who, whom string) { out = append(out, fmt.Sprintf("%s\n\t(%s imports %s)", rule, who, whom)) }
	for _, p := range pkgs {
		if !under(p.ImportPath, "kaowu", "kaowu/") {
			continue
		}
		at := slices.IndexFunc(layers(), func(l layer) bool { return under(p.ImportPath, l.path) })
		if at < 0 {
			out = append(out, "every package has its place in design 1\n\t("+p.ImportPath+" has none)")
			continue
		}
		l := layers()[at]
		for _, i := range p.Imports {
			if under(i, "kaowu/") && !under(i, l.may...) {
				say(l.says, p.ImportPath, i)
			}
		}
		for _, o := range owners() {
			from := p.Imports
			if o.deep {
				from = p.Deps
			}
			at := slices.IndexFunc(from, func(i string) bool {
				return i == o.library || strings.HasPrefix(i, strings.TrimSuffix(o.library, "/")+"/")
			})
			if at >= 0 && !under(p.ImportPath, o.by...) {
				say(o.says, p.ImportPath, from[at])
			}
		}
		if p.ImportPath == "kaowu/app/exam" {
			for _, d := range p.Deps {
				if !standard[d] && !strings.HasPrefix(d, "golang.org/x/text/") && !strings.HasPrefix(d, "kaowu/") {
					say("app/exam imports the standard library only (and golang.org/x/text): it is pure", p.ImportPath, d)
				}
			}
		}
	}
	return out
}

// list asks go list for the packages of the whole tree as one build sees them.
func list(t *testing.T, tags, cgo string) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-deps", "-json=ImportPath,Standard,Imports,Deps", "-tags", tags, "./...")
	cmd.Env = append(os.Environ(), "CGO_ENABLED="+cgo)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	b, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list -tags %s: %v\n%s", tags, err, stderr.String())
	}
	var out []pkg
	for dec := json.NewDecoder(bytes.NewReader(b)); ; {
		var p pkg
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("read go list's answer: %v", err)
		}
		out = append(out, p)
	}
}

func TestWhoKnowsWhom(t *testing.T) {
	for _, b := range []struct{ tags, cgo string }{{"x11", "1"}, {"nowindow", "0"}} {
		pkgs := list(t, b.tags, b.cgo)
		if !slices.ContainsFunc(pkgs, func(p pkg) bool { return p.ImportPath == "kaowu/app/exam" }) {
			t.Fatalf("-tags %s: go list does not name app/exam, so nothing was checked", b.tags)
		}
		for _, f := range broken(pkgs) {
			t.Errorf("-tags %s: %s", b.tags, f)
		}
	}
}

// Design 1: `go build -tags nowindow` leaves the window out.
func TestNoWindowLeavesFyneOut(t *testing.T) {
	for _, p := range list(t, "nowindow", "0") {
		if p.ImportPath != "kaowu" {
			continue
		}
		for _, d := range p.Deps {
			if strings.HasPrefix(d, "fyne.io/") || strings.HasPrefix(d, "github.com/go-gl/") || d == "kaowu/app/screen" {
				t.Errorf("-tags nowindow must leave the window out, but kaowu still needs %s", d)
			}
		}
	}
}

// The rules themselves: each finds what it is there for.
func TestBrokenNamesTheRule(t *testing.T) {
	for _, c := range []struct {
		name string
		p    pkg
		want string // part of the sentence; empty: nothing is broken
	}{
		{"exam with a library", pkg{ImportPath: "kaowu/app/exam", Deps: []string{"time", "github.com/x/y"}}, "it is pure"},
		{"exam with x/text", pkg{ImportPath: "kaowu/app/exam", Deps: []string{"time", "golang.org/x/text/width"}}, ""},
		{"exam with assets", pkg{ImportPath: "kaowu/app/exam", Imports: []string{"kaowu/assets"}}, "stand on nothing"},
		{"desk with words", pkg{ImportPath: "kaowu/app/desk", Imports: []string{"kaowu/app/words"}}, "speaks in codes"},
		{"desk with a screen", pkg{ImportPath: "kaowu/app/desk", Imports: []string{"kaowu/app/screen/kit"}}, "the one door"},
		{"desk with upload", pkg{ImportPath: "kaowu/app/desk", Imports: []string{"kaowu/sync/province"}}, ""},
		{"store with the desk", pkg{ImportPath: "kaowu/store", Imports: []string{"kaowu/app/desk"}}, "must outlive"},
		{"screen with the book", pkg{ImportPath: "kaowu/app/screen", Imports: []string{"kaowu/store"}}, "opens no book"},
		{"kit with Fyne", pkg{ImportPath: "kaowu/app/screen/kit", Imports: []string{"fyne.io/fyne/v2"}, Deps: []string{"fyne.io/fyne/v2"}}, ""},
		{"commands with Fyne far below", pkg{ImportPath: "kaowu/app/cli", Deps: []string{"fyne.io/fyne/v2/canvas"}}, "only main.go and app/screen import Fyne"},
		{"desk with Badger", pkg{ImportPath: "kaowu/app/desk", Imports: []string{"github.com/dgraph-io/badger/v4"}}, "only store imports Badger"},
		{"desk with Badger below store", pkg{ImportPath: "kaowu/app/desk", Deps: []string{"github.com/dgraph-io/badger/v4"}}, ""},
		{"desk with national algorithms", pkg{ImportPath: "kaowu/app/desk", Imports: []string{"github.com/emmansun/gmsm/sm2"}}, "only store imports gmsm"},
		{"sheet with gopdf", pkg{ImportPath: "kaowu/app/sheet", Imports: []string{"github.com/signintech/gopdf"}}, "only app/paper"},
		{"paper with excelize", pkg{ImportPath: "kaowu/app/paper", Imports: []string{"github.com/xuri/excelize/v2"}}, "only app/sheet"},
		{"bundle with NATS", pkg{ImportPath: "kaowu/sync/bundle", Imports: []string{"github.com/nats-io/nats.go"}}, "only sync/lan"},
		{"SQLite in a product", pkg{ImportPath: "kaowu/store", Imports: []string{"modernc.org/sqlite"}}, "benchmarks only"},
		{"a stranger", pkg{ImportPath: "kaowu/app/helpers"}, "its place in design 1"},
	} {
		got := broken([]pkg{{ImportPath: "time", Standard: true}, c.p})
		switch {
		case c.want == "" && len(got) > 0:
			t.Errorf("%s: nothing is wrong, yet: %s", c.name, got)
		case c.want != "" && (len(got) == 0 || !strings.Contains(strings.Join(got, "\n"), c.want)):
			t.Errorf("%s: want a sentence with %q, got %q", c.name, c.want, got)
		}
	}
}
