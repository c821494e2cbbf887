//go:build bench

package main_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// benchRow is one promise of design 9: a benchmark, the figure in which it
// reports its ratio to a rival of the same run, and the goal.
type benchRow struct {
	Work   string  `json:"work"`
	Size   int     `json:"size"`
	Rival  string  `json:"rival"`
	Ratio  float64 `json:"ratio"`
	Goal   float64 `json:"goal"`
	Better string  `json:"better"` // lower or higher

	pkg, name, unit, times string
	// against names a second benchmark of the package, the rival. Without it the
	// benchmark reports a ratio itself.
	against string
}

// benchRows lists them in the order of design 9. The benchmarks stand beside what
// they measure; this only runs them and keeps what they say.
func benchRows() []benchRow {
	const store, sheet, province, paper, desk, window = "./store", "./app/sheet", "./sync/province", "./app/paper", "./app/desk", "./app/screen"
	return []benchRow{
		{Work: "durable-save", Size: 1, Rival: "append+fsync", Goal: 1.2, Better: "lower", pkg: store, name: "BenchmarkDurableSave1", unit: "raw-ratio", times: "1000x"},
		{Work: "durable-save", Size: 1, Rival: "SQLite WAL synchronous=FULL", Goal: 1, Better: "lower", pkg: store, name: "BenchmarkDurableSave1", unit: "sqlite-ratio", times: "1000x"},
		{Work: "durable-save-rate", Size: 8, Rival: "one saver", Goal: 2, Better: "higher", pkg: store, name: "BenchmarkDurableSave8", unit: "one-ratio", times: "4x"},
		{Work: "durable-save-rate", Size: 8, Rival: "SQLite WAL synchronous=FULL, 8 savers", Goal: 1, Better: "higher", pkg: store, name: "BenchmarkDurableSave8", unit: "sqlite-ratio", times: "4x"},
		{Work: "check-roster", Size: 1_000, Rival: "excelize reading the same rows", Goal: 1.3, Better: "lower", pkg: sheet, name: "BenchmarkReadPlan/check/1000", unit: "ns/op", times: "10x", against: "BenchmarkReadPlan/excelize/1000"},
		{Work: "check-roster", Size: 10_000, Rival: "excelize reading the same rows", Goal: 1.3, Better: "lower", pkg: sheet, name: "BenchmarkReadPlan/check/10000", unit: "ns/op", times: "5x", against: "BenchmarkReadPlan/excelize/10000"},
		{Work: "load-roster", Size: 10_000, Rival: "excelize reading the same rows", Goal: 2, Better: "lower", pkg: desk, name: "BenchmarkLoadRoster", unit: "excelize-ratio", times: "5x"},
		{Work: "open-book", Size: 200_000, Rival: "Badger iterating the same keys", Goal: 1.3, Better: "lower", pkg: store, name: "BenchmarkOpen200k", unit: "badger-ratio", times: "5x"},
		{Work: "archive-memory", Size: 1_000, Rival: "an archive of 10 MB", Goal: 2, Better: "lower", pkg: store, name: "BenchmarkArchive/1000MB", unit: "heap-ratio", times: "1x"},
		{Work: "verify-events", Size: 200_000, Rival: "the rate of 20,000 events", Goal: 0.8, Better: "higher", pkg: store, name: "BenchmarkVerifyEvents/200000", unit: "rate-ratio", times: "1x"},
		{Work: "upload", Size: 10_000, Rival: "the receiver's bare handler", Goal: 0.8, Better: "higher", pkg: province, name: "BenchmarkUpload/10000", unit: "handler-ratio", times: "1x"},
		{Work: "upload", Size: 100_000, Rival: "the receiver's bare handler", Goal: 0.8, Better: "higher", pkg: province, name: "BenchmarkUpload/100000", unit: "handler-ratio", times: "1x"},
		{Work: "papers", Size: 100, Rival: "gopdf writing as many bare pages", Goal: 1.5, Better: "lower", pkg: paper, name: "BenchmarkPapers", unit: "pages/s", times: "20x", against: "BenchmarkBarePages"},
		{Work: "tickets", Size: 200, Rival: "gopdf writing as many bare pages", Goal: 1.5, Better: "lower", pkg: paper, name: "BenchmarkTickets", unit: "pages/s", times: "20x", against: "BenchmarkBareTickets"},
		{Work: "key-to-frame", Size: 10_000, Rival: "a bare Entry in a window of its own", Goal: 1.3, Better: "lower", pkg: window, name: "BenchmarkWindowKey", unit: "entry-ratio", times: "1x"},
		{Work: "memory", Size: 10_000, Rival: "60 MB beyond an empty window", Goal: 1, Better: "lower", pkg: window, name: "BenchmarkWindowMemory", unit: "allowance-ratio", times: "1x"},
		{Work: "start", Size: 1_000, Rival: "the empty window", Goal: 1.5, Better: "lower", pkg: window, name: "BenchmarkWindowStart", unit: "empty-ratio", times: "1x"},
		{Work: "soak-growth", Size: 600, Rival: "after the first fifth", Goal: 1.05, Better: "lower", pkg: window, name: "BenchmarkSoak", unit: "growth-ratio", times: "1x"},
	}
}

