//go:build windowtest && bench

package screen_test

import (
	"testing"

	"github.com/jezek/xgb/xproto"
)

// soakSaves are two hours of one assessor's scoring: twelve candidates an hour and
// a half-dozen items each would be 144; this is what seven assessors do.
const soakSaves = 1000

// BenchmarkSoak scores without a pause in the real window; every save is stored.
// What is resident at the end is held against what was after the first fifth.
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
				fifth = resident(b, d.program.Process.Pid)
			}
		}
		end := resident(b, d.program.Process.Pid)
		b.ReportMetric(fifth, "fifth-MB")
		b.ReportMetric(end, "end-MB")
		b.ReportMetric(end/fifth, "growth-ratio")
	}
}
