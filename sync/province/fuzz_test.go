package province

import (
	"bytes"
	"strings"
	"testing"
)

// No text, whatever it is, panics the batch decoder; what it takes encodes again
// to the same bytes, and the receiver answers every text with a verdict for each
// record or a code for the whole.
func FuzzBatch(f *testing.F) {
	good := pack("key-of-the-batch", people(1, 2)...).body
	for _, seed := range [][]byte{good, good[:len(good)/2], []byte("{}"), []byte("null"), []byte(`{"v":1,"key":"key-of-the-batch","records":[]}`),
		bytes.Replace(good, []byte("张"), []byte("\xff"), 1), bytes.ReplaceAll(good, []byte(idNumber(1)), []byte("510000197802290014")),
		bytes.Replace(good, []byte(`"3"`), []byte(`"2"`), 1), []byte(strings.Repeat("[", 10000))} {
		f.Add(seed)
	}
	cfg := receiverConfig(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		b, err := Decode(body)
		if err == nil {
			if again, _ := Encode(b); !bytes.Equal(again, body) {
				t.Fatalf("took %q and made %q", body, again)
			}
		}
		h := newHoldings()
		s := newSitting(h, heldPlan{filing: filing(), verdict: Accepted}, cfg.Tables, noon())
		for _, r := range b.Records {
			o := s.judge(r)
			if o.ExamNo != r.ExamNo || !fits(o) {
				t.Fatalf("outcome %+v for %q", o, r.ExamNo)
			}
		}
		for _, r := range s.taken {
			h.take(r)
		}
		if n := len(h.list(testPlan).people); n > len(b.Records) {
			t.Fatalf("%d held of %d", n, len(b.Records))
		}
	})
}

// No answer panics the receipt reader, and nothing but the receiver's own
// signature makes it believe anything.
func FuzzReceipt(f *testing.F) {
	b := pack("key-of-the-batch", person(1))
	good := signedReceipt(f, testKey(0), b, Outcome{ExamNo: b.want[0], Verdict: Accepted, Code: CodeOK})
	for _, seed := range [][]byte{good, good[:len(good)/2], []byte("{}"), []byte("null"), nil, []byte(`{"body":"","signature":"","signer":""}`),
		signedReceipt(f, testKey(1), b), bytes.Replace(good, []byte("accepted"), []byte("rejected"), 1), append(good[:len(good):len(good)], ' ')} {
		f.Add(seed)
	}
	pub := publicOf(testKey(0))
	f.Fuzz(func(t *testing.T, answer []byte) {
		r, err := OpenReceipt(answer, pub, b.key, sum(string(b.body)), b.want)
		if len(r.Outcomes) != 1 || r.Outcomes[0].ExamNo != b.want[0] {
			t.Fatalf("outcomes %v", r.Outcomes)
		}
		if (err == nil) != bytes.Equal(answer, good) {
			t.Fatalf("%q: %v", answer, err)
		}
		if err != nil && r.Outcomes[0].Verdict != Unknown {
			t.Fatalf("%q is believed", answer)
		}
	})
}

// No ledger line panics the reader; what it takes has the sum it says.
func FuzzLedgerLine(f *testing.F) {
	e := mustMarshal(f, entry{Batch: &batchEntry{Key: "key-of-the-batch", Plan: testPlan, Records: people(1, 1), Answer: []byte(`{}`)}})
	line := []byte(`{"sum":"` + sum(string(e)) + `","entry":` + string(e) + `}`)
	for _, seed := range [][]byte{line, line[:40], []byte("{}"), []byte("null"), nil, make([]byte, 64)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		e, err := decodeLine(line)
		if err != nil {
			return
		}
		again := mustMarshal(t, e)
		if want := `{"sum":"` + sum(string(again)) + `","entry":` + string(again) + `}`; want != string(line) {
			t.Fatalf("took %q, which is %q", line, want)
		}
		newHoldings().apply(e, span{})
	})
}

// No filing panics the receiver.
func FuzzFiling(f *testing.F) {
	good := mustMarshal(f, filing())
	for _, seed := range [][]byte{good, good[:50], []byte("{}"), bytes.Replace(good, []byte("2026-11-23"), []byte("2026-02-30"), 1)} {
		f.Add(seed)
	}
	r, err := NewReceiver(f.TempDir(), receiverConfig(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		answer, err := r.takePlan(body)
		if err != nil {
			return
		}
		if w, _, _, err := unseal[wireFiled](answer, r.PublicKey()); err != nil || w.Digest != sum(string(body)) {
			t.Fatalf("%q was answered with %q, %v", body, answer, err)
		}
	})
}
