package paper

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"

	"kaowu/app/exam"
)

// TestQRMatrix compares the cells that are drawn with the symbol, and looks for
// the three finder patterns of ISO/IEC 18004 by hand.
func TestQRMatrix(t *testing.T) {
	b, err := QR(checkpoint, 20, 30, 32)
	if err != nil {
		t.Fatal(err)
	}
	want, err := qr.Encode(checkpoint, qr.M, qr.Unicode)
	if err != nil {
		t.Fatal(err)
	}
	grid := cellsOf(b)
	for y := range b.Rows {
		for x := range b.Cols {
			if grid[y][x] != dark(want, x, y) {
				t.Fatalf("cell %d, %d differs", x, y)
			}
		}
	}
	for _, corner := range [][2]int{{0, 0}, {b.Cols - 7, 0}, {0, b.Rows - 7}} {
		for i := range 7 {
			for j := range 7 {
				edge := i == 0 || i == 6 || j == 0 || j == 6
				core := i >= 2 && i <= 4 && j >= 2 && j <= 4
				if grid[corner[1]+i][corner[0]+j] != (edge || core) {
					t.Fatalf("no finder pattern at %v", corner)
				}
			}
		}
	}
	// The quiet zone of four cells is inside the side that was asked for.
	if left := b.X - 20; left < 3.99*b.CellW || abs(b.X+float64(b.Cols)*b.CellW+left-52) > 1e-9 {
		t.Errorf("quiet zone %.2f mm of cells %.2f mm", left, b.CellW)
	}
}

func cellsOf(b Bits) [][]bool {
	grid := make([][]bool, b.Rows)
	for y := range grid {
		grid[y] = make([]bool, b.Cols)
	}
	for _, r := range b.Runs {
		for i := range r.Len {
			grid[r.Row][r.Col+i] = true
		}
	}
	return grid
}

// TestQROnPaper rasters the printed record at 150 dpi, as an office scanner does,
// and samples the middle of every cell.
func TestQROnPaper(t *testing.T) {
	// The second is as long as one with the counter-signature of the national algorithms,
	// 356 bytes where the plan number has 15 characters.
	long := checkpoint + "— device/fff13799006d631f " + strings.Repeat("ZThTlDBGAiEA", 8) + "sI3P9w==\n"
	for _, note := range []string{checkpoint, long + strings.Repeat("x", max(0, 356-len(long)))} {
		qrOnPaper(t, note)
	}
}

func qrOnPaper(t *testing.T, note string) {
	t.Helper()
	d := recordData(exam.Practical)
	d.Checkpoint = note
	doc, err := ExamRoomRecord(frame(t, "zh"), d)
	if err != nil {
		t.Fatal(err)
	}
	pageNo, code := 0, Bits{}
	for i, p := range doc.Pages {
		for _, it := range p.Items {
			if b, ok := it.(Bits); ok {
				pageNo, code = i+1, b
			}
		}
	}
	if pageNo == 0 {
		t.Fatal("no QR on the record")
	}
	img := raster(t, makePDF(t, fmt.Sprintf("qr%d", len(note)), doc), pageNo, 150)
	grid := cellsOf(code)
	for y := range code.Rows {
		for x := range code.Cols {
			px := (code.X + (float64(x)+0.5)*code.CellW) / 25.4 * 150
			py := (code.Y + (float64(y)+0.5)*code.CellH) / 25.4 * 150
			if got := img.at(int(px), int(py)) < 128; got != grid[y][x] {
				t.Fatalf("cell %d, %d reads %v on paper", x, y, got)
			}
		}
	}
}

func TestCode128(t *testing.T) {
	b, err := Code128("2026610001", 10, 10, 35, 8)
	if err != nil {
		t.Fatal(err)
	}
	// Ten figures pair into five symbols of code set C: start, 5, check 11 cells each, stop 13.
	if b.Cols != 11+5*11+11+13 || b.Rows != 1 {
		t.Errorf("%d cells, want 90", b.Cols)
	}
	if abs(b.CellW*float64(b.Cols)-35) > 1e-9 {
		t.Errorf("%.2f mm wide", b.CellW*float64(b.Cols))
	}
	if _, err := Code128("准考证", 0, 0, 35, 8); err == nil {
		t.Error("Chinese in Code 128")
	}
	if _, err := QR(strings.Repeat("x", 5000), 0, 0, 30); err == nil {
		t.Error("5,000 bytes in a QR symbol")
	}
}

// grey8 is a raster page, one byte a pixel.
type grey8 struct {
	w, h int
	pix  []byte
}

func (g grey8) at(x, y int) byte { return g.pix[y*g.w+x] }

// raster draws one page of a file with poppler.
func raster(t testing.TB, file string, page, dpi int) grey8 {
	t.Helper()
	root := filepath.Join(t.TempDir(), "page")
	n, d := itoa(page), itoa(dpi)
	if out, err := exec.Command("pdftoppm", "-gray", "-singlefile", "-f", n, "-l", n, "-r", d, file, root).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v: %s", err, out)
	}
	b, err := os.ReadFile(root + ".pgm")
	if err != nil {
		t.Fatal(err)
	}
	return readPGM(t, b)
}
