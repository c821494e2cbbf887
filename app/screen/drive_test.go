//go:build windowtest

package screen_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// trace is one line that the program writes to KAOWU_TRACE: where the person is
// and what was stored or refused. It names nobody.
type trace struct {
	Kind   string `json:"kind"`
	Detail string `json:"detail"`
	Focus  string `json:"focus"`
	Stage  string `json:"stage"`
	Event  string `json:"event"`
}

// first is the first word of the detail: an event's kind, before its id.
func (l trace) first() string { word, _, _ := strings.Cut(l.Detail, " "); return word }

// drive is a person at the real window: a virtual display, a window manager, the
// program, and a keyboard.
type drive struct {
	t       testing.TB
	display string
	private string // HOME of what runs there
	env     []string
	lines   chan trace
	pipe    *os.File // what the program writes its trace to
	now     trace    // the newest state
	events  []string // ids of what was stored
	last    []string // the newest lines, for a message
	shots   string
	n       int
	program *exec.Cmd
	ended   chan struct{} // closed when the program has ended
	closed  bool          // the window was closed by the person
}

// broken is the kind of a line that is no JSON.
const broken = "broken"

// patience bounds each wait. Software drawing on two busy cores is slow; a wait
// ends as soon as the line is there.
const patience = 30 * time.Second

// open starts a display of 1280×768 with a window manager. The program's own
// settings go into a folder of its own, not into the user's home. Nothing blinks
// there, so that two pictures of the same state are alike.
func (d *drive) open() {
	d.t.Helper()
	d.private = d.t.TempDir()
	if err := os.MkdirAll(filepath.Join(d.private, "fyne"), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(d.private, "fyne", "settings.json"), []byte(`{"no_animations":true}`), 0o644); err != nil {
		d.t.Fatal(err)
	}
	d.display = display(d.t)
	d.env = append(os.Environ(), "DISPLAY="+d.display, "HOME="+d.private, "XDG_CONFIG_HOME="+d.private,
		"LC_ALL=C.UTF-8", "LIBGL_ALWAYS_SOFTWARE=1", "FYNE_SCALE=1")
	d.spawn("openbox", "--sm-disable")
}

// start opens a display and the program on home.
func start(t testing.TB, binary, home string) *drive {
	t.Helper()
	shots, err := filepath.Abs("../../out/window")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(shots, 0o755); err != nil {
		t.Fatal(err)
	}
	d := &drive{t: t, lines: make(chan trace, 4096), shots: shots, ended: make(chan struct{})}
	d.open()

	// A named pipe: reading it waits for a line, so nothing here polls.
	pipe := filepath.Join(d.private, "trace")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatalf("make the trace pipe: %v", err)
	}
	d.env = append(d.env, "KAOWU_TRACE="+pipe)
	both, err := os.OpenFile(pipe, os.O_RDWR, 0) // both ends, so that opening waits for nobody
	if err != nil {
		t.Fatalf("open the trace pipe: %v", err)
	}
	t.Cleanup(func() { both.Close() })
	d.pipe = both
	go d.read(both)

	log, err := os.Create(filepath.Join(shots, "program.log"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { log.Close() })
	d.program = d.command(binary, "--home", home)
	d.program.Stdout, d.program.Stderr = log, log
	if err := d.program.Start(); err != nil {
		t.Fatalf("start the program: %v", err)
	}
	go func() { d.program.Wait(); close(d.ended) }()
	t.Cleanup(func() { d.program.Process.Kill(); <-d.ended })
	return d
}

// display starts Xvfb on a number of its own choice and gives it back.
func display(t testing.TB) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x768x24", "-nolisten", "tcp", "-noreset")
	x.ExtraFiles = []*os.File{w}
	if err := x.Start(); err != nil {
		t.Fatalf("start Xvfb (make setup installs it): %v", err)
	}
	w.Close()
	t.Cleanup(func() { x.Process.Kill(); x.Wait() })
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb named no display: %v", err)
	}
	return ":" + strings.TrimSpace(number)
}

func (d *drive) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Env = d.env
	return c
}

// spawn runs a helper until the test ends.
func (d *drive) spawn(name string, args ...string) {
	d.t.Helper()
	c := d.command(name, args...)
	if err := c.Start(); err != nil {
		d.t.Fatalf("start %s (make setup installs it): %v", name, err)
	}
	d.t.Cleanup(func() { c.Process.Kill(); c.Wait() })
}

// run runs a helper to its end, within patience.
func (d *drive) run(name string, args ...string) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.t.Context(), patience)
	defer cancel()
	c := exec.CommandContext(ctx, name, args...)
	c.Env = d.env
	if out, err := c.CombinedOutput(); err != nil {
		d.t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
}

// read passes each trace line on. A line that is not JSON is the program's fault.
func (d *drive) read(from io.Reader) {
	for in := bufio.NewScanner(from); in.Scan(); {
		var l trace
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			l = trace{Kind: broken, Detail: in.Text()}
		}
		d.lines <- l
	}
}

