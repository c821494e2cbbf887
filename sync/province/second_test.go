package province_test

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"go/parser"
	"go/token"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kaowu/app/exam"
	"kaowu/sync/province"
)

// The second implementation has nothing of ours: it stands on the document alone.
func TestSecondStandsAlone(t *testing.T) {
	for _, name := range []string{"second_wire_test.go", "second_receiver_test.go", "second_client_test.go"} {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		must(t, err)
		for _, i := range f.Imports {
			if strings.Contains(i.Path.Value, "kaowu") {
				t.Errorf("%s imports %s", name, i.Path.Value)
			}
		}
	}
}

// ours is Kaowu's client at the second receiver, by the four files of its folder.
func ours(t *testing.T, r *secondReceiver) *province.Client {
	t.Helper()
	c, err := province.NewClient(province.ClientConfig{URL: r.url, CAFile: filepath.Join(r.dir, "ca.pem"), CertFile: filepath.Join(r.dir, "client.pem"),
		KeyFile: filepath.Join(r.dir, "client-key.pem"), ReceiverKeyFile: filepath.Join(r.dir, "receiver.pub"),
		Clock: province.ConfigForTest(t).Clock, Jitter: func() float64 { return 0 }, Tries: 2,
		Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }})
	must(t, err)
	t.Cleanup(c.Close)
	return c
}

func kept(key string, records []province.Record) province.Stored {
	return province.Batch{Key: key, Header: province.Header{Exam: "E", Filing: records[0].Filing, Plan: records[0].Plan, Program: "test"}, Records: records}.Keep()
}

// settled does what the desk does about what is unknown, until nothing is.
func settled(t *testing.T, c *province.Client, b province.Stored) []province.Outcome {
	t.Helper()
	for range 20 {
		r, err := c.Ask(t.Context(), b.Key, b.Want)
		if err != nil && err.Error() == province.ProblemBatchUnknown {
			r, err = c.Send(t.Context(), b.Body, b.Key, b.Want)
		}
		if err == nil && len(r.Unknown()) == 0 {
			return r.Outcomes
		}
	}
	t.Fatal("not settled in 20 rounds")
	return nil
}

// Our client works through every trouble of an office that another wrote from the
// document, one at a time and one after another; nothing is believed too early, and in
// the end each person is held once and both sides' lists are one.
func TestSecondReceiver(t *testing.T) {
	scripts := [][]string{nil, allTrouble()}
	for _, f := range allTrouble() {
		scripts = append(scripts, []string{f}, []string{f, f})
	}
	for _, script := range scripts {
		t.Run(strings.Join(script, " + "), func(t *testing.T) {
			r := newSecondReceiver(t)
			c := ours(t, r)
			c.JudgeForTest(t)
			f := province.FilingForTest()
			_, err := c.File(t.Context(), f)
			must(t, err)
			spoiled := slices.Contains(script, "not JSON") || slices.Contains(script, "blanks in it")
			if spoiled {
				c = ours(t, r) // what it gets is not as written in openapi.yaml, and that is the point
			}
			r.mu.Lock()
			r.faults = slices.Clone(script)
			r.mu.Unlock()
			var mine []province.Held
			for i := range 3 {
				b := kept(fmt.Sprintf("batch-%04d", i), province.PeopleForTest(i*3+1, i*3+3))
				got, err := c.Send(t.Context(), b.Body, b.Key, b.Want)
				r.mu.Lock()
				for _, o := range got.Outcomes {
					if _, held := r.plans[f.Plan].held[o.ExamNo]; o.Verdict == province.Accepted && (!held || err != nil) {
						t.Errorf("%s is believed and not held (%v)", o.ExamNo, err)
					}
				}
				r.mu.Unlock()
				for _, o := range settled(t, c, b) {
					if o.Verdict != province.Accepted || o.Code != province.CodeOK {
						t.Errorf("%s ended as %s %s", o.ExamNo, o.Verdict, o.Code)
					}
				}
				for _, p := range province.PeopleForTest(i*3+1, i*3+3) {
					h, err := province.HeldOf(p, p.CertificateNo)
					must(t, err)
					mine = append(mine, h)
				}
			}
			a, err := c.Digest(t.Context(), f.Plan, mine)
			if err != nil || !a.Agrees || a.Count != 9 {
				t.Errorf("both sides: %+v, %v", a, err)
			}
		})
	}
}

