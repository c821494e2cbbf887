package province

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"kaowu/app/exam"
)

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
		delete(open, s.hold(t, x))
	}
	for o := range open {
		t.Errorf("the file has what never happened: %s", o)
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
	c := o.newClient(t, func(cfg *ClientConfig) { cfg.Tries = 1 })
	rec := &recorder{RoundTripper: c.http.Transport}
	c.http.Transport = rec
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
	swapped, next := filing(), filing()
	swapped.Fingerprint = "0000-0000"
	file(swapped, ProblemOtherKey)
	next.Versions = []FiledVersion{{2, "一名考生退出", []exam.PlanChange{{Kind: exam.RowRemoved, Sheet: "考生名册", Key: "2026610001"}}}}
	file(next, "")
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
