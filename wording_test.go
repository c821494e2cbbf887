package main_test

import (
	"encoding/json"
	"go/ast"
	"go/token"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"kaowu/app/words"
	"kaowu/assets"
)

// asked is one place in the code that asks for a wording.
type asked struct {
	at     string   // file:line
	key    string   // whole key, or its beginning when part is true
	part   bool     // the rest is put together at run time
	given  []string // names of the arguments
	closed bool     // given is complete: all names are literals
}

// askedBy finds T("key", …), Args("key", …), Refuse("code", …), and the codes of
// plan problems and findings, in one file.
func askedBy(s source) []asked {
	var out []asked
	add := func(n ast.Node, prefix string, key ast.Expr, rest []ast.Expr, spread bool) {
		a := asked{at: s.path + ":" + strconv.Itoa(s.line(n)), closed: !spread}
		text, whole, ok := literal(key)
		if !ok {
			return
		}
		a.key, a.part = prefix+text, !whole
		for i := 0; i < len(rest); i += 2 {
			name, whole, ok := literal(rest[i])
			a.closed = a.closed && ok && whole
			a.given = append(a.given, name)
		}
		out = append(out, a)
	}
	compared := map[ast.Node]bool{} // errors.Is(err, exam.Refuse("late")): says nothing, so needs no arguments
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if len(n.Args) == 0 {
				return true
			}
			switch name, method := called(n); {
			case method && name == "Is" && len(n.Args) == 2:
				compared[n.Args[1]] = true
			case method && name == "T":
				add(n, "", n.Args[0], n.Args[1:], n.Ellipsis.IsValid())
			case method && name == "Args":
				add(n, "", n.Args[0], nil, true)
			case name == "Refuse":
				add(n, "refusal.", n.Args[0], n.Args[1:], n.Ellipsis.IsValid() || compared[n])
			}
		case *ast.CompositeLit:
			prefixes := map[string][]string{"Problem": {"problem.", "mend."}, "Finding": {"finding."}}
			for _, e := range n.Elts {
				kv, ok := e.(*ast.KeyValueExpr)
				if !ok {
					continue
				}
				if field, ok := kv.Key.(*ast.Ident); ok && field.Name == "Code" {
					for _, p := range prefixes[typeName(n.Type)] {
						add(n, p, kv.Value, nil, true)
					}
				}
			}
		}
		return true
	})
	return out
}

// literal is the text of a string literal; of "a." + x it is "a.", not whole.
func literal(e ast.Expr) (text string, whole, ok bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false, false
		}
		text, err := strconv.Unquote(e.Value)
		return text, true, err == nil
	case *ast.BinaryExpr:
		left, whole, ok := literal(e.X)
		if right, rightWhole, rightOK := literal(e.Y); ok && whole && rightOK && rightWhole {
			return left + right, true, true
		}
		return left, false, ok
	}
	return "", false, false
}

func called(c *ast.CallExpr) (name string, method bool) {
	switch f := c.Fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name, true
	case *ast.Ident:
		return f.Name, false
	}
	return "", false
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// wordings is what assets/words holds, by language and key.
func wordings(t *testing.T) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	for _, lang := range words.Languages() {
		out[lang] = map[string]string{}
		names, err := fs.Glob(assets.Words(), lang+"/*.json")
		if err != nil || len(names) == 0 {
			t.Fatalf("no wording in %s: %v", lang, err)
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

// unworded lists what is wrong with one place that asks for a wording.
func unworded(a asked, lang string, text map[string]string) string {
	if a.part {
		for k := range text {
			if strings.HasPrefix(k, a.key) {
				return ""
			}
		}
		return a.at + ": no wording in " + lang + " begins with " + a.key
	}
	v, ok := text[a.key]
	if !ok {
		return a.at + ": " + a.key + " has no wording in " + lang
	}
	if !a.closed {
		return ""
	}
	for _, hole := range regexp.MustCompile(`\{[^{}]*\}`).FindAllString(v, -1) {
		if !slices.Contains(a.given, strings.Trim(hole, "{}")) {
			return a.at + ": " + a.key + " in " + lang + " wants " + hole + ", which is not given: " + v
		}
	}
	return ""
}

// Every key that the code asks for has a wording in both languages, and every
// argument that the wording wants is given.
func TestEveryWordingExists(t *testing.T) {
	all, places := wordings(t), 0
	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		for _, a := range askedBy(s) {
			places++
			for lang, text := range all {
				if wrong := unworded(a, lang, text); wrong != "" {
					t.Error(wrong)
				}
			}
		}
	}
	if places == 0 {
		t.Error("no place asks for a wording: nothing was checked")
	}
}

// The check itself finds what it is there for.
func TestUnwordedFindsGaps(t *testing.T) {
	text := map[string]string{"refusal.late": "{minutes} min late.", "state.open": "Open"}
	for _, c := range []struct {
		a    asked
		want string
	}{
		{asked{key: "refusal.late", given: []string{"minutes"}, closed: true}, ""},
		{asked{key: "refusal.late", given: []string{"minute"}, closed: true}, "wants {minutes}"},
		{asked{key: "refusal.late"}, ""},
		{asked{key: "refusal.early"}, "no wording in en"},
		{asked{key: "state.", part: true}, ""},
		{asked{key: "stage.", part: true}, "begins with stage."},
	} {
		got := unworded(c.a, "en", text)
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%+v: got %q, want %q", c.a, got, c.want)
		}
	}
}

// sentence says whether a literal is wording: longer than a term of the field,
// or punctuated, or with a place for an argument.
func sentence(lit string) bool {
	han := 0
	for _, r := range lit {
		if unicode.Is(unicode.Han, r) {
			han++
		}
	}
	return han > 6 || han > 0 && strings.ContainsAny(lit, "。，：；？！%{")
}

// Wording stands in assets/words. Code knows terms at most, where they are data:
// 合格 in a column. Packages that read workbooks know their headings too, and the
// drill what the people it plays write by hand.
func TestCodeHoldsNoWording(t *testing.T) {
	own := []string{"app/exam/", "app/sheet/", "app/cli/drill/"}
	for _, s := range sources(t) {
		if s.test() || slices.ContainsFunc(own, func(p string) bool { return strings.HasPrefix(s.path, p) }) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING && sentence(l.Value) {
				t.Errorf("%s:%d: wording in code, not in assets/words: %s", s.path, s.line(l), l.Value)
			}
			return true
		})
	}
	for lit, want := range map[string]bool{`"合格"`: false, `"技能竞赛选拔"`: false, `"已存。"`: true, `"第 %d 条"`: true, `"已经签到的考生名单"`: true, `"saved: {n}"`: false} {
		if sentence(lit) != want {
			t.Errorf("sentence(%s) is %v", lit, !want)
		}
	}
}
