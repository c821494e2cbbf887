//go:build windowtest && bench

package screen_test

import (
	"bytes"
	"image"
	"io"
	"log"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

// eye looks at a display and presses its keys without a process for each: what it
// measures is the window, not xdotool.
type eye struct {
	tb   testing.TB
	x    *xgb.Conn
	root xproto.Window
	keys map[xproto.Keysym]byte
}

// Key symbols of X11 that the benchmarks press (keysymdef.h).
const (
	keyReturn    xproto.Keysym = 0xff0d
	keyBackSpace xproto.Keysym = 0xff08
	keyPageDown  xproto.Keysym = 0xff56
	keyUp        xproto.Keysym = 0xff52
)

func newEye(tb testing.TB, display string) *eye {
	tb.Helper()
	xgb.Logger = log.New(io.Discard, "", 0) // it says that Xvfb wants no authority
	x, err := xgb.NewConnDisplay(display)
	if err != nil {
		tb.Fatalf("look at %s: %v", display, err)
	}
	tb.Cleanup(x.Close)
	if err := xtest.Init(x); err != nil {
		tb.Fatalf("XTEST: %v", err)
	}
	setup := xproto.Setup(x)
	e := &eye{tb: tb, x: x, root: setup.DefaultScreen(x).Root, keys: map[xproto.Keysym]byte{}}
	first, n := setup.MinKeycode, byte(setup.MaxKeycode-setup.MinKeycode+1)
	m, err := xproto.GetKeyboardMapping(x, first, n).Reply()
	if err != nil {
		tb.Fatalf("read the keyboard: %v", err)
	}
	for i := range int(n) {
		if sym := m.Keysyms[i*int(m.KeysymsPerKeycode)]; e.keys[sym] == 0 {
			e.keys[sym] = byte(int(first) + i)
		}
	}
	return e
}

// press presses and lets go of one key.
func (e *eye) press(sym xproto.Keysym) {
	e.tb.Helper()
	code := e.keys[sym]
	if code == 0 {
		e.tb.Fatalf("no key gives %#x", sym)
	}
	for _, kind := range []byte{xproto.KeyPress, xproto.KeyRelease} {
		if err := xtest.FakeInputChecked(e.x, kind, code, 0, e.root, 0, 0, 0).Check(); err != nil {
			e.tb.Fatalf("press %#x: %v", sym, err)
		}
	}
}

// see is what a part of the display shows.
func (e *eye) see(r image.Rectangle) []byte {
	e.tb.Helper()
	img, err := xproto.GetImage(e.x, xproto.ImageFormatZPixmap, xproto.Drawable(e.root), int16(r.Min.X), int16(r.Min.Y),
		uint16(r.Dx()), uint16(r.Dy()), ^uint32(0)).Reply()
	if err != nil {
		e.tb.Fatalf("look: %v", err)
	}
	return img.Data
}

// until looks again and again until a part of the display fits, and gives the time.
func (e *eye) until(what string, r image.Rectangle, fits func([]byte) bool) time.Duration {
	e.tb.Helper()
	for start := time.Now(); ; {
		if fits(e.see(r)) {
			return time.Since(start)
		}
		if time.Since(start) > patience {
			e.tb.Fatalf("in %v this was not seen: %s", patience, what)
		}
	}
}

// still waits until a part of the display has not changed for a while: the
// window has drawn what it had to.
func (e *eye) still(r image.Rectangle) []byte {
	e.tb.Helper()
	was, since := e.see(r), time.Now()
	e.until("a still picture", r, func(now []byte) bool {
		if !bytes.Equal(now, was) {
			was, since = now, time.Now()
		}
		return time.Since(since) > 150*time.Millisecond
	})
	return was
}

// written says whether a picture holds text: its edges are drawn in many shades.
func written(picture []byte) bool {
	shades := map[[3]byte]bool{}
	for i := 0; i+3 < len(picture); i += 4 {
		shades[[3]byte(picture[i:i+3])] = true
	}
	return len(shades) > 12
}
