package paper

import (
	"fmt"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"
)

// quiet is the white border that a QR reader needs, in cells.
const quiet = 4

// QR is text as a QR symbol of level M (ISO/IEC 18004), side millimetres wide with
// its quiet zone, top left corner at x, y. A 192-byte checkpoint takes 57 cells and
// reads at 25 mm from a 150 dpi scan (pitfalls-2, 8). Text beyond some 2,300 bytes
// is an error.
func QR(text string, x, y, side float64) (Bits, error) {
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return Bits{}, fmt.Errorf("make QR: %w", err)
	}
	n := code.Bounds().Dx()
	cell := side / float64(n+2*quiet)
	return Bits{X: x + quiet*cell, Y: y + quiet*cell, CellW: cell, CellH: cell, Cols: n, Rows: n, Runs: runs(code)}, nil
}

// Code128 is text as a Code 128 symbol (ISO/IEC 15417) w × h millimetres without
// its quiet zone. An exam number of ten digits needs 35 mm (pitfalls-2, 8).
// Characters beyond ASCII are an error.
func Code128(text string, x, y, w, h float64) (Bits, error) {
	code, err := code128.Encode(text)
	if err != nil {
		return Bits{}, fmt.Errorf("make Code 128: %w", err)
	}
	n := code.Bounds().Dx()
	return Bits{X: x, Y: y, CellW: w / float64(n), CellH: h, Cols: n, Rows: 1, Runs: runs(code)}, nil
}

// runs merges the black cells of each row: one rectangle for each run keeps files
// small and leaves no hairlines between cells.
func runs(code barcode.Barcode) []Run {
	var out []Run
	b := code.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			from := x
			for x < b.Max.X && dark(code, x, y) {
				x++
			}
			if x > from {
				out = append(out, Run{Row: y - b.Min.Y, Col: from - b.Min.X, Len: x - from})
			}
		}
	}
	return out
}

func dark(code barcode.Barcode, x, y int) bool {
	r, _, _, _ := code.At(x, y).RGBA()
	return r < 0x8000
}