// met says whether the measured ratio keeps the promise.
func (r benchRow) met() bool {
	if r.Better == "higher" {
		return r.Ratio >= r.Goal
	}
	return r.Ratio <= r.Goal
}

// pattern is what -bench takes to run this row's benchmark, and its rival: each
// level of their names, either's.
func (r benchRow) pattern() string {
	levels := strings.Split(r.name, "/")
	rivals := strings.Split(r.name, "/")
	if r.against != "" {
		rivals = strings.Split(r.against, "/")
	}
	for i, l := range levels {
		levels[i] = "^(" + l + "|" + rivals[i] + ")$"
	}
	return strings.Join(levels, "/")
}

// ratio is the row's figure among those of its run: what the benchmark itself
// says, or how many times as long it takes as its rival.
func (r benchRow) ratio(said map[string]metrics) (float64, bool) {
	ours, ok := said[r.name][r.unit]
	if r.against == "" {
		return ours, ok
	}
	rival, has := said[r.against][r.unit]
	if strings.HasSuffix(r.unit, "/s") { // a rate: the slower has less
		ours, rival = rival, ours
	}
	return ours / rival, ok && has
}

// TestBenchReport runs each benchmark once and writes out/bench.json and a table.
// A goal that is missed is said, not failed: the machine may be busy. A benchmark
// that gives no figure fails.
func TestBenchReport(t *testing.T) {
	started, said := time.Now(), map[string]map[string]metrics{}
	rows := benchRows()
	for i, r := range rows {
		run := r.pkg + " " + r.pattern()
		if said[run] == nil {
			t.Logf("%5.0f s  %s %d: %s", time.Since(started).Seconds(), r.Work, r.Size, r.pkg)
			out, err := exec.Command("go", "test", "-tags", "x11 windowtest bench", "-run", "^$", "-bench", r.pattern(),
				"-benchtime", r.times, "-timeout", "15m", r.pkg).CombinedOutput()
			if err != nil {
				t.Errorf("%s: %v\n%s", run, err, out)
			}
			said[run] = benchLines(string(out))
		}
		ratio, ok := r.ratio(said[run])
		if !ok {
			t.Errorf("%s reports no %s; it says %v", run, r.unit, said[run])
		}
		rows[i].Ratio = ratio
	}
	b, err := json.MarshalIndent(rows, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll("out", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("out/bench.json", append(b, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	fmt.Fprintf(&table, "%-18s %8s  %-40s %7s  %s\n", "work", "size", "rival", "ratio", "goal")
	for _, r := range rows {
		sign, verdict := "≤", "missed"
		if r.Better == "higher" {
			sign = "≥"
		}
		switch {
		case r.Ratio == 0:
			verdict = "no figure"
		case r.met():
			verdict = "met"
		}
		fmt.Fprintf(&table, "%-18s %8d  %-40s %7.2f  %s %.2g %s\n", r.Work, r.Size, r.Rival, r.Ratio, sign, r.Goal, verdict)
	}
	t.Logf("out/bench.json, %.0f s\n%s", time.Since(started).Seconds(), table.String())
}