// What happens to a person after they went up, a plan's later version, another's keys
// and an office set up anew, all at a receiver that another wrote.
func TestSecondReceiverLater(t *testing.T) {
	r := newSecondReceiver(t)
	c := ours(t, r)
	c.JudgeForTest(t)
	ctx, f := t.Context(), province.FilingForTest()
	code := func(err error) string {
		if err == nil {
			return ""
		}
		return err.Error()
	}
	if got, err := c.File(ctx, f); err != nil || got.Verdict != province.Accepted || got.Version != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	next := f
	next.LastDay = "2026-12-21"
	if _, err := c.File(ctx, next); code(err) != province.ProblemPlanClash {
		t.Errorf("other content without a version: %v", err)
	}
	next.Versions = []province.FiledVersion{{Version: 2, Reason: "增加一天", Changes: []exam.PlanChange{
		{Kind: exam.RowChanged, Sheet: "认定计划", Key: "认定结束日期", Column: "内容", Old: "2026-12-20", New: "2026-12-21"}}}}
	if got, err := c.File(ctx, next); err != nil || got.Version != 2 {
		t.Errorf("a later version: %+v, %v", got, err)
	}
	if got, err := c.File(ctx, next); err != nil || got.Version != 2 {
		t.Errorf("the same again: %+v, %v", got, err)
	}
	next.Fingerprint, next.Versions[0].Version = "another", 3
	if _, err := c.File(ctx, next); code(err) != province.ProblemOtherKey {
		t.Errorf("another exam's key: %v", err)
	}
	all := province.PeopleForTest(1, 3)
	first := kept("batch-0001", all)
	settled(t, c, first)
	mended, gone := all[0], all[1]
	mended.Total, mended.DataKind = "81.0", province.KindMend
	gone.DataKind = province.KindRevoke
	second := kept("batch-0002", []province.Record{mended, gone})
	for _, o := range settled(t, c, second) {
		if o.Code != province.CodeOK {
			t.Errorf("%s: %s", o.ExamNo, o.Code)
		}
	}
	var mine []province.Held
	for _, p := range []province.Record{mended, all[2]} {
		h, err := province.HeldOf(p, p.CertificateNo)
		must(t, err)
		mine = append(mine, h)
	}
	if a, err := c.Digest(ctx, f.Plan, mine); err != nil || !a.Agrees {
		t.Errorf("%+v, %v", a, err)
	}
	r.forget()
	if _, err := c.Digest(ctx, f.Plan, mine); code(err) != province.ProblemPlanUnknown {
		t.Errorf("an office set up anew: %v", err)
	}
	_, err := c.File(ctx, f)
	must(t, err)
	if a, err := c.Digest(ctx, f.Plan, mine); err != nil || len(a.Missing) != 2 {
		t.Errorf("%+v, %v", a, err)
	}
	settled(t, c, first)
	settled(t, c, second)
	if a, err := c.Digest(ctx, f.Plan, mine); err != nil || !a.Agrees {
		t.Errorf("filled again: %+v, %v", a, err)
	}
}

// aPlan and aRecord are the second client's own, by the document and domain 11.
func aPlan() object {
	return object{{"v", int64(1)}, {"plan", "SC-CD-2026-0001"}, {"filing", "Y000051001064"}, {"body", "川西机电制造有限公司"}, {"filing_valid", "2028-10-31"},
		{"filed", "2026-11-23"}, {"first_day", "2026-12-19"}, {"last_day", "2026-12-20"}, {"method", "考评结合"}, {"certificates", "own"}, {"fingerprint", "KF1-2"},
		{"scopes", []any{object{{"occupation", "焊工"}, {"code", "6-18-02-04"}, {"trade", "--"}, {"lowest", "5"}, {"highest", "3"}}}},
		{"subjects", []any{object{{"occupation", "焊工"}, {"code", "6-18-02-04"}, {"trade", "--"}, {"level", "3"}, {"theory", "60.0"}, {"practical", "60.0"}, {"review", ""}}}}}
}

