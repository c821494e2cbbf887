package province

import (
	"crypto/ed25519"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// What a receipt may say and what is believed of it (design 6: a record that the
// answer does not mention is unknown, never accepted).
func TestOutcomes(t *testing.T) {
	ok := func(no string) Outcome { return Outcome{ExamNo: no, Verdict: Accepted, Code: CodeOK} }
	no := func(no string) Outcome {
		return Outcome{ExamNo: no, Verdict: Rejected, Code: CodeIDCheck, Words: "不符"}
	}
	unknown := func(no string) Outcome { return Outcome{ExamNo: no, Verdict: Unknown} }
	for _, c := range []struct {
		why  string
		said []Outcome
		want []Outcome
	}{
		{"all three", []Outcome{ok("1"), no("2"), ok("3")}, []Outcome{ok("1"), no("2"), ok("3")}},
		{"in another order", []Outcome{ok("3"), no("2"), ok("1")}, []Outcome{ok("1"), no("2"), ok("3")}},
		{"one missing", []Outcome{ok("1"), ok("3")}, []Outcome{ok("1"), unknown("2"), ok("3")}},
		{"none", nil, []Outcome{unknown("1"), unknown("2"), unknown("3")}},
		{"one twice, alike", []Outcome{ok("1"), ok("1"), ok("2"), ok("3")}, []Outcome{ok("1"), ok("2"), ok("3")}},
		{"one twice, contrary", []Outcome{ok("1"), ok("2"), ok("3"), no("1")}, []Outcome{unknown("1"), ok("2"), ok("3")}},
		{"contrary, then the first again", []Outcome{ok("1"), no("1"), ok("1"), ok("2"), ok("3")}, []Outcome{unknown("1"), ok("2"), ok("3")}},
		{"one not asked about", []Outcome{ok("9"), ok("1"), ok("2"), ok("3")}, []Outcome{ok("1"), ok("2"), ok("3")}},
		{"a verdict outside the list", []Outcome{ok("1"), {ExamNo: "2", Verdict: "pending", Code: "OK"}, ok("3")}, []Outcome{ok("1"), unknown("2"), ok("3")}},
		{"accepted with a code of no", []Outcome{{ExamNo: "1", Verdict: Accepted, Code: CodeIDCheck}, ok("2"), ok("3")}, []Outcome{unknown("1"), ok("2"), ok("3")}},
		{"rejected with OK", []Outcome{{ExamNo: "1", Verdict: Rejected, Code: CodeOK}, ok("2"), ok("3")}, []Outcome{unknown("1"), ok("2"), ok("3")}},
		{"rejected without a code", []Outcome{{ExamNo: "1", Verdict: Rejected}, ok("2"), ok("3")}, []Outcome{unknown("1"), ok("2"), ok("3")}},
		{"a duplicate", []Outcome{{ExamNo: "1", Verdict: Duplicate, Code: CodeDuplicate}, ok("2"), ok("3")},
			[]Outcome{{ExamNo: "1", Verdict: Duplicate, Code: CodeDuplicate}, ok("2"), ok("3")}},
	} {
		b := pack("key-of-the-batch", person(1))
		r, err := OpenReceipt(signedReceipt(t, testKey(0), b, c.said...), publicOf(testKey(0)), b.key, sum(string(b.body)), []string{"1", "2", "3"})
		if err != nil || !reflect.DeepEqual(r.Outcomes, c.want) {
			t.Errorf("%s: %v %v", c.why, r.Outcomes, err)
		}
		var un []string
		for _, o := range c.want {
			if o.Verdict == Unknown {
				un = append(un, o.ExamNo)
			}
		}
		if !reflect.DeepEqual(r.Unknown(), un) {
			t.Errorf("%s: unknown %v, want %v", c.why, r.Unknown(), un)
		}
	}
}

// What is not exactly this receiver's word about exactly this batch is not believed.
func TestReceiptRefused(t *testing.T) {
	b := pack("key-of-the-batch", person(1))
	good := signedReceipt(t, testKey(0), b, Outcome{ExamNo: b.want[0], Verdict: Accepted, Code: CodeOK})
	change := func(old, new string) []byte {
		s := strings.Replace(string(good), old, new, 1)
		if s == string(good) {
			t.Fatalf("%q is not in the receipt", old)
		}
		return []byte(s)
	}
	reseal := func(change func(*wireReceipt)) []byte {
		w := wireReceipt{V: 1, Kind: "receipt", Key: b.key, Digest: sum(string(b.body)), Records: []Outcome{}}
		change(&w)
		out, err := seal(w, testKey(0))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for _, c := range []struct {
		why    string
		answer []byte
		err    string // the code, or "form"
	}{
		{"good", good, ""},
		{"one letter of the text changed", change(`accepted`, `acceptee`), "receipt-signature"},
		{"rejected made accepted", change(`\"code\":\"OK\"`, `\"code\":\"E1\"`), "receipt-signature"},
		{"signed by another key", signedReceipt(t, testKey(1), b), "receipt-signature"},
		{"another signer named", change(exam.KeyID(publicOf(testKey(0))), exam.KeyID(publicOf(testKey(1)))), "receipt-signature"},
		{"about another key", reseal(func(w *wireReceipt) { w.Key = "another-batch" }), "receipt-other"},
		{"about other bytes", reseal(func(w *wireReceipt) { w.Digest = sum("x") }), "receipt-other"},
		{"another kind of statement", reseal(func(w *wireReceipt) { w.Kind = "filing" }), "receipt-other"},
		{"another version", reseal(func(w *wireReceipt) { w.V = 2 }), "receipt-other"},
		{"cut", good[:len(good)/2], "form"},
		{"empty", nil, "form"},
		{"a blank before it", append([]byte(" "), good...), "form"},
		{"something after it", append(good[:len(good):len(good)], "{}"...), "form"},
		{"a field more", change(`{"body"`, `{"x":1,"body"`), "form"},
		{"a field twice", change(`{"body"`, `{"body":"","body"`), "form"},
		{"signature not base64", change(`"signature":"`, `"signature":"*`), "form"},
	} {
		r, err := OpenReceipt(c.answer, publicOf(testKey(0)), b.key, sum(string(b.body)), b.want)
		got := code(err)
		if err != nil && isForm(err) {
			got = "form"
		}
		if got != c.err {
			t.Errorf("%s: %v, want %s", c.why, err, c.err)
		}
		if c.err != "" && (r.Body != nil || len(r.Unknown()) != 1) {
			t.Errorf("%s: kept %q, unknown %v", c.why, r.Body, r.Unknown())
		}
	}
}

// A receipt kept as an event is checked again years later.
func TestKeptReceipt(t *testing.T) {
	b := pack("key-of-the-batch", person(1))
	said := Outcome{ExamNo: b.want[0], Verdict: Accepted, Code: CodeOK, CertificateNo: person(1).CertificateNo}
	pub := publicOf(testKey(0))
	r, err := OpenReceipt(signedReceipt(t, testKey(0), b, said), pub, b.key, "", b.want)
	if err != nil {
		t.Fatal(err)
	}
	if !ed25519.Verify(pub, append([]byte("kaowu province v1\n"), r.Body...), r.Signature) {
		t.Error("the signature is not over the prefix and the body")
	}
	text, err := json.Marshal(r.Event())
	if err != nil {
		t.Fatal(err)
	}
	var kept exam.Receipt
	if err := json.Unmarshal(text, &kept); err != nil {
		t.Fatal(err)
	}
	if got, err := CheckReceipt(kept, pub); err != nil || !reflect.DeepEqual(got, []Outcome{said}) {
		t.Errorf("%v %v", got, err)
	}
	for why, change := range map[string]func(*exam.Receipt){
		"receipt-signature": func(k *exam.Receipt) { k.Body = strings.Replace(k.Body, "OK", "KO", 1) },
		"receipt-other":     func(k *exam.Receipt) { k.Key = "another-batch" },
	} {
		bad := kept
		change(&bad)
		if _, err := CheckReceipt(bad, pub); code(err) != why {
			t.Errorf("%s: %v", why, err)
		}
	}
	bad := kept
	bad.Signature = "?"
	if _, err := CheckReceipt(bad, pub); !isForm(err) {
		t.Errorf("signature that is no base64: %v", err)
	}
}
