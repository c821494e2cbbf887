package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Para is text over several lines in one tone, broken to the width it is given.
// Chinese breaks between characters, but no line begins with closing punctuation;
// other text breaks at blanks. width is a first guess, used until it is laid out.
func (st *Style) Para(s string, size float32, t Tone, width float32) *fyne.Container {
	p := &para{st: st, text: s, size: size, tone: t, width: width}
	c := container.New(p)
	p.box = c
	p.wrap(width)
	return c
}

type para struct {
	st    *Style
	text  string
	size  float32
	tone  Tone
	width float32
	box   *fyne.Container
	lines int
}

func (p *para) lineHeight() float32 { return p.size * 1.45 }

func (p *para) wrap(width float32) {
	lines := Wrap(p.text, p.size, width)
	p.width, p.lines = width, len(lines)
	objs := make([]fyne.CanvasObject, len(lines))
	for i, l := range lines {
		objs[i] = p.st.Text(l, p.size, p.tone)
	}
	p.box.Objects = objs
}

// MinSize is one character wide, so that the box it stands in decides.
func (p *para) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(p.size, p.lineHeight()*float32(p.lines))
}

// Layout breaks the text anew when the width has changed.
func (p *para) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	if s.Width != p.width && s.Width > 0 {
		p.wrap(s.Width)
	}
	for i, o := range p.box.Objects {
		o.Move(fyne.NewPos(0, float32(i)*p.lineHeight()))
		o.Resize(fyne.NewSize(s.Width, p.lineHeight()))
	}
}

// noStart holds what must not begin a line (GB/T 15834 5.1).
const noStart = "，。、；：？！）》」』〕】…,.;:?!)"

// Wrap breaks text into lines no wider than width units.
func Wrap(s string, size, width float32) []string {
	var out []string
	for _, para := range strings.Split(s, "\n") {
		out = append(out, wrapOne(para, size, width)...)
	}
	return out
}

func wrapOne(s string, size, width float32) []string {
	var out []string
	line := ""
	for _, w := range narrow(pieces(s), size, width) {
		if line != "" && measure(line+w, size) > width {
			out = append(out, strings.TrimRight(line, " "))
			line = strings.TrimLeft(w, " ")
			continue
		}
		line += w
	}
	return append(out, strings.TrimRight(line, " "))
}

// narrow cuts what is wider than a line by itself, as a checkpoint is: behind a hyphen
// where there is one, as in a fingerprint, else anywhere.
func narrow(list []string, size, width float32) []string {
	var out []string
	for _, w := range list {
		cur := ""
		for _, r := range w {
			if len(w) > 8 && cur != "" && measure(cur+string(r), size) > width {
				cut := strings.LastIndexByte(cur, '-') + 1
				if cut == 0 {
					cut = len(cur)
				}
				out = append(out, cur[:cut])
				cur = cur[cut:]
			}
			cur += string(r)
		}
		out = append(out, cur)
	}
	return out
}

// pieces cuts text where a line may break.
func pieces(s string) []string {
	var out []string
	cur := ""
	prev := rune(0)
	for _, r := range s {
		wide := unicode.Is(unicode.Han, r) || r >= 0x3000
		was := unicode.Is(unicode.Han, prev) || prev >= 0x3000
		stays := strings.ContainsRune(noStart, r) || prev == '（' || prev == '「' || prev == '《'
		if cur != "" && !stays && (wide || was || prev == ' ') {
			out = append(out, cur)
			cur = ""
		}
		cur += string(r)
		prev = r
	}
	if cur != "" {
		out = append(out, cur)
	}
	return out
}

// Trimmed is one line that is set smaller, then shortened with …, when its box is
// too narrow. Only names of places and of subjects may be: never numbers, people or
// verdicts.
func (st *Style) Trimmed(s string, size float32, t Tone) *fyne.Container {
	x := st.Text(s, size, t)
	return container.New(&trimmed{full: s, size: size, text: x}, x)
}

type trimmed struct {
	full string
	size float32
	text *canvas.Text
}

// Full is the text before it was shortened.
func (t *trimmed) Full() string { return t.full }

func (t *trimmed) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(t.size*2, t.size*1.45)
}

func (t *trimmed) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	t.text.TextSize = sizeFor(t.full, t.size, s.Width)
	t.text.Text = Shorten(t.full, t.text.TextSize, s.Width)
	t.text.Move(fyne.Position{})
	t.text.Resize(s)
}

// Shorten cuts s with … to fit into width units.
func Shorten(s string, size, width float32) string {
	if measure(s, size) <= width {
		return s
	}
	r := []rune(s)
	for n := len(r) - 1; n > 0; n-- {
		if cut := string(r[:n]) + "…"; measure(cut, size) <= width {
			return cut
		}
	}
	return "…"
}

func measure(s string, size float32) float32 {
	return fyne.MeasureText(s, size, fyne.TextStyle{}).Width
}