// key presses keys, each by its X name: Return, F9, Tab, Control_L+l.
func (d *drive) key(names ...string) {
	d.t.Helper()
	for _, k := range names {
		d.run("xdotool", "key", "--delay", "30", k)
	}
}

// write types text as a person or a scanner does.
func (d *drive) write(text string) {
	d.t.Helper()
	d.run("xdotool", "type", "--delay", "30", text)
}

// enter types text and a key after it.
func (d *drive) enter(text, key string) {
	d.t.Helper()
	d.run("xdotool", "type", "--delay", "20", "--args", "1", text, "key", "--delay", "20", key)
}

// until waits for the next trace line that fits, and fails the test when none
// comes in time, the program ends, or a line is broken.
func (d *drive) until(what string, fits func(trace) bool) trace {
	d.t.Helper()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	ended := d.ended
	if d.closed {
		ended = nil
	}
	for {
		select {
		case l := <-d.lines:
			d.take(l)
			if fits(l) {
				return l
			}
		case <-ended:
			d.fail("the program ended while waiting for: " + what)
		case <-limit.C:
			d.fail("this did not happen in " + patience.String() + ": " + what)
		}
	}
}

// take notes what a line says.
func (d *drive) take(l trace) {
	d.t.Helper()
	d.last = append(d.last, strings.Join([]string{l.Kind, l.Detail, l.Focus, l.Stage}, " "))
	switch l.Kind {
	case broken:
		d.fail("the trace has a line that is no JSON")
	case "event":
		_, id, _ := strings.Cut(l.Detail, " ")
		d.events = append(d.events, id)
	case "state":
		d.now = l
		if n := len(d.events); n > 0 && l.Event != d.events[n-1] {
			d.fail("a state does not name the event before it")
		}
	}
}

// at waits until the person is on a screen, with the keyboard on a part of it and
// its work at a stage; what is empty may be anything.
func (d *drive) at(screen, focus, stage string) {
	d.t.Helper()
	fits := func(l trace) bool {
		return l.Kind == "state" && l.Detail == screen && (focus == "" || l.Focus == focus) && (stage == "" || l.Stage == stage)
	}
	if !fits(d.now) {
		d.until("being at "+strings.Join([]string{screen, focus, stage}, ", "), fits)
	}
}

// close closes the window as people do, and waits for the end of the program.
func (d *drive) close() {
	d.t.Helper()
	d.key("alt+F4")
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for {
		select {
		case l := <-d.lines:
			d.take(l)
		case <-d.ended:
			d.closed = true
			// What the program wrote last comes before what is written here.
			if _, err := io.WriteString(d.pipe, `{"kind":"end"}`+"\n"); err != nil {
				d.t.Fatal(err)
			}
			d.until("the end of the trace", func(l trace) bool { return l.Kind == "end" })
			if code := d.program.ProcessState.ExitCode(); code != 0 {
				d.t.Fatalf("the program ended with %d, see out/window/program.log", code)
			}
			return
		case <-limit.C:
			d.fail("the window did not close in " + patience.String())
		}
	}
}

// fail keeps a picture of the moment and says what the program said last.
func (d *drive) fail(why string) {
	d.t.Helper()
	d.command("import", "-window", "root", filepath.Join(d.shots, "failed.png")).Run()
	newest := d.last[max(0, len(d.last)-12):]
	d.t.Fatalf("%s\nlast of the trace:\n%s\nsee out/window/failed.png and program.log", why, strings.Join(newest, "\n"))
}

// shown waits until the window is on the display and has the keyboard.
func (d *drive) shown() {
	d.t.Helper()
	d.run("xdotool", "search", "--sync", "--onlyvisible", "--name", "^考务", "windowactivate", "--sync", "%1")
}

// scribble writes a signature with the mouse, beginning at a point of the screen.
func (d *drive) scribble(x, y int) {
	d.t.Helper()
	args := []string{"mousemove", fmt.Sprint(x), fmt.Sprint(y), "mousedown", "1"}
	for i := range 24 {
		// As slowly as a hand: the window looks sixty times a second.
		args = append(args, "mousemove", fmt.Sprint(x+10*i), fmt.Sprint(y+(i%6)*14), "sleep", "0.02")
	}
	d.run("xdotool", append(args, "mouseup", "1")...)
}

// shot keeps the screen as a picture, numbered in order, once two in a row are
// alike: until then the window is still drawing.
func (d *drive) shot(name string) {
	d.t.Helper()
	d.n++
	file := filepath.Join(d.shots, fmt.Sprintf("%s-%02d-%s.png", strings.TrimPrefix(d.t.Name(), "TestWindow"), d.n, name))
	var before []byte
	for range 10 {
		d.run("import", "-window", "root", file)
		now, err := os.ReadFile(file)
		if err != nil {
			d.t.Fatal(err)
		}
		if bytes.Equal(now, before) {
			return
		}
		before = now
	}
}
