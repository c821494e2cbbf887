//go:build windowtest && bench

package screen_test

import (
	"testing"
	"time"

	"github.com/jezek/xgb/xproto"
)

// soakSaves are two hours of one assessor's scoring: twelve candidates an hour and
// a half-dozen items each would be 144; this is what four assessors do.
const soakSaves = 600

// forgets is how long the toolkit keeps what it has drawn, and a little more. Two
// hours within minutes draw far more in that time than a person does.
const forgets = 75 * time.Second

// BenchmarkSoak scores without a pause in the real window; every save is stored.
// What is resident at the end is held against what was after the first fifth, each
// once the toolkit has forgotten what is no longer shown.
func BenchmarkSoak(b *testing.B) {
	s := stopped(b, "2026-12-20T08:46")
	for b.Loop() {
		d := start(b, binary, s.home)
		d.screen("signin")
		d.shown()
		d.signIn("lxh", s.pass["S05"])
		d.key("alt+3")
		d.screen("practical")
		d.key("Next")
		e := newEye(b, d.display)
		e.still(typing)
		fifth := 0.0
		for i := range soakSaves {
			e.press(xproto.Keysym('4' + i%2)) // item 1 of 5: 4, then 5, then 4
			e.press(keyReturn)
			d.event("score.item")
			e.press(keyUp)
			if i == soakSaves/5 {
				fifth = settled(b, d)
			}
		}
		end := settled(b, d)
		b.ReportMetric(fifth, "fifth-MB")
		b.ReportMetric(end, "end-MB")
		b.ReportMetric(end/fifth, "growth-ratio")
	}
}

// settled is the program's memory in MB after a while without a key.
func settled(b *testing.B, d *drive) float64 {
	b.Helper()
	select {
	case <-time.After(forgets):
	case <-d.ended:
		b.Fatal("the program ended")
	}
	return resident(b, d.program.Process.Pid)
}
