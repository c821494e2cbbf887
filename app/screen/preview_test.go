package screen

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/paper"
)

// ptPerMM turns the page model's millimetres into the PDF's points.
const ptPerMM = 72 / 25.4

// signedPaper is P01's record signed by everybody: the page that the window shows,
// and the signed file.
func signedPaper(t *testing.T) (w *world, doc paper.Doc, file, checkpoint string) {
	t.Helper()
	w, assessor, _ := filled(t)
	check(t, assessor.FreezeRecord(t.Context(), "P01"))
	w.signedBy(w.crew()...)
	doc, err := w.lead.RecordPage("P01")
	check(t, err)
	pdf, err := w.lead.RecordPaper("P01")
	check(t, err)
	v, err := w.lead.RecordView("P01")
	check(t, err)
	file = filepath.Join(t.TempDir(), "p.pdf")
	check(t, os.WriteFile(file, pdf, 0o600))
	return w, doc, file, v.State.Paper.Checkpoint
}

func output(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s (make setup installs it): %v", name, err)
	}
	return out
}

// word is a word of the printed page, in points.
type word struct {
	text           string
	x0, y0, x1, y1 float64
}

// wordsOf reads a PDF's words, page by page.
func wordsOf(t *testing.T, file string) [][]word {
	t.Helper()
	var pages [][]word
	row := regexp.MustCompile(`<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">([^<]*)</word>`)
	for _, l := range strings.Split(string(output(t, "pdftotext", "-bbox", file, "-")), "\n") {
		if strings.Contains(l, "<page ") {
			pages = append(pages, nil)
		}
		m := row.FindStringSubmatch(l)
		if m == nil {
			continue
		}
		var n [4]float64
		for i := range n {
			v, err := strconv.ParseFloat(m[i+1], 64)
			check(t, err)
			n[i] = v
		}
		pages[len(pages)-1] = append(pages[len(pages)-1], word{m[5], n[0], n[1], n[2], n[3]})
	}
	return pages
}