func aRecord(no, id, sex, birth, number string) object {
	return object{{"seq", "1"}, {"name", "王\u00b7芳"}, {"id_kind", "201"}, {"id_number", id}, {"sex", sex}, {"birth", birth}, {"education", "30"},
		{"unit", "厂 <&> \"一\""}, {"phone", ""}, {"occupation", "焊工"}, {"occupation_code", "6-18-02-04"}, {"trade", "--"}, {"level", "3"},
		{"theory", "78.5"}, {"practical", "81.0"}, {"review", ""}, {"total", "80.0"}, {"exam_no", no}, {"exam_date", "20261219"},
		{"certificate_no", number}, {"issued", "20261228"}, {"body", "川西机电制造有限公司"}, {"filing", "Y000051001064"}, {"plan", "SC-CD-2026-0001"},
		{"site", "一号考点"}, {"data_kind", "1"}}
}

// The ID numbers are those of domain 4.1.
func threeRecords() []object {
	return []object{aRecord("2026610001", "51000019900307009X", "1", "19900307", "Y000051001064263000001"),
		aRecord("2026610002", "510000200002290029", "2", "20000229", "Y000051001064263000002"),
		aRecord("2026610003", "510000199106151335", "1", "19910615", "Y000051001064263000003")}
}

func aBatch(key string, records ...object) object {
	list := []any{}
	for _, r := range records {
		list = append(list, r)
	}
	return object{{"v", int64(1)}, {"key", key}, {"exam", "SC-CD-2026-0001"}, {"filing", "Y000051001064"}, {"plan", "SC-CD-2026-0001"},
		{"batch_no", ""}, {"program", "second"}, {"records", list}}
}

