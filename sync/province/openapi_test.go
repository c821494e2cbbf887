package province

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
)

// exchange is one request with its answer, as the wire carried them.
type exchange struct {
	method, path, key string
	sent, got         []byte
	status            int
}

// recorder writes down what a transport carries.
type recorder struct {
	http.RoundTripper
	all []exchange
}

func (r *recorder) RoundTrip(q *http.Request) (*http.Response, error) {
	sent, err := io.ReadAll(q.Body)
	if err != nil {
		return nil, err
	}
	q.Body = io.NopCloser(bytes.NewReader(sent))
	resp, err := r.RoundTripper.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	got, err := io.ReadAll(resp.Body)
	resp.Body = io.NopCloser(bytes.NewReader(got))
	r.all = append(r.all, exchange{q.Method, q.URL.EscapedPath(), q.Header.Get("Idempotency-Key"), sent, got, resp.StatusCode})
	return resp, err
}

// operation finds the path template that a path belongs to, and its operation.
func (s spec) operation(method, path string) (string, map[string]any) {
	parts := strings.Split(path, "/")
next:
	for template := range s.at("paths") {
		names := strings.Split(template, "/")
		if len(names) != len(parts) {
			continue
		}
		for i, n := range names {
			if !strings.HasPrefix(n, "{") && n != parts[i] {
				continue next
			}
		}
		return template, s.at("paths", template, strings.ToLower(method))
	}
	return "", nil
}

// openapi.yaml is the truth: every request and every answer of a day that meets
// each status and each code of the file is held against it, and nothing in the
// file is left that did not happen.
func TestWireIsAsWritten(t *testing.T) {
	s := readSpec(t)
	open := map[string]bool{} // operation, status and code of the file, until it happened
	for path := range s.at("paths") {
		for method := range s.at("paths", path) {
			for status := range s.at("paths", path, method, "responses") {
				r := s.at("paths", path, method, "responses", status)
				codes, _ := r["x-codes"].([]any)
				if status == "200" {
					codes = []any{""}
				}
				for _, c := range codes {
					open[fmt.Sprintf("%s %s %s %v", strings.ToUpper(method), path, status, c)] = true
				}
			}
		}
	}
	for _, x := range dayOfEverything(t) {
		path, op := s.operation(x.method, x.path)
		if op == nil {
			t.Errorf("%s %s is not in the file", x.method, x.path)
			continue
		}
		response := s.at("paths", path, strings.ToLower(x.method), "responses", fmt.Sprint(x.status))
		at := fmt.Sprintf("%s %s %d", x.method, path, x.status)
		if response == nil {
			t.Errorf("%s is not in the file: %s", at, x.got)
			continue
		}
		if x.status != http.StatusOK {
			findings(t, at, s.check(s.at("components", "schemas", "Problem"), x.got))
			var p problem
			if err := json.Unmarshal(x.got, &p); err != nil {
				t.Error(err)
			}
			delete(open, at+" "+p.Error.Code)
			continue
		}
		if x.method == http.MethodPost {
			body := s.at("paths", path, "post", "requestBody", "content", "application/json", "schema")
			findings(t, at+" request", s.check(body, x.sent))
		}
		findings(t, at, s.check(s.at("components", "schemas", "Statement"), x.got))
		var e envelope
		if err := json.Unmarshal(x.got, &e); err != nil {
			t.Error(err)
		}
		findings(t, at+" body", s.check(s.at(response["x-statement"].(string)), []byte(e.Body)))
		delete(open, at+" ")
	}
	for o := range open {
		t.Errorf("the file has what never happened: %s", o)
	}
}

func findings(t *testing.T, at string, all []string) {
	t.Helper()
	for _, f := range all {
		t.Errorf("%s: %s", at, f)
	}
}

// dayOfEverything meets every answer that the file knows.
func dayOfEverything(t *testing.T) []exchange {
	t.Helper()
	disk := &badDisk{}
	o := openOffice(t, t.TempDir(), nil, func(c *ReceiverConfig) {
		c.Open = disk.open
		c.BatchNos = []string{"", "261228Y0000510010640001"}
	})
	inner, _, err := mutualTLS(o.newClient(t, nil).cfg)
	if err != nil {
		t.Fatal(err)
	}
	rec := &recorder{RoundTripper: inner}
	c := o.newClient(t, func(cfg *ClientConfig) { cfg.Transport = rec; cfg.Tries = 1 })
	ctx := context.Background()
	send := func(body []byte, key, want string) {
		t.Helper()
		if _, err := c.Send(ctx, body, key, nil); code(err) != want {
			t.Errorf("sending %s: %v, want %s", key, err, want)
		}
	}
	file := func(f PlanFiling, want string) {
		t.Helper()
		if _, err := c.File(ctx, f); code(err) != want {
			t.Errorf("filing: %v, want %s", err, want)
		}
	}
	good := pack("batch-0001", append(people(1, 3), everyMistake()...)...)
	send(good.body, good.key, "")
	send(pack("batch-0002", person(1)).body, "batch-0002", "")                         // DUP
	send(pack("batch-0001", person(4)).body, "batch-0001", "province-key-clash")       // 409
	send(pack("batch-0003", people(1, 501)...).body, "batch-0003", "province-refused") // E14
	send([]byte("{}"), "batch-0004", "province-refused")                               // E15
	unasked, _ := Encode(Batch{Key: "batch-0005", Header: Header{Plan: testPlan, BatchNo: "1"}, Records: people(5, 5)})
	send(unasked, "batch-0005", "province-refused") // E16
	unfiled, _ := Encode(Batch{Key: "batch-0007", Header: Header{Plan: "P"}, Records: people(7, 7)})
	send(unfiled, "batch-0007", "province-refused") // E06
	if _, err := c.Ask(ctx, good.key, nil); err != nil {
		t.Error(err)
	}
	if _, err := c.Ask(ctx, "batch-9999", nil); code(err) != ProblemBatchUnknown {
		t.Error(err)
	}
	if _, err := c.Digest(ctx, testPlan, nil); err != nil {
		t.Error(err)
	}
	if _, err := c.Digest(ctx, "another plan/2026", nil); code(err) != ProblemPlanUnknown {
		t.Error(err)
	}
	late := filing()
	late.Plan, late.Filed = "SC-JD-2026-0418", "2026-11-30"
	file(filing(), "")
	file(late, "")
	late.Plan = testPlan
	file(late, "province-plan-clash")
	file(PlanFiling{}, "province-refused")                                           // E15
	file(PlanFiling{V: 1, Body: strings.Repeat("大", maxBody/3)}, "province-refused") // E14
	disk.fail = errors.New("no space")
	send(pack("batch-0006", person(6)).body, "batch-0006", "province-unreachable") // 503 storage
	late.Plan = "SC-JD-2026-0419"
	file(late, "province-unreachable")
	disk.failRead = true
	if _, err := c.Ask(ctx, good.key, nil); code(err) != "province-unreachable" {
		t.Error(err)
	}
	return rec.all
}

// The columns of domain 11 all stand in a record, in their order.
func TestRecordHasAllColumns(t *testing.T) {
	want := strings.Fields(`seq name id_kind id_number sex birth education unit phone occupation occupation_code trade
		level theory practical review total exam_no exam_date certificate_no issued body filing plan site data_kind`)
	var got []string
	for i := range reflect.TypeFor[Record]().NumField() {
		got = append(got, reflect.TypeFor[Record]().Field(i).Tag.Get("json"))
	}
	if len(want) != 26 || !reflect.DeepEqual(got, want) {
		t.Errorf("columns are %v", got)
	}
}
