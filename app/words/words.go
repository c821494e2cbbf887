// Package words turns codes and arguments into sentences, in Chinese and
// English. It is the one place where wording is made: screens, papers, workbooks
// and commands hold keys, never sentences.
package words

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"kaowu/app/exam"
)

// Languages lists the language codes, the first being the default.
func Languages() []string { return []string{"zh", "en"} }

// Words is one language's wording. It is safe for concurrent use.
type Words struct {
	lang string
	text map[string]string
}

// Load reads every <lang>/<area>.json of files. A key that stands in two areas is
// an error, so that one wording cannot shadow another.
func Load(files fs.FS, lang string) (*Words, error) {
	names, err := fs.Glob(files, lang+"/*.json")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no wording for language %q", lang)
	}
	w := &Words{lang: lang, text: map[string]string{}}
	for _, n := range names {
		b, err := fs.ReadFile(files, n)
		if err != nil {
			return nil, fmt.Errorf("read wording: %w", err)
		}
		var area map[string]string
		if err := json.Unmarshal(b, &area); err != nil {
			return nil, fmt.Errorf("wording %s: %w", path.Base(n), err)
		}
		for k, v := range area {
			if _, twice := w.text[k]; twice {
				return nil, fmt.Errorf("wording %s: key %s stands twice", path.Base(n), k)
			}
			w.text[k] = v
		}
	}
	return w, nil
}

// Lang is the language code.
func (w *Words) Lang() string { return w.lang }

// Has says whether key has a wording.
func (w *Words) Has(key string) bool { _, ok := w.text[key]; return ok }

// Keys lists all keys, in no order.
func (w *Words) Keys() []string {
	out := make([]string, 0, len(w.text))
	for k := range w.text {
		out = append(out, k)
	}
	return out
}

// T is the wording of key with each {name} replaced by the argument of that
// name, given as name/value pairs. Where a pair "n" is 1 and "key#one" exists,
// that is taken. A key without wording is returned in 〔〕, so that it is seen.
func (w *Words) T(key string, pairs ...any) string {
	args := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return w.Args(key, args)
}

// Args is T with the arguments in a map. Values of the exam's own types are
// worded: a Component, Role or Level becomes its term; anything that is itself a
// key of the form "code:area.name" is looked up, with the same arguments.
func (w *Words) Args(key string, args map[string]any) string {
	s, ok := w.text[key]
	if n, has := args["n"]; has && fmt.Sprint(n) == "1" {
		if one, has := w.text[key+"#one"]; has {
			s, ok = one, true
		}
	}
	if !ok {
		return "〔" + key + "〕"
	}
	if !strings.Contains(s, "{") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '{')
		j := strings.IndexByte(s, '}')
		if i < 0 || j < i {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		if v, has := args[s[i+1:j]]; has {
			b.WriteString(w.value(v, args))
		} else {
			b.WriteString(s[i : j+1])
		}
		s = s[j+1:]
	}
}

func (w *Words) value(v any, args map[string]any) string {
	switch x := v.(type) {
	case exam.Component:
		return w.T("component." + string(x))
	case exam.Role:
		return w.T("role." + string(x))
	case exam.Level:
		return x.Word()
	case string:
		if k, is := strings.CutPrefix(x, "code:"); is {
			return w.Args(k, args)
		}
		return x
	case []string:
		parts := make([]string, len(x))
		for i, p := range x {
			parts[i] = w.value(p, args)
		}
		return strings.Join(parts, w.T("list.separator"))
	}
	return fmt.Sprint(v)
}

// Sentence is the sentence for an error: a refusal's own wording, under key
// "refusal.<code>", or the general sentence for what has none.
func (w *Words) Sentence(err error) string {
	var r *exam.Refusal
	if errors.As(err, &r) && w.Has("refusal."+r.Code) {
		return w.Args("refusal."+r.Code, r.Args)
	}
	return w.T("refusal.internal", "detail", err.Error())
}

// Code is the stable code of an error: a refusal's own, else "internal".
func Code(err error) string {
	var r *exam.Refusal
	if errors.As(err, &r) {
		return r.Code
	}
	return "internal"
}

// Problem is the message and the mend of a plan problem, under keys
// "problem.<code>" and "mend.<code>".
func (w *Words) Problem(p exam.Problem) (message, mend string) {
	return w.Args("problem."+p.Code, p.Args), w.Args("mend."+p.Code, p.Args)
}