// A client that another wrote from the document is satisfied with our receiver, as
// `kaowu province` runs it: by its folder's files, through every fault, in every data
// kind, and refused where the document says so.
func TestSecondClient(t *testing.T) {
	var faults []province.Fault
	for _, f := range province.AllFaults() {
		faults = append(faults, province.NoFault, f, f)
	}
	cfg := province.ConfigForTest(t)
	cfg.Faults = province.Script(faults...)
	dir := t.TempDir()
	r, err := province.NewReceiver(dir, cfg)
	must(t, err)
	ctx, stop := context.WithCancel(t.Context())
	addr, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- r.Listen(ctx, "127.0.0.1:0", func(a string) { addr <- a }) }()
	t.Cleanup(func() {
		stop()
		must(t, <-ended)
		must(t, r.Close())
	})
	c := newSecondClient(t, dir, <-addr, func(rt http.RoundTripper) http.RoundTripper { return province.JudgedForTest(t, rt) })
	plan, three := aPlan(), threeRecords()
	no := func(want string, err error) {
		t.Helper()
		if err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	send := func(key, want string, records ...object) {
		t.Helper()
		said, err := c.send(aBatch(key, records...))
		var got []string
		for _, rec := range records {
			got = append(got, said[rec.text("exam_no")])
		}
		if s := strings.Join(got, " "); err != nil || s != want {
			t.Errorf("%s: %s %v, want %s", key, s, err, want)
		}
	}
	_, err = c.send(aBatch("batch-0001", three...))
	no("E06", err)
	filed, err := c.file(plan)
	if err != nil || filed.get("lead_days") != int64(19) || filed.text("code") != "OK" || filed.get("version") != nil {
		t.Fatalf("%v, %v", filed, err)
	}
	send("batch-0001", "OK OK OK", three...)
	send("batch-0001", "OK OK OK", three...)
	send("batch-0002", "DUP E10", three[0], aRecord("2026610004", "510000199901011235", "1", "19990101", "Y000051001064263000004").with("theory", "59.9"))
	send("batch-0003", "OK OK", three[0].with("data_kind", "2", "total", "81.0"), three[1].with("data_kind", "3"))
	send("batch-0004", "E17 E09", three[1].with("data_kind", "3"), three[0].with("exam_no", "2026610009"))
	send("batch-0005", "OK", three[1].with("exam_no", "2026610010", "certificate_no", "Y000051001064263000009")) // certified again
	want := ""
	for _, rec := range []object{three[0].with("total", "81.0"), three[2], three[1].with("exam_no", "2026610010", "certificate_no", "Y000051001064263000009")} {
		want += rec.text("exam_no") + " " + contentOf(rec) + " " + rec.text("certificate_no") + "\n"
	}
	for _, limit := range []string{"1", "2", "1000"} {
		if all, err := c.held("SC-CD-2026-0001", limit); err != nil || all != want {
			t.Errorf("by %s: %v\n%s\nwant\n%s", limit, err, all, want)
		}
	}
	_, err = c.ask("GET", "/v1/batches/batch-9999", "", "", "Receipt")
	no("province-batch-unknown", err)
	_, err = c.held("another", "1")
	no("province-plan-unknown", err)
	_, err = c.send(aBatch("batch-0001", three[0]))
	no("province-key-clash", err)
	for why, text := range map[string]string{
		"a blank":         strings.Replace(encode(aBatch("batch-0006", three...)), ",", ", ", 1),
		"another order":   encode(append(aBatch("batch-0006", three...)[1:], aBatch("batch-0006")[0])),
		"a number twice":  encode(aBatch("batch-0006", three[0], three[0])),
		"an escape":       strings.Replace(encode(aBatch("batch-0006", three...)), "<", `\u003c`, 1),
		"another's key":   encode(aBatch("batch-0007", three...)),
		"nobody":          encode(aBatch("batch-0006")),
		"a newline":       encode(aBatch("batch-0006", three...)) + "\n",
		"an unknown name": strings.Replace(encode(aBatch("batch-0006", three...)), `"sex"`, `"gender"`, 1),
	} {
		if _, err := c.ask("POST", "/v1/batches", "batch-0006", text, "Receipt"); err == nil || err.Error() != "E15" {
			t.Errorf("%s: %v", why, err)
		}
	}
	later := append(plan.with("last_day", "2026-12-21"), member{"versions", []any{object{{"version", int64(2)}, {"reason", "增加一天"}, {"changes", []any{}}}}})
	_, err = c.file(plan.with("last_day", "2026-12-21"))
	no("province-plan-clash", err)
	_, err = c.file(later.with("fingerprint", "KF1-3"))
	no("province-other-key", err)
	if filed, err = c.file(later); err != nil || filed.get("version") != int64(2) {
		t.Errorf("%v, %v", filed, err)
	}
	if n := len(cfg.Faults.Done()); n != len(province.AllFaults()) {
		t.Errorf("%d faults were met, want %d", n, len(province.AllFaults()))
	}
}

// The file of a batch, as the document has it, is taken like one from the network, and
// the answer file read back (design 6).
func TestSecondFile(t *testing.T) {
	r, err := province.NewReceiver(t.TempDir(), province.ConfigForTest(t))
	must(t, err)
	t.Cleanup(func() { must(t, r.Close()) })
	h := r.Handler()
	if w := post(h, "/v1/plans", encode(aPlan())); w != http.StatusOK {
		t.Fatal(w)
	}
	key := ed25519.NewKeyFromSeed([]byte(strings.Repeat("e", 32)))
	batch := aBatch("batch-0001", threeRecords()...)
	answer, err := r.TakeFile([]byte(statement("kaowu upload v1\n", encode(batch), key)), key.Public().(ed25519.PublicKey))
	must(t, err)
	o, err := readDocument(t).stated(string(answer), r.PublicKey(), "Receipt")
	if err != nil || o.text("digest") != sha(encode(batch)) || len(known(o, batch)) != 3 {
		t.Errorf("%v, %v", o, err)
	}
}

func post(h http.Handler, path, body string) int {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, path, strings.NewReader(body)))
	return w.Code
}
