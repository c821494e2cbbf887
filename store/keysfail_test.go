package store

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"kaowu/app/exam"
)

// shortRand gives some bytes and then no more.
type shortRand struct{ left int }

var errNoRand = errors.New("no randomness")

func (r *shortRand) Read(b []byte) (int, error) {
	if r.left < len(b) {
		return 0, errNoRand
	}
	r.left -= len(b)
	for i := range b {
		b[i] = byte(r.left + i)
	}
	return len(b), nil
}

// Wherever randomness ends, no book is left, and none is made from zeros.
func TestCreateWithoutRandomness(t *testing.T) {
	for left := 0; left < 260; left += 16 {
		home, opt := t.TempDir(), smallDisk(examDay())
		opt.ScryptLog, opt.Rand = 10, &shortRand{left}
		b, _, _, err := Create(home, testCreation(), opt)
		if err == nil {
			t.Fatalf("a book from %d random bytes: %v", left, b.Close())
		}
		if !errors.Is(err, errNoRand) {
			t.Errorf("%d bytes: %v", left, err)
		}
		if files := filesOf(t, home); len(files) > 0 {
			t.Errorf("%d bytes: left behind %v", left, files)
		}
	}
	if _, err := newPaperKey(bytes.NewReader(make([]byte, 1<<16))); err == nil {
		t.Error("a key was made of zeros")
	}
}

// The opening of a log counts only from a device that the lead endorsed.
func TestOpeningsOfLogs(t *testing.T) {
	s, facts, _ := chainSite(t)
	dev, stranger := s.book.Device(), testDevice()
	body, err := exam.BodyOf[exam.LogOpening](facts[0])
	if err != nil {
		t.Fatal(err)
	}
	with := func(change func(*exam.LogOpening)) exam.LogOpening { o := body; change(&o); return o }
	for _, c := range []struct {
		why  string
		fact exam.Fact
		ok   bool
	}{
		{"as it is", facts[0], true},
		{"by a stranger's device", resigned(t, facts[0], nil, stranger, nil), false},
		{"by a person", resigned(t, facts[0], nil, s.lead.Signer(), nil), false},
		{"not first in its log", resigned(t, facts[0], nil, dev, func(e *exam.Event) { e.Seq = 7 }), false},
		{"on another log", resigned(t, facts[0], nil, dev, func(e *exam.Event) { e.On = "log/ffff" }), false},
		{"of another exam", resigned(t, facts[0], nil, dev, func(e *exam.Event) { e.Exam = "SC-JD-2026-0418" }), false},
		{"names another device", resigned(t, facts[0], with(func(o *exam.LogOpening) { o.Device = "ffff" }), dev, nil), false},
		{"names another key", resigned(t, facts[0], with(func(o *exam.LogOpening) { o.DeviceKey = "AAAA" }), dev, nil), false},
		{"of another exam key", resigned(t, facts[0], with(func(o *exam.LogOpening) { o.Fingerprint = "KF1-AAAA" }), dev, nil), false},
	} {
		k, found, err := newChain(testExam, append([]exam.Fact{c.fact}, facts[1:]...))
		if err != nil {
			t.Fatal(err)
		}
		if c.ok != (len(found) == 0) || c.ok != (len(k.openings) == 1) || !c.ok && !slices.Equal(codes(found), []string{"log-opening"}) {
			t.Errorf("%s: findings %v, %d logs", c.why, codes(found), len(k.openings))
		}
	}
	if _, found, err := newChain(testExam, append(slices.Clone(facts), facts[0])); err != nil || !slices.Equal(codes(found), []string{"log-opening"}) {
		t.Errorf("opened twice: %v, %v", codes(found), err)
	}
}

func TestDataKeyOfAnotherBook(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	whole := dataFile{Format: formatData, Exam: testExam, Epoch: firstEpoch, Key: make([]byte, 32)}
	for why, change := range map[string]func(*dataFile){
		"":             func(*dataFile) {},
		"another exam": func(f *dataFile) { f.Exam = "x" }, "another epoch": func(f *dataFile) { f.Epoch = 2 },
		"a short key": func(f *dataFile) { f.Key = f.Key[:31] }, "another file": func(f *dataFile) { f.Format = formatExam },
	} {
		f := whole
		change(&f)
		b, err := exam.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		sealed, err := sealTo(b, id.Recipient())
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := openDataKey(sealed, testExam, firstEpoch, id); (err == nil) != (why == "") {
			t.Errorf("%s: %v", why, err)
		}
	}
}

// readCanonical takes the one way to write a value and no other.
func TestReadCanonical(t *testing.T) {
	type small struct {
		A string `json:"a"`
		B []byte `json:"b"`
	}
	for in, ok := range map[string]bool{
		`{"a":"x<&","b":"AAE="}`: true, `{"a":"x<&","b":"AAE="} `: false, `{ "a":"x<&","b":"AAE="}`: false,
		`{"A":"x<&","b":"AAE="}`: false, `{"b":"AAE=","a":"x<&"}`: false, `{"a":"x","a":"x<&","b":"AAE="}`: false,
		`{"a":"x<&","b":"AAF="}`: false, `{"a":"x<&","b":"AAE"}`: false, `{"a":"x<&","b":"AAE=","c":1}`: false,
		`{"a":"x\u003c&","b":"AAE="}`: false, "{\"a\":\"\xff\",\"b\":\"AAE=\"}": false, `{"a":"x<&"}`: false, ``: false, `null`: false,
	} {
		got := small{A: "before"}
		if err := readCanonical([]byte(in), &got); (err == nil) != ok {
			t.Errorf("%q: %v", in, err)
		} else if err != nil && got.A != "before" {
			t.Errorf("%q: refused, and half of it was read", in)
		}
	}
}

func TestReadLine(t *testing.T) {
	r := bufio.NewReaderSize(strings.NewReader("a\n\n"+strings.Repeat("b", 5000)+"\ncut"), 16)
	for _, want := range []string{"a", "", strings.Repeat("b", 5000)} {
		if got, err := readLine(r); err != nil || string(got) != want {
			t.Fatalf("line of %d bytes, want %d: %v", len(got), len(want), err)
		}
	}
	if _, err := readLine(r); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a line without its end: %v", err)
	}
	endless := bufio.NewReader(io.LimitReader(zeroes{}, maxLine+1<<20))
	if _, err := readLine(endless); err == nil || errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a line of 17 MB: %v", err)
	}
}

type zeroes struct{}

func (zeroes) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// Staff are listed as people count: S2 before S10.
func TestCompareIDs(t *testing.T) {
	ids := []exam.StaffID{"S10", "S2", "S1", "S07", "S2"}
	slices.SortFunc(ids, exam.CompareStaff)
	if want := []exam.StaffID{"S1", "S2", "S2", "S07", "S10"}; !slices.Equal(ids, want) {
		t.Errorf("%v, want %v", ids, want)
	}
}
