package province

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// spec is openapi.yaml as read.
type spec struct{ root map[string]any }

func readSpec(t testing.TB) spec {
	t.Helper()
	b, err := os.ReadFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var root map[string]any
	if err := yaml.Unmarshal(b, &root); err != nil {
		t.Fatal(err)
	}
	return spec{root}
}

// at follows a reference "#/a/b" or a list of names.
func (s spec) at(names ...string) map[string]any {
	if len(names) == 1 && strings.HasPrefix(names[0], "#/") {
		names = strings.Split(names[0][2:], "/")
	}
	var now any = s.root
	for _, n := range names {
		m, _ := now.(map[string]any)
		now = m[n]
	}
	m, _ := now.(map[string]any)
	return m
}

// check holds a JSON text against a schema and lists what does not fit. A word of
// JSON Schema that this checker does not know is itself a finding: nothing in the
// file may stand unchecked.
func (s spec) check(schema map[string]any, text []byte) []string {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return []string{"not JSON: " + err.Error()}
	}
	return s.value(schema, v, "$")
}

func (s spec) value(schema map[string]any, v any, at string) (out []string) {
	say := func(f string, a ...any) { out = append(out, at+": "+fmt.Sprintf(f, a...)) }
	if ref, ok := schema["$ref"].(string); ok {
		to := s.at(ref)
		if to == nil {
			return []string{at + ": no schema " + ref}
		}
		return s.value(to, v, at)
	}
	text, isText := v.(string)
	list, isList := v.([]any)
	object, isObject := v.(map[string]any)
	number, isNumber := v.(json.Number)
	_, isBool := v.(bool)
	for word, want := range schema {
		switch word {
		case "description":
		case "type":
			_, err := number.Int64()
			fits := map[string]bool{"string": isText, "array": isList, "object": isObject, "boolean": isBool,
				"integer": isNumber && err == nil}
			if !fits[want.(string)] {
				say("is no %s", want)
			}
		case "enum":
			if !slices.ContainsFunc(want.([]any), func(w any) bool { return fmt.Sprint(w) == fmt.Sprint(v) }) {
				say("%v is none of %v", v, want)
			}
		case "pattern":
			if !regexp.MustCompile(want.(string)).MatchString(text) {
				say("%q does not match %s", text, want)
			}
		case "minimum":
			if n, err := number.Int64(); err != nil || n < int64(want.(int)) {
				say("%v is below %d", v, want)
			}
		case "minLength", "maxLength":
			if n := utf8.RuneCountInString(text); word == "minLength" && n < want.(int) || word == "maxLength" && n > want.(int) {
				say("has %d characters, %s %d", n, word, want)
			}
		case "minItems", "maxItems":
			if n := len(list); word == "minItems" && n < want.(int) || word == "maxItems" && n > want.(int) {
				say("has %d items, %s %d", n, word, want)
			}
		case "items":
			for i, item := range list {
				out = append(out, s.value(want.(map[string]any), item, fmt.Sprintf("%s[%d]", at, i))...)
			}
		case "required":
			for _, name := range want.([]any) {
				if _, ok := object[name.(string)]; !ok {
					say("%s is missing", name)
				}
			}
		case "additionalProperties":
			known, _ := schema["properties"].(map[string]any)
			for name := range object {
				if _, ok := known[name]; !ok && want == false {
					say("%s is not known", name)
				}
			}
		case "properties":
			for name, sub := range want.(map[string]any) {
				if x, ok := object[name]; ok {
					out = append(out, s.value(sub.(map[string]any), x, at+"."+name)...)
				}
			}
		default:
			say("the checker does not know %s", word)
		}
	}
	return out
}

// The checker finds what it is there for.
func TestSchemaChecker(t *testing.T) {
	s := readSpec(t)
	held := map[string]any{"$ref": "#/components/schemas/Held"}
	sha := strings.Repeat("0a", 32)
	for _, c := range []struct{ text, finding string }{
		{`{"exam_no":"1","content":"` + sha + `","certificate_no":""}`, ""},
		{`{"exam_no":"","content":"` + sha + `","certificate_no":""}`, "minLength"},
		{`{"exam_no":"1","content":"0a","certificate_no":""}`, "does not match"},
		{`{"exam_no":"1","content":"` + sha + `"}`, "missing"},
		{`{"exam_no":"1","content":"` + sha + `","certificate_no":"","name":""}`, "not known"},
		{`{"exam_no":1,"content":"` + sha + `","certificate_no":""}`, "no string"},
		{`[]`, "no object"},
		{`{`, "not JSON"},
	} {
		got := strings.Join(s.check(held, []byte(c.text)), "; ")
		if (c.finding == "") != (got == "") || !strings.Contains(got, c.finding) {
			t.Errorf("%s: %q, want %q", c.text, got, c.finding)
		}
	}
	if got := s.value(map[string]any{"maximum": 3}, json.Number("4"), "$"); len(got) != 1 {
		t.Errorf("an unknown word passed: %v", got)
	}
}
