package kit

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"math"
	"strconv"
	"strings"
)

// shape is a mark or icon on a grid of 20 × 20, as flattened lines. We draw our
// own SVG files, so that the same shape stands in a row, in the seat map's raster
// and at every size, in two colours.
type shape struct{ parts []part }

// part is one drawn thing: filled when fill, else stroked.
type part struct {
	lines [][]pt
	fill  bool
	inner bool // in the colour that stands on a state, not in the state's own
	dash  []float64
}

type pt struct{ x, y float64 }

// shapeOf reads a shape once. A missing or broken file gives an empty shape: the
// test that reads every file in assets finds it.
func (st *Style) shapeOf(name string) *shape {
	if s, ok := st.shapes[name]; ok {
		return s
	}
	s := &shape{}
	if b, err := fs.ReadFile(st.icons, name+".svg"); err == nil {
		if read, err := readShape(b); err == nil {
			s = read
		}
	}
	st.shapes[name] = s
	return s
}

// readShape reads the SVG that our own icons use: path, circle and rect, the
// colours currentColor, onState and none, and stroke-dasharray.
func readShape(b []byte) (*shape, error) {
	d := xml.NewDecoder(bytes.NewReader(b))
	s := &shape{}
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return s, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read icon: %w", err)
		}
		el, ok := tok.(xml.StartElement)
		if !ok || el.Name.Local == "svg" {
			continue
		}
		at := map[string]string{}
		for _, a := range el.Attr {
			at[a.Name.Local] = a.Value
		}
		p := part{fill: at["fill"] != "" && at["fill"] != "none"}
		p.inner = at["stroke"] == "onState" || at["fill"] == "onState"
		if p.dash, err = numbers(at["stroke-dasharray"]); err != nil {
			return nil, err
		}
		switch el.Name.Local {
		case "path":
			if p.lines, err = readPath(at["d"]); err != nil {
				return nil, err
			}
		case "circle":
			p.lines = [][]pt{arcPoints(num(at["cx"]), num(at["cy"]), num(at["r"]), 0, 2*math.Pi)}
		case "rect":
			p.lines = [][]pt{roundRect(num(at["x"]), num(at["y"]), num(at["width"]), num(at["height"]), num(at["rx"]))}
		default:
			return nil, fmt.Errorf("read icon: element %s", el.Name.Local)
		}
		s.parts = append(s.parts, p)
	}
}

func num(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return v
}

func numbers(s string) ([]float64, error) {
	var out []float64
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' }) {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return nil, fmt.Errorf("read icon: %w", err)
		}
		out = append(out, v)
	}
	return out, nil
}

func arcPoints(cx, cy, r, from, to float64) []pt {
	n := max(6, int(math.Abs(to-from)/(2*math.Pi)*48))
	out := make([]pt, 0, n+1)
	for i := 0; i <= n; i++ {
		a := from + (to-from)*float64(i)/float64(n)
		out = append(out, pt{cx + r*math.Cos(a), cy + r*math.Sin(a)})
	}
	return out
}

func roundRect(x, y, w, h, r float64) []pt {
	if r <= 0 {
		return []pt{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}}
	}
	var out []pt
	out = append(out, arcPoints(x+w-r, y+r, r, -math.Pi/2, 0)...)
	out = append(out, arcPoints(x+w-r, y+h-r, r, 0, math.Pi/2)...)
	out = append(out, arcPoints(x+r, y+h-r, r, math.Pi/2, math.Pi)...)
	out = append(out, arcPoints(x+r, y+r, r, math.Pi, 3*math.Pi/2)...)
	return append(out, out[0])
}
