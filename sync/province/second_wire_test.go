package province_test

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// The files second_wire, second_receiver and second_client are another program's: both
// ends of the interface once more, from openapi.yaml alone and with nothing of this
// repository (TestSecondStandsAlone). If one of them had to look into the Go code, the
// document would be wrong.

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	name  string
	value any // string, int64, bool, object or []any
}

// get is a member's value, nil where it is not there.
func (o object) get(name string) any {
	for _, m := range o {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

func (o object) text(name string) string { s, _ := o.get(name).(string); return s }

func (o object) list(name string) []object {
	var out []object
	all, _ := o.get(name).([]any)
	for _, v := range all {
		if x, ok := v.(object); ok {
			out = append(out, x)
		}
	}
	return out
}

// with is the object with some members set to other texts.
func (o object) with(pairs ...string) object {
	out := slices.Clone(o)
	for i := 0; i < len(pairs); i += 2 {
		for k := range out {
			if out[k].name == pairs[i] {
				out[k].value = pairs[i+1]
			}
		}
	}
	return out
}

// encode writes canonical JSON, as the document's paragraph of that name says.
func encode(v any) string {
	switch v := v.(type) {
	case string:
		return quote(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	case []any:
		parts := make([]string, len(v))
		for i, x := range v {
			parts[i] = encode(x)
		}
		return "[" + strings.Join(parts, ",") + "]"
	case object:
		parts := make([]string, len(v))
		for i, m := range v {
			parts[i] = quote(m.name) + ":" + encode(m.value)
		}
		return "{" + strings.Join(parts, ",") + "}"
	}
	return "null"
}

func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		short := map[rune]string{'"': `\"`, '\\': `\\`, 8: `\b`, 9: `\t`, 10: `\n`, 12: `\f`, 13: `\r`, 0x2028: `\u2028`, 0x2029: `\u2029`}
		switch {
		case short[c] != "":
			b.WriteString(short[c])
		case c < 0x20:
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

var errNotCanonical = errors.New("not canonical")

// decode reads canonical JSON and nothing else.
func decode(text string) (object, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	v, err := value(d)
	if err != nil {
		return nil, err
	}
	o, ok := v.(object)
	if !ok || encode(o) != text {
		return nil, errNotCanonical
	}
	return o, nil
}

func value(d *json.Decoder) (any, error) {
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch t := t.(type) {
	case json.Number:
		return t.Int64()
	case json.Delim:
		var list []any
		var o object
		for d.More() {
			name := any("")
			if t == '{' {
				if name, err = d.Token(); err != nil {
					return nil, err
				}
			}
			v, err := value(d)
			if err != nil {
				return nil, err
			}
			if t == '{' {
				o = append(o, member{name.(string), v})
			}
			list = append(list, v)
		}
		_, err = d.Token()
		if t == '{' {
			return o, err
		}
		if list == nil {
			list = []any{}
		}
		return list, err
	}
	return t, nil
}

// document is openapi.yaml with the order of its members.
type document struct{ root *yaml.Node }

func readDocument(t testing.TB) document {
	t.Helper()
	f, err := os.Open("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	var n yaml.Node
	if err := yaml.Unmarshal(b, &n); err != nil {
		t.Fatal(err)
	}
	return document{n.Content[0]}
}

func under(n *yaml.Node, names ...string) *yaml.Node {
	for _, name := range names {
		var next *yaml.Node
		for i := 0; n != nil && i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == name {
				next = n.Content[i+1]
			}
		}
		n = next
	}
	return n
}

// fits says whether an object has the members of a schema, each required one and no
// other, in the document's order, and so on below.
func (d document) fits(o object, schema string) bool {
	s := under(d.root, "components", "schemas", schema)
	props := under(s, "properties")
	at := 0
	for i := 0; i+1 < len(props.Content); i += 2 {
		name, form := props.Content[i].Value, props.Content[i+1]
		if at == len(o) || o[at].name != name {
			if slices.ContainsFunc(under(s, "required").Content, func(n *yaml.Node) bool { return n.Value == name }) {
				return false
			}
			continue
		}
		if ref := under(form, "items", "$ref"); ref != nil {
			list, ok := o[at].value.([]any)
			for _, v := range list {
				x, is := v.(object)
				ok = ok && is && d.fits(x, ref.Value[strings.LastIndex(ref.Value, "/")+1:])
			}
			if !ok {
				return false
			}
		}
		at++
	}
	return at == len(o)
}

func sha(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// contentOf is what a Held says of a Record.
func contentOf(record object) string {
	return sha(encode(record.with("seq", "", "data_kind", "", "certificate_no", "", "issued", "")))
}

func signerOf(pub ed25519.PublicKey) string { return sha(string(pub))[:32] }

const answerPrefix = "kaowu province v1\n"

func statement(prefix, body string, key ed25519.PrivateKey) string {
	sig := ed25519.Sign(key, []byte(prefix+body))
	return encode(object{{"body", body}, {"signature", base64.StdEncoding.EncodeToString(sig)}, {"signer", signerOf(key.Public().(ed25519.PublicKey))}})
}

var errUnsigned = errors.New("not signed by the receiver")

// stated opens a signed answer and holds its body against a schema.
func (d document) stated(answer string, pub ed25519.PublicKey, schema string) (object, error) {
	s, err := decode(answer)
	if err != nil || !d.fits(s, "Statement") {
		return nil, errNotCanonical
	}
	sig, err := base64.StdEncoding.DecodeString(s.text("signature"))
	if err != nil || s.text("signer") != signerOf(pub) || !ed25519.Verify(pub, []byte(answerPrefix+s.text("body")), sig) {
		return nil, errUnsigned
	}
	body, err := decode(s.text("body"))
	if err != nil || !d.fits(body, schema) {
		return nil, errNotCanonical
	}
	return body, nil
}
