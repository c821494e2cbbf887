package kit

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// ratio is the contrast of WCAG 2.2, 1.4.3.
func ratio(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

func luminance(c color.NRGBA) float64 {
	lin := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.03928 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}

// The pairs and floors of look.md 2: text 4.5, and 7 in the high contrast look; edges 3.
const textPairs = "ink panel|ink bg|ink2 panel|ink2 bg|ink2 head|ink2 rail|hint input|hint rail|off panel|pri panel|pri bg|pri priT|onpri pri|ok panel|ok okT|ok bg|ok head|warn panel|warn warnT|warn bg|err panel|err errT|err bg|onstate ok|onstate warn|onstate err|onstate train|ink okT|ink warnT|ink errT|ink priT|ink sel|ink2 priT|ink2 okT|ink2 warnT|ink2 sel|pri sel|onframe frame|onframe2 frame"

func TestContrastOfEveryPair(t *testing.T) {
	for _, look := range Looks() {
		p := palette(look)
		check := func(pair string, floor float64) {
			a, b, _ := strings.Cut(pair, " ")
			if r := ratio(p[Tone(a)], p[Tone(b)]); r < floor {
				t.Errorf("%s: %s has contrast %.2f, floor %.1f", look, pair, r, floor)
			}
		}
		floor := 4.5
		if look == Contrast {
			floor = 7
		}
		for _, pair := range strings.Split(textPairs, "|") {
			check(pair, floor)
		}
		check("edge panel", 3)
		check("edge input", 3)
	}
}

// look.md 2 gives computed ratios; three of them check the formula itself.
func TestContrastAsPrintedInLook(t *testing.T) {
	for _, c := range []struct {
		look Look
		a, b Tone
		want string
	}{
		{Light, Ink, Panel, "17.2"}, {Dark, Pri, Sel, "4.8"}, {Contrast, Warn, WarnTint, "10.0"},
	} {
		p := palette(c.look)
		if got := fmt.Sprintf("%.1f", ratio(p[c.a], p[c.b])); got != c.want {
			t.Errorf("%s %s on %s: %s, look.md says %s", c.look, c.a, c.b, got, c.want)
		}
	}
}

func TestThemeDefinesEveryColourName(t *testing.T) {
	for _, look := range Looks() {
		test.AssertAllColorNamesDefined(t, NewTheme(newStyle(t, look, Standard)), string(look))
	}
}

// No two of the toolkit names that must differ may fall to the same tone by default.
func TestThemeMapsStateColours(t *testing.T) {
	th := NewTheme(newStyle(t, Light, Standard))
	for name, want := range map[string]string{"success": "11663A", "warning": "845000", "error": "AE2018", "primary": "17509B", "k.train": "6A2C91", "k.rail": "F4F6F8"} {
		got := th.st.C(toneOf(fyne.ThemeColorName(name)))
		if got != rgba(want) {
			t.Errorf("%s is %v, look.md 2 says %s", name, got, want)
		}
	}
}
