package province

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"kaowu/app/exam"
	"kaowu/assets"
)

// noon is every test's time: a working day after the demo exam.
func noon() time.Time {
	return time.Date(2026, 12, 28, 12, 0, 0, 0, time.FixedZone("", 8*3600))
}

const (
	testPlan   = "SC-JD-2026-0417"
	testFiling = "Y000051001064" // domain 4.4
	testBody   = "川西机电制造有限公司"
)

// filing is a plan filed on 2026-11-23: 19 working days lie strictly between it
// and 2026-12-19 (domain 13).
func filing() PlanFiling {
	return PlanFiling{V: 1, Plan: testPlan, Filing: testFiling, Body: testBody, FilingValid: "2028-10-31",
		Filed: "2026-11-23", FirstDay: "2026-12-19", LastDay: "2026-12-20", Method: "考评结合", Certificates: "own",
		Fingerprint: "3f5a-77c1", Scopes: []FiledScope{
			{"电工", "6-31-01-03", NoTrade, "5", "2"}, {"焊工", "6-18-02-04", "手工焊", "4", "3"}},
		Subjects: []FiledSubject{
			{"电工", "6-31-01-03", NoTrade, "3", "60.0", "60.0", ""},
			{"电工", "6-31-01-03", NoTrade, "2", "60.0", "60.0", "60.0"},
			{"焊工", "6-18-02-04", "手工焊", "4", "60.0", "70.0", ""}}}
}

// idNumber makes the i-th ID number of a man born on 1990-01-01. The check
// character is computed here from GB 11643's weights, not by the code under test.
func idNumber(i int) string {
	body := fmt.Sprintf("51%04d19900101%03d", i/400, i%400*2+1)
	sum := 0
	for k, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(body[k]-'0') * w
	}
	return body + string("10X98765432"[sum%11])
}

// person is the i-th qualified person of the plan, from 1.
func person(i int) Record {
	return Record{Seq: fmt.Sprint(i), Name: "张小明", IDKind: "201", IDNumber: idNumber(i), Sex: "1", Birth: "19900101",
		Education: "30", Unit: testBody, Occupation: "电工", OccupationCode: "6-31-01-03", Trade: NoTrade, Level: "3",
		Theory: "78.5", Practical: "81.0", Total: "80.0", ExamNo: fmt.Sprintf("2026%06d", i), ExamDate: "20261219",
		CertificateNo: fmt.Sprintf("%s263%06d", testFiling, i), Issued: "20261228", Body: testBody, Filing: testFiling,
		Plan: testPlan, Site: "川西机电考点", DataKind: KindNew}
}

func people(from, to int) []Record {
	var out []Record
	for i := from; i <= to; i++ {
		out = append(out, person(i))
	}
	return out
}

func header() Header {
	return Header{Exam: testPlan, Filing: testFiling, Plan: testPlan, Program: "kaowu test"}
}

// batch is a stored batch: what a desk keeps before it sends.
type batch struct {
	key     string
	body    []byte
	want    []string
	records []Record
}

func pack(key string, records ...Record) batch {
	body, _ := Encode(Batch{Key: key, Header: header(), Records: records})
	b := batch{key: key, body: body, records: records}
	for _, r := range records {
		b.want = append(b.want, r.ExamNo)
	}
	return b
}

// office is a running receiver with a client, over TLS on loopback.
type office struct {
	*Receiver
	client *Client
	url    string
	dir    string
	cfg    ReceiverConfig
	pauses *pauses
	stop   func()
}

// pauses writes down the waits that a client would have made.
type pauses struct {
	mu  sync.Mutex
	all []time.Duration
}

func (p *pauses) wait(ctx context.Context, d time.Duration) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.all = append(p.all, d)
	return ctx.Err()
}

func calendar(t testing.TB) exam.Calendar {
	t.Helper()
	c, err := exam.LoadCalendar(assets.Holidays())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func receiverConfig(t testing.TB) ReceiverConfig {
	t.Helper()
	tables, err := ReadTables(assets.Codes())
	if err != nil {
		t.Fatal(err)
	}
	return ReceiverConfig{Clock: noon, LeadDays: calendar(t).WorkdaysBetween, Tables: tables,
		Words: func(code string) string { return "words of " + code }}
}

// openOffice starts a receiver on dir and files the plan.
func openOffice(t testing.TB, dir string, faults *Faults, change ...func(*ReceiverConfig)) *office {
	t.Helper()
	cfg := receiverConfig(t)
	for _, c := range change {
		c(&cfg)
	}
	r, err := NewReceiver(dir, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.takePlan(mustMarshal(t, filing())); err != nil {
		t.Fatal(err)
	}
	r.cfg.Faults = faults // from now on: the plan is filed without them
	o := &office{Receiver: r, dir: dir, cfg: cfg, pauses: &pauses{}}
	ctx, cancel := context.WithCancel(context.Background())
	addr, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- r.Listen(ctx, "127.0.0.1:0", func(a string) { addr <- a }) }()
	select {
	case a := <-addr:
		o.url = "https://" + a
	case err := <-ended:
		t.Fatal(err)
	}
	o.client = o.newClient(t, nil)
	var once sync.Once
	o.stop = func() {
		once.Do(func() {
			o.client.Close()
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	t.Cleanup(o.stop)
	return o
}

func (o *office) newClient(t testing.TB, change func(*ClientConfig)) *Client {
	t.Helper()
	cfg := ClientConfig{URL: o.url, CAFile: filepath.Join(o.dir, FileCA), CertFile: filepath.Join(o.dir, FileClient),
		KeyFile: filepath.Join(o.dir, FileClientKey), ReceiverKeyFile: filepath.Join(o.dir, FileReceiverKey),
		Clock: noon, Jitter: func() float64 { return 0.5 }, Wait: o.pauses.wait}
	if change != nil {
		change(&cfg)
	}
	c, err := NewClient(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if _, timed := t.(*testing.B); cfg.Transport == nil && !timed {
		c.http.Transport = judged(t, c.http.Transport)
	}
	t.Cleanup(c.Close)
	return c
}

func mustMarshal(t testing.TB, v any) []byte {
	t.Helper()
	b, err := exam.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// answers is a transport that answers each request with the next of a list.
type answers []func(*http.Request) (*http.Response, error)

func (a *answers) RoundTrip(q *http.Request) (*http.Response, error) {
	next := (*a)[0]
	*a = (*a)[1:]
	return next(q)
}

// verdicts are outcomes as "verdict code", in order.
func verdicts(r Receipt) []string {
	var out []string
	for _, o := range r.Outcomes {
		out = append(out, o.Verdict+" "+o.Code)
	}
	return out
}

// code is the stable code of an error, "" for none.
func code(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// sum is SHA-256 in hex, by the standard library alone.
func sum(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// args are the arguments of a refusal.
func args(err error) map[string]any {
	var r *exam.Refusal
	if errors.As(err, &r) {
		return r.Args
	}
	return nil
}
