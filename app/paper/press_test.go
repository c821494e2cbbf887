package paper

import (
	"bytes"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kaowu/app/exam"
)

func TestSameRecordSameBytes(t *testing.T) {
	draw := func() []byte {
		doc, err := ExamRoomRecord(frame(t, "zh"), recordData(exam.Practical))
		if err != nil {
			t.Fatal(err)
		}
		b, err := press(t).PDF(doc, printed)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	a := draw()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if !bytes.Equal(a, draw()) {
				t.Error("the same record gave other bytes")
			}
		})
	}
	wg.Wait()
	if !bytes.Contains(a, []byte("/CreationDate(D:20261220150702")) {
		t.Error("CreationDate is not the time of the record")
	}
}

func TestCreationDateChangesBytes(t *testing.T) {
	d := CorrectionRecord(frame(t, "zh"), correctionData())
	a, _ := press(t).PDF(d, printed)
	b, _ := press(t).PDF(d, printed.Add(time.Second))
	if bytes.Equal(a, b) {
		t.Error("a second later gives the same file")
	}
}

func TestNoPages(t *testing.T) {
	if _, err := press(t).PDF(Doc{Title: "x"}, printed); err == nil {
		t.Error("a paper without pages was drawn")
	}
}

type strange struct{}

func (strange) item() {}

func TestUnknownItem(t *testing.T) {
	d := Doc{Pages: []Page{{W: 210, H: 297, Items: []Item{strange{}}}}}
	if _, err := press(t).PDF(d, printed); err == nil {
		t.Error("an item that nobody can draw was passed over in silence")
	}
}

func TestMissingGlyphIsDrawnAsCode(t *testing.T) {
	d := Doc{Title: "x", Pages: []Page{{W: 210, H: 297, Items: []Item{Text{X: 20, Y: 20, Size: 10, S: "张\U000323AF", Ink: Black}}}}}
	if got := pdftotext(t, makePDF(t, "missing", d)); !strings.Contains(got, "张〔U+323AF〕") {
		t.Errorf("pdftotext reads %q", got)
	}
}

// TestRareCharactersCopy is about gopdf's ToUnicode fault (pitfalls 4.1): what is
// copied out of the file must be the person's name.
func TestRareCharactersCopy(t *testing.T) {
	const names = "䶮㛃𬎆𠅤𠮷堃喆煊"
	var all strings.Builder
	for r := rune(0x4e00); r < 0x4e00+230; r++ { // more entries than one block may hold
		all.WriteRune(r)
	}
	d := Doc{Title: "x", Pages: []Page{{W: 297, H: 210, Items: []Item{Text{X: 20, Y: 20, Size: 10, S: names, Ink: Black},
		Text{X: 20, Y: 40, Size: 3, S: all.String(), Ink: Black}}}}}
	got := pdftotext(t, makePDF(t, "rare", d))
	if !strings.Contains(got, names) || !strings.Contains(got, all.String()) {
		t.Errorf("pdftotext reads %q", got)
	}
}

func TestMendUnicode(t *testing.T) {
	in := "1 begincodespacerange\n<0001><FFFF>\nendcodespacerange\n2 beginbfrange\n<0005><0005><4E00>\n<0006><0006><2E5E7>\nendbfrange\nrest"
	got := string(mendUnicode([]byte(in)))
	if len(got) != len(in) {
		t.Errorf("length %d became %d: every offset of the file is wrong", len(in), len(got))
	}
	// U+2E5E7: 0x2E5E7-0x10000 = 0x1E5E7; high 0xD800+0x79 = D879, low 0xDC00+0x1E7 = DDE7.
	if !strings.Contains(got, "2 beginbfchar\n<0005><4E00>\n<0006><D879DDE7>\nendbfchar\n") || !strings.HasSuffix(got, "\nrest") {
		t.Errorf("got %q", got)
	}
	for _, other := range []string{"", "nothing", "1 beginbfrange\n<0001><0001><ZZ>\nendbfrange\n", "1 beginbfrange\n<0001>\nendbfrange\n", "1 beginbfrange\n"} {
		if got := string(mendUnicode([]byte(other))); got != other {
			t.Errorf("%q became %q", other, got)
		}
	}
}

// TestPlaces reads with pdftotext -bbox where words stand on the page and compares
// with the page model: preview and paper agree within a millimetre.
func TestPlaces(t *testing.T) {
	f := frame(t, "zh")
	doc := TheorySheet(f, theoryData(12))
	out, err := exec.Command("pdftotext", "-bbox", makePDF(t, "places", doc), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	word := regexp.MustCompile(`<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">([^<]*)</word>`)
	found := map[string][][4]float64{}
	for _, m := range word.FindAllStringSubmatch(string(out), -1) {
		var b [4]float64
		for i := range b {
			v, err := strconv.ParseFloat(m[i+1], 64)
			if err != nil {
				t.Fatal(err)
			}
			b[i] = v * mmPerPoint
		}
		found[m[5]] = append(found[m[5]], b)
	}
	checked := 0
	for _, x := range texts(doc.Pages[0]) {
		if strings.ContainsAny(x.S, " 　") {
			continue // poppler parts words there
		}
		near := false
		for _, b := range found[x.S] {
			// poppler's box spans the font's ascent and descent around the baseline.
			if abs(b[0]-x.X) < 1 && abs(b[2]-x.X-f.Face.Width(x.S, x.Size)) < 1 && b[1] < x.Y && x.Y < b[3] && b[3]-x.Y < x.Size*mmPerPoint {
				near = true
			}
		}
		if !near {
			t.Errorf("%q should stand at %.1f, %.1f mm; the PDF has %v", x.S, x.X, x.Y, found[x.S])
		}
		checked++
	}
	if checked < 60 {
		t.Errorf("only %d words compared", checked)
	}
}

func abs(x float64) float64 { return max(x, -x) }

func TestJoin(t *testing.T) {
	f := frame(t, "zh")
	one := ScoreSheet(f, scoreData(exam.Practical))
	both := Join(one, ScoreSheet(f, scoreData(exam.Review)))
	if len(both.Pages) != 2 || both.Title != one.Title || both.Subject != one.Subject {
		t.Errorf("%d pages, %q", len(both.Pages), both.Title)
	}
}