// ink is the box of what is dark in a picture, in its pixels.
func ink(img *image.RGBA) image.Rectangle {
	box := image.Rectangle{}
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
		for x := img.Rect.Min.X; x < img.Rect.Max.X; x++ {
			if i := img.PixOffset(x, y); img.Pix[i] < 200 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// The preview cannot differ from the print: each text of the record is painted in
// the window within 1.5 points of where pdftotext finds it in the signed file.
func TestPreviewStandsWhereThePrintDoes(t *testing.T) {
	w, doc, file, _ := signedPaper(t)
	pages := wordsOf(t, file)
	if len(pages) != len(doc.Pages) {
		t.Fatalf("%d pages previewed, %d printed", len(doc.Pages), len(pages))
	}
	const near = 1.5 // points
	scale := 2.0     // pixels a point
	compared := 0
	for n, pg := range doc.Pages {
		for _, it := range pg.Items {
			line, ok := it.(paper.Text)
			if !ok || strings.ContainsAny(line.S, " 　&<>") || line.S == "" {
				continue // poppler parts words at blanks
			}
			compared++
			// The line alone, near the top of a strip: painting whole pages would take minutes.
			high := 20.0
			alone := line
			alone.Y = 10
			img := w.sh.u.st.PageImage(paper.Page{W: pg.W, H: high, Items: []paper.Item{alone}}, int(pg.W*ptPerMM*scale), int(high*ptPerMM*scale))
			b := ink(img)
			x0, x1 := float64(b.Min.X)/scale, float64(b.Max.X)/scale
			y := float64(b.Max.Y)/scale + (line.Y-alone.Y)*ptPerMM
			fits := false
			for _, p := range pages[n] {
				// Ink lies inside the advance box; side bearings are under 0.6 of the size.
				fits = fits || p.text == line.S && x0 > p.x0-near && x1 < p.x1+near && x0 < p.x0+0.6*line.Size+near && x1 > p.x1-0.6*line.Size-near && y > p.y0 && y < p.y1+near
			}
			if !fits {
				t.Errorf("page %d: the window paints %q at %.1f to %.1f, foot %.1f; the print has %v", n+1, line.S, x0, x1, y, printedAs(pages[n], line.S))
			}
		}
	}
	if compared < 80 {
		t.Errorf("only %d texts compared", compared)
	}
}

func printedAs(list []word, s string) (out []word) {
	for _, p := range list {
		if p.text == s {
			out = append(out, p)
		}
	}
	return out
}

// Everything else too, the lines, strokes and the symbol: in squares of 4 mm the
// window's page is as dark as poppler's picture of the signed file.
func TestPreviewLooksAsThePrint(t *testing.T) {
	w, doc, file, _ := signedPaper(t)
	const dpi = 72
	for n, pg := range doc.Pages {
		printed, err := png.Decode(bytes.NewReader(output(t, "pdftoppm", "-png", "-gray", "-r", strconv.Itoa(dpi), "-f", strconv.Itoa(n+1), "-l", strconv.Itoa(n+1), file)))
		check(t, err)
		size := printed.Bounds()
		img := w.sh.u.st.PageImage(pg, size.Dx(), size.Dy())
		const side = 12
		for y := 0; y+side <= size.Dy(); y += side {
			for x := 0; x+side <= size.Dx(); x += side {
				a, b := dark(printed, x, y, side), dark(img, x, y, side)
				if a-b > 0.16 || b-a > 0.16 {
					t.Errorf("page %d at %d, %d points: %.2f of the print is dark, %.2f of the preview", n+1, x, y, a, b)
				}
			}
		}
	}
}

// dark is the mean darkness of a square.
func dark(img image.Image, x, y, side int) float64 {
	sum := 0.0
	for j := range side {
		for i := range side {
			v, _, _, _ := img.At(x+i, y+j).RGBA()
			sum += 1 - float64(v)/0xffff
		}
	}
	return sum / float64(side*side)
}

// The checkpoint on the screen is the one on the paper: its text, and its symbol
// cell by cell, as poppler paints it from the signed file.
func TestCheckpointIsTheOneOnPaper(t *testing.T) {
	w, doc, file, checkpoint := signedPaper(t)
	r := w.record(w.lead.Staff())
	bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if on := bare(w.says()); !strings.Contains(on, bare(checkpoint)) {
		t.Errorf("the screen says %s, not %s", on, bare(checkpoint))
	}
	if on := bare(string(output(t, "pdftotext", "-raw", file, "-"))); !strings.Contains(on, bare(checkpoint)) {
		t.Errorf("the paper says %s, not %s", on, bare(checkpoint))
	}
	var code paper.Bits
	page := 0
	for n, pg := range doc.Pages {
		for _, it := range pg.Items {
			if b, ok := it.(paper.Bits); ok {
				code, page = b, n
			}
		}
	}
	if code.Cols < 21 {
		t.Fatal("the paper has no symbol")
	}
	printed, err := png.Decode(bytes.NewReader(output(t, "pdftoppm", "-png", "-gray", "-r", "300", "-f", strconv.Itoa(page+1), "-l", strconv.Itoa(page+1), file)))
	check(t, err)
	window := w.win.Canvas().Capture()
	at := w.sh.app.Driver().AbsolutePositionForObject(r.code)
	side := r.code.Size()
	if side.Width != side.Height || side.Width == 0 {
		t.Fatalf("the symbol is %v", side)
	}
	cell := side.Width / float32(code.Cols+8) // four cells of white at each side
	scale := float32(window.Bounds().Dx()) / w.win.Canvas().Size().Width
	wrong := 0
	for y := range code.Rows {
		for x := range code.Cols {
			pos := fyne.NewPos(at.X+(float32(x)+4.5)*cell, at.Y+(float32(y)+4.5)*cell)
			a := isDark(window, int(pos.X*scale), int(pos.Y*scale))
			mm := 300 / 25.4
			b := isDark(printed, int((code.X+(float64(x)+0.5)*code.CellW)*mm), int((code.Y+(float64(y)+0.5)*code.CellH)*mm))
			if a != b {
				wrong++
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d cells differ", wrong, code.Rows*code.Cols)
	}
}

func isDark(img image.Image, x, y int) bool {
	v, _, _, _ := img.At(x, y).RGBA()
	return v < 0x8000
}
