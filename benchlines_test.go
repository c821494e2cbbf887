package main_test

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// metrics are the figures of one benchmark by unit, as `go test -bench` prints them.
type metrics map[string]float64

// benchLines reads the output of `go test -bench`: a benchmark's name, without
// the -2 for the number of processors, and its figures. Where a benchmark ran
// several times (-count), the median of each figure stands.
func benchLines(text string) map[string]metrics {
	line := regexp.MustCompile(`(?m)^(Benchmark\S*?)(?:-\d+)?\s+\d+\s+(.+)$`)
	runs := map[string]map[string][]float64{}
	for _, m := range line.FindAllStringSubmatch(text, -1) {
		if runs[m[1]] == nil {
			runs[m[1]] = map[string][]float64{}
		}
		words := strings.Fields(m[2])
		for i := 0; i+1 < len(words); i += 2 {
			if v, err := strconv.ParseFloat(words[i], 64); err == nil {
				runs[m[1]][words[i+1]] = append(runs[m[1]][words[i+1]], v)
			}
		}
	}
	out := map[string]metrics{}
	for name, units := range runs {
		out[name] = metrics{}
		for unit, vs := range units {
			out[name][unit] = median(vs)
		}
	}
	return out
}

// median is the middle of vs, or the mean of the two in the middle.
func median(vs []float64) float64 {
	s := slices.Sorted(slices.Values(vs))
	n := len(s)
	if n == 0 {
		return 0
	}
	return (s[(n-1)/2] + s[n/2]) / 2
}

func TestBenchLines(t *testing.T) {
	got := benchLines(`goos: linux
cpu: some CPU
BenchmarkDurableSave1-2   	     500	   2151000 ns/op	         1.120 x-append	     512 B/op
BenchmarkDurableSave1-2   	     500	   2000000 ns/op	         1.300 x-append
BenchmarkDurableSave1-2   	     500	   2100000 ns/op	         1.140 x-append
BenchmarkReadPlan/10000   	       1	 900000000 ns/op	         1.25 x-excelize
--- BENCH: BenchmarkNoise
    noise_test.go:1: Benchmark 12 things
BenchmarkBroken
PASS
`)
	want := map[string]metrics{
		"BenchmarkDurableSave1":   {"ns/op": 2100000, "x-append": 1.14, "B/op": 512},
		"BenchmarkReadPlan/10000": {"ns/op": 900000000, "x-excelize": 1.25},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	for _, c := range []struct {
		in   []float64
		want float64
	}{{nil, 0}, {[]float64{3}, 3}, {[]float64{3, 1}, 2}, {[]float64{9, 1, 2}, 2}} {
		if m := median(c.in); m != c.want {
			t.Errorf("median of %v is %v, want %v", c.in, m, c.want)
		}
	}
}
