//go:build windowtest && bench

package screen_test

import (
	"bytes"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jezek/xgb/xproto"
)

// typing is left of the side panels and of the clock: where every screen and the rival write.
var (
	typing     = image.Rect(0, 24, 760, 240)
	everything = image.Rect(0, 0, 1280, 720)
)

// bare builds the rival once a benchmark.
func bare(b *testing.B) string {
	b.Helper()
	out := filepath.Join(b.TempDir(), "bare")
	if msg, err := exec.Command("go", "build", "-tags", "x11", "-o", out, "./testdata/bare").CombinedOutput(); err != nil {
		b.Fatalf("build the bare window: %v\n%s", err, msg)
	}
	return out
}

// seen is a program's window on a display of its own, and how long it took to come.
type seen struct {
	*eye
	cmd  *exec.Cmd
	took time.Duration
}

// look starts a program and waits until its window shows text.
func look(b *testing.B, binary string, args ...string) seen {
	b.Helper()
	d := &drive{t: b}
	d.open()
	s := seen{eye: newEye(b, d.display), cmd: d.command(binary, args...)}
	start := time.Now()
	if err := s.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(s.end)
	s.until("the window", everything, written)
	s.took = time.Since(start)
	d.shown()
	return s
}

// end ends the program; a second time it does nothing.
func (s seen) end() {
	s.cmd.Process.Kill()
	s.cmd.Wait()
}

// resident is a process's memory in MB.
func resident(b *testing.B, pid int) float64 {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	for l := range strings.Lines(string(text)) {
		if kb, ok := strings.CutPrefix(l, "VmRSS:"); ok {
			n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(kb), "kB")))
			if err != nil {
				b.Fatal(err)
			}
			return float64(n) / 1024
		}
	}
	b.Fatal("no VmRSS")
	return 0
}

// keyTime is the middle time from a key to the changed picture, over digits that
// come and go.
func keyTime(e *eye) time.Duration {
	var all []time.Duration
	for i := range 60 {
		sym := xproto.Keysym('2')
		if i%2 == 1 {
			sym = keyBackSpace
		}
		before := e.still(typing)
		start := time.Now()
		e.press(sym)
		e.until("the key's picture", typing, func(now []byte) bool { return !bytes.Equal(now, before) })
		all = append(all, time.Since(start))
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// BenchmarkWindowKey is design 9's key press to painted frame: a digit in the field
// of the door, with a roster of 10,000 searched at each, against a bare Entry.
func BenchmarkWindowKey(b *testing.B) {
	rival, s := bare(b), bigSite(b, 10_000)
	for b.Loop() {
		empty := look(b, rival, "10000")
		entry := keyTime(empty.eye)
		empty.end()
		d := start(b, binary, s.home)
		d.screen("signin")
		d.shown()
		d.signIn("y", s.pass)
		d.key("alt+2")
		d.screen("checkin")
		ours := keyTime(newEye(b, d.display))
		b.ReportMetric(float64(entry.Microseconds())/1000, "entry-ms")
		b.ReportMetric(float64(ours.Microseconds())/1000, "ours-ms")
		b.ReportMetric(float64(ours)/float64(entry), "entry-ratio")
	}
}

// BenchmarkWindowStart is from the command to the page that can be used, against the
// bare window.
func BenchmarkWindowStart(b *testing.B) {
	rival, s := bare(b), bigSite(b, 1_000)
	var empty, ours []time.Duration
	for range 5 {
		w := look(b, rival, "0")
		w.end()
		empty = append(empty, w.took)
		w = look(b, binary, "--home", s.home)
		w.end()
		ours = append(ours, w.took)
	}
	slices.Sort(empty)
	slices.Sort(ours)
	for b.Loop() {
		b.ReportMetric(float64(empty[2].Milliseconds()), "empty-ms")
		b.ReportMetric(float64(ours[2].Milliseconds()), "ours-ms")
		b.ReportMetric(float64(ours[2])/float64(empty[2]), "empty-ratio")
	}
}

// BenchmarkWindowMemory is what 10,000 candidates cost beyond the bare window with
// as many rows and the same scrolling: design 9 allows 60 MB.
func BenchmarkWindowMemory(b *testing.B) {
	rival, s := bare(b), bigSite(b, 10_000)
	scroll := func(e *eye) {
		for range 100 {
			e.press(keyPageDown)
			e.still(typing)
		}
	}
	for b.Loop() {
		w := look(b, rival, "10000")
		scroll(w.eye)
		empty := resident(b, w.cmd.Process.Pid)
		w.end()
		d := start(b, binary, s.home)
		d.screen("signin")
		d.shown()
		d.signIn("j", s.pass)
		d.key("alt+5")
		d.screen("results")
		scroll(newEye(b, d.display))
		ours := resident(b, d.program.Process.Pid)
		b.ReportMetric(empty, "empty-MB")
		b.ReportMetric(ours, "ours-MB")
		b.ReportMetric((ours-empty)/60, "allowance-ratio")
	}
}
