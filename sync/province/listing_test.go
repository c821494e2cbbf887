package province

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The digest of a list, written out by hand as openapi.yaml says it.
func TestListingDigest(t *testing.T) {
	a, b := Held{"2026000001", strings.Repeat("0a", 32), "Y000051001064263000001"}, Held{"2026000002", strings.Repeat("ff", 32), ""}
	want := sum("2026000001 " + strings.Repeat("0a", 32) + " Y000051001064263000001\n2026000002 " + strings.Repeat("ff", 32) + " \n")
	for _, list := range [][]Held{{a, b}, {b, a}} {
		if got := Listing(list); got != want {
			t.Errorf("%v: %s", list, got)
		}
	}
	if got := Listing(nil); got != sum("") {
		t.Errorf("empty list: %s", got)
	}
}

// A record's content is what it says of the person: a running number, a data kind
// or the certificate that the office gives changes nothing, all else does.
func TestContent(t *testing.T) {
	hash := func(r Record) string {
		h, err := r.Content()
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	v := reflect.TypeFor[Record]()
	for i := range v.NumField() {
		r := person(1)
		reflect.ValueOf(&r).Elem().Field(i).SetString("changed")
		same := hash(r) == hash(person(1))
		left := map[string]bool{"Seq": true, "DataKind": true, "CertificateNo": true, "Issued": true}[v.Field(i).Name]
		if same != left {
			t.Errorf("%s changed: same content %v", v.Field(i).Name, same)
		}
	}
}

func TestCompare(t *testing.T) {
	h := func(no, content string) Held { return Held{ExamNo: no, Content: content} }
	for _, c := range []struct {
		mine, theirs           []Held
		missing, extra, differ []string
	}{
		{nil, nil, nil, nil, nil},
		{[]Held{h("1", "a")}, []Held{h("1", "a")}, nil, nil, nil},
		{[]Held{h("2", "a"), h("1", "a")}, nil, []string{"1", "2"}, nil, nil},
		{nil, []Held{h("2", "a"), h("1", "a")}, nil, []string{"1", "2"}, nil},
		{[]Held{h("1", "a"), h("2", "b"), h("3", "c")}, []Held{h("2", "x"), h("3", "c"), h("4", "d")}, []string{"1"}, []string{"4"}, []string{"2"}},
		{[]Held{{"1", "a", "N1"}}, []Held{{"1", "a", "N2"}}, nil, nil, []string{"1"}},
	} {
		m, e, d := Compare(c.mine, c.theirs)
		if !reflect.DeepEqual(m, c.missing) || !reflect.DeepEqual(e, c.extra) || !reflect.DeepEqual(d, c.differ) {
			t.Errorf("%v against %v: %v %v %v", c.mine, c.theirs, m, e, d)
		}
	}
}

// Lists agree by digest exactly when comparing them finds nothing.
func TestDigestIsComparison(t *testing.T) {
	side := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) Held {
		return Held{strconv.Itoa(rapid.IntRange(1, 6).Draw(t, "no")), rapid.SampledFrom([]string{"a", "b"}).Draw(t, "content"), ""}
	}), 0, 6, func(h Held) string { return h.ExamNo })
	rapid.Check(t, func(t *rapid.T) {
		mine, theirs := side.Draw(t, "mine"), side.Draw(t, "theirs")
		m, e, d := Compare(mine, theirs)
		if (Listing(mine) == Listing(theirs)) != (len(m)+len(e)+len(d) == 0) {
			t.Fatalf("%v and %v: %v %v %v", mine, theirs, m, e, d)
		}
	})
}

