package main_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// source is one Go file of the repository.
type source struct {
	path string // from the root, with slashes
	text []byte
	file *ast.File
	set  *token.FileSet
}

func (s source) test() bool { return strings.HasSuffix(s.path, "_test.go") }

func (s source) line(n ast.Node) int { return s.set.Position(n.Pos()).Line }

// sources reads every Go file below the root.
func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"out", "bin", "testdata"}, d.Name())) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, path, b, parser.ParseComments)
		out = append(out, source{path: filepath.ToSlash(path), text: b, file: f, set: set})
		return err
	})
	if err != nil {
		t.Fatalf("read the tree: %v", err)
	}
	return out
}

// Design 1: the top level is fixed.
func TestTopLevelIsFixed(t *testing.T) {
	folders := []string{"app", "assets", "store", "sync", "bin", "out"} // the last two are not kept
	must := []string{"main.go", "Makefile", "README.md", "LICENSE", "CONTRIBUTING.md", "FyneApp.toml", "go.mod", "go.sum", ".ci"}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, e := range entries {
		have[e.Name()] = true
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") && !slices.Contains(folders, e.Name()) {
			t.Errorf("folder %s: design 1 names no such folder at the top", e.Name())
		}
	}
	for _, m := range must {
		if !have[m] {
			t.Errorf("%s is missing at the top", m)
		}
	}
	goMod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(goMod, []byte("\nreplace ")) {
		t.Error("go.mod has a replace: no modified copy of a library lives in the repo (design 11)")
	}
}

// style.md: one idea a file, none over 500 lines, every package says why it exists.
func TestFilesAndPackagesReadWell(t *testing.T) {
	explained := map[string]bool{}
	for _, s := range sources(t) {
		if n := bytes.Count(s.text, []byte("\n")); n > 500 {
			t.Errorf("%s has %d lines; 500 is the limit (style.md)", s.path, n)
		}
		dir := filepath.ToSlash(filepath.Dir(s.path))
		explained[dir] = explained[dir] || s.file.Doc != nil && !s.test()
	}
	for dir, yes := range explained {
		if !yes {
			t.Errorf("package %s has no comment that says why it exists (style.md)", dir)
		}
	}
}

// A program that runs for two years is finished when it is committed, and a
// test that sleeps or skips proves nothing.
func TestNothingIsLeftOpen(t *testing.T) {
	marks := []string{"TO" + "DO", "FIX" + "ME", "not " + "implemented"}
	for _, s := range sources(t) {
		for _, m := range marks {
			if i := bytes.Index(s.text, []byte(m)); i >= 0 {
				t.Errorf("%s:%d: %s", s.path, 1+bytes.Count(s.text[:i], []byte("\n")), m)
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			f, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			on, _ := f.X.(*ast.Ident)
			switch {
			case on == nil:
			case s.test() && on.Name == "time" && f.Sel.Name == "Sleep":
				t.Errorf("%s:%d: a test waits by sleeping (design 10)", s.path, s.line(call))
			case s.test() && slices.Contains([]string{"t", "b", "f", "tb"}, on.Name) && strings.HasPrefix(f.Sel.Name, "Skip"):
				t.Errorf("%s:%d: a test skips (design 8: nothing is skipped)", s.path, s.line(call))
			case !s.test() && s.path != "main.go" && (on.Name == "log" && strings.HasPrefix(f.Sel.Name, "Fatal") || on.Name == "os" && f.Sel.Name == "Exit"):
				t.Errorf("%s:%d: only main.go ends the program", s.path, s.line(call))
			}
			return true
		})
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s:%d: an init runs before anybody asked for it", s.path, s.line(f))
			}
		}
	}
}

// style.md, domain 12.3: exported names say what they are.
func TestExportedNamesAreDocumented(t *testing.T) {
	for _, s := range sources(t) {
		if s.test() || s.file.Name.Name == "main" {
			continue
		}
		for _, d := range s.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Doc == nil && d.Name.IsExported() && exportedReceiver(d) {
					t.Errorf("%s:%d: %s has no comment", s.path, s.line(d), d.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					ts, ok := spec.(*ast.TypeSpec)
					if ok && ts.Name.IsExported() && d.Doc == nil && ts.Doc == nil && ts.Comment == nil {
						t.Errorf("%s:%d: type %s has no comment", s.path, s.line(ts), ts.Name.Name)
					}
				}
			}
		}
	}
}

// exportedReceiver is true for a function and for a method of an exported type.
func exportedReceiver(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return true
	}
	typ := f.Recv.List[0].Type
	for {
		switch x := typ.(type) {
		case *ast.StarExpr:
			typ = x.X
		case *ast.IndexExpr:
			typ = x.X
		case *ast.Ident:
			return x.IsExported()
		default:
			return true
		}
	}
}

// The README starts with the two commands a stranger needs, and CI runs one of them.
func TestReadmeAndCIAgree(t *testing.T) {
	for file, want := range map[string][]string{
		"README.md":    {"make run", "make test", "make bench", "--json"},
		".ci/run":      {"set -euo pipefail", "make test"},
		"Makefile":     {"setup:", "build:", "run:", "test:", "lint:", "window-test:", "bench:", "fuzz:", "shots:", "clean:"},
		"FyneApp.toml": {`ID = "cn.kaowu.app"`},
	} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		for _, w := range want {
			if !bytes.Contains(b, []byte(w)) {
				t.Errorf("%s does not say %q", file, w)
			}
		}
	}
	if info, err := os.Stat(".ci/run"); err == nil && info.Mode()&0o111 == 0 {
		t.Error(".ci/run cannot be executed")
	}
	version := func(file, before, after string) string {
		b, _ := os.ReadFile(file)
		_, rest, _ := strings.Cut(string(b), before)
		v, _, _ := strings.Cut(rest, after)
		return v
	}
	if a, b := version("Makefile", "\nVERSION := ", "\n"), version("FyneApp.toml", `Version = "`, `"`); a != b || a == "" {
		t.Errorf("the Makefile says version %q, FyneApp.toml %q", a, b)
	}
}
