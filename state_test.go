package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"
)

// stateful names the package-level variables of f that can change or be changed:
// a variable without a value, a map, a slice, a pointer, a channel. Sentinel
// errors, compiled patterns, plain values of a struct and embedded files cannot.
func stateful(f *ast.File) []*ast.Ident {
	var out []*ast.Ident
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, spec := range g.Specs {
			v := spec.(*ast.ValueSpec)
			for i, name := range v.Names {
				if name.Name != "_" && !fixed(v, i) {
					out = append(out, name)
				}
			}
		}
	}
	return out
}

func fixed(v *ast.ValueSpec, i int) bool {
	if i >= len(v.Values) {
		s, ok := v.Type.(*ast.SelectorExpr) // embed.FS is filled by the compiler
		return ok && s.Sel.Name == "FS"
	}
	switch x := v.Values[i].(type) {
	case *ast.CallExpr:
		f, ok := x.Fun.(*ast.Ident)
		return !ok || f.Name != "make" && f.Name != "new"
	case *ast.CompositeLit:
		switch t := x.Type.(type) {
		case *ast.MapType:
			return false
		case *ast.ArrayType:
			return t.Len != nil
		}
		return true
	}
	return false
}

// A package keeps no state of its own: what changes belongs to a value that
// somebody made and handed over, so that two books never share anything.
func TestPackagesKeepNoState(t *testing.T) {
	for _, s := range sources(t) {
		if s.test() || s.file.Name.Name == "main" { // main has the linker's version
			continue
		}
		for _, name := range stateful(s.file) {
			t.Errorf("%s:%d: %s is state of a package", s.path, s.line(name), name.Name)
		}
	}
}

func TestStatefulTellsThemApart(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "x.go", `package x
var errGone = errors.New("gone")
var refusal = exam.Refuse("late")
var pattern = regexp.MustCompile("a")
var weights = [17]int{7, 9}
var black = color.NRGBA{}
var files embed.FS
var _ io.Reader = (*os.File)(nil)
var counter int
var cache = map[string]int{}
var list = []string{"a"}
var box = &thing{}
var ch = make(chan int)
var mu sync.Mutex
`, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"counter", "cache", "list", "box", "ch", "mu"}
	got := stateful(f)
	if len(got) != len(want) {
		t.Fatalf("found %v, want %v", got, want)
	}
	for i := range want {
		if got[i].Name != want[i] {
			t.Errorf("found %s, want %s", got[i].Name, want[i])
		}
	}
}