// Design 6 and 10: a receiver that was restored from an old backup is noticed by
// the digest, whatever its receipts said, and is filled again from stored bytes.
func TestRestoredReceiver(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	o := openOffice(t, dir, nil)
	batches := []batch{pack("batch-0001", people(1, 4)...), pack("batch-0002", people(5, 7)...), pack("batch-0003", people(8, 9)...)}
	var mine []Held
	var backup []byte
	for i, b := range batches {
		if _, err := o.client.Send(ctx, b.body, b.key, b.want); err != nil {
			t.Fatal(err)
		}
		for _, r := range b.records {
			h, err := HeldOf(r, r.CertificateNo)
			if err != nil {
				t.Fatal(err)
			}
			mine = append(mine, h)
		}
		if i == 0 {
			var err error
			if backup, err = os.ReadFile(filepath.Join(dir, fileLedger)); err != nil {
				t.Fatal(err)
			}
		}
	}
	o.stop()
	if err := os.WriteFile(filepath.Join(dir, fileLedger), backup, 0o600); err != nil {
		t.Fatal(err)
	}
	o = openOffice(t, dir, nil)
	a, err := o.client.Digest(ctx, testPlan, mine)
	want := Agreement{Count: 4, Digest: Listing(mine[:4]), Missing: []string{"2026000005", "2026000006", "2026000007", "2026000008", "2026000009"}}
	if err != nil || !reflect.DeepEqual(a, want) {
		t.Fatalf("%+v %v, want %+v", a, err, want)
	}
	for _, b := range batches[1:] {
		if _, err := o.client.Ask(ctx, b.key, b.want); code(err) != ProblemBatchUnknown {
			t.Errorf("%s: %v", b.key, err)
		}
	}
	for _, b := range batches { // the first is there already and gets its old answer
		if r, err := o.client.Send(ctx, b.body, b.key, b.want); err != nil || verdicts(r)[0] != "accepted OK" {
			t.Errorf("%s again: %v %v", b.key, verdicts(r), err)
		}
	}
	agree(t, o, o.client, batches...)
}

// More than a page: the list is fetched page by page, and nothing twice.
func TestPages(t *testing.T) {
	o := openOffice(t, t.TempDir(), nil)
	var mine []Held
	for i := range 5 {
		b := pack("batch-000"+strconv.Itoa(i), people(i*500+1, i*500+500)...)
		take(t, o.Receiver, b)
	}
	mine = append(mine, o.List(testPlan)...)
	mine[1234].Content = strings.Repeat("0", 64)
	got, err := o.client.Digest(context.Background(), testPlan, append(mine[1:], Held{ExamNo: "9"}))
	want := Agreement{Count: 2500, Digest: Listing(o.List(testPlan)), Missing: []string{"9"},
		Extra: []string{person(1).ExamNo}, Differ: []string{person(1235).ExamNo}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v %v", got, err)
	}
}

// A listing that is not about this plan, or turns back, is not believed.
func TestListingRefused(t *testing.T) {
	page := func(change func(*wireListing)) func(*http.Request) (*http.Response, error) {
		w := wireListing{V: 1, Kind: "records", Plan: testPlan, Count: 2, Digest: sum("x"), Records: []Held{}}
		change(&w)
		b, err := seal(w, testKey(0))
		if err != nil {
			t.Fatal(err)
		}
		return answer(200, "", string(b))
	}
	one := []Held{{ExamNo: "1"}}
	head := page(func(*wireListing) {})
	for why, list := range map[string][]func(*http.Request) (*http.Response, error){
		"another plan":           {page(func(w *wireListing) { w.Plan = "P" })},
		"another kind":           {page(func(w *wireListing) { w.Kind = "receipt" })},
		"not the page asked for": {head, page(func(w *wireListing) { w.After = "5" })},
		"the same page again": {head, page(func(w *wireListing) { w.Records, w.More = one, true }),
			page(func(w *wireListing) { w.After, w.Records, w.More = "1", one, true })},
		"out of order": {head, page(func(w *wireListing) { w.Records = []Held{{ExamNo: "2"}, {ExamNo: "1"}} })},
	} {
		if _, err := fakeClient(t, &pauses{}, list...).Digest(context.Background(), testPlan, nil); code(err) != "receipt-other" {
			t.Errorf("%s: %v", why, err)
		}
	}
	// An empty page that promises more ends the reading all the same.
	empty := page(func(w *wireListing) { w.More = true })
	if a, err := fakeClient(t, &pauses{}, head, empty).Digest(context.Background(), testPlan, one); err != nil || len(a.Missing) != 1 {
		t.Errorf("empty page: %+v %v", a, err)
	}
}
