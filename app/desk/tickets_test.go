package desk

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// said is every text of a paper, item by item.
func said(d paper.Doc) string {
	var b strings.Builder
	for _, p := range d.Pages {
		for _, it := range p.Items {
			if t, ok := it.(paper.Text); ok {
				b.WriteString(t.S + "\n")
			}
		}
	}
	return b.String()
}

// Tickets for one candidate and for a session; a station that is drawn is not named.
func TestTicketPages(t *testing.T) {
	w := newWorld(t, func(_ *exam.Plan, p *exam.Policy) { p.Draw = true })
	doc, err := w.lead().TicketPages("", welder)
	w.must(err)
	text := said(doc)
	for _, want := range []string{"准考证", string(welder), "当场抽签", "理论知识", "操作技能", "开考前"} {
		if !strings.Contains(text, want) {
			t.Errorf("the ticket does not say %s", want)
		}
	}
	c, err := w.site.candidate(welder)
	w.must(err)
	if strings.Contains(text, c.Listed.IDNumber) {
		t.Error("the ticket has a whole ID number")
	}
	doc, err = w.lead().TicketPages("T01", "")
	w.must(err)
	if len(doc.Pages) != 3 { // six welders, two to a page
		t.Errorf("T01's tickets take %d pages, want 3", len(doc.Pages))
	}
	doc, err = w.lead().DoorPages("P01")
	w.must(err)
	if text := said(doc); !strings.Contains(text, "当场抽签") || !strings.Contains(text, "座位签") {
		t.Errorf("P01's door: %s", text)
	}
	w.refused("unknown-candidate", func() error { _, err := w.lead().TicketPages("", "0000000000"); return err })
	w.refused("not-allowed", func() error { _, err := w.as("S01").TicketPages("T01", ""); return err })
}

// Where work is scored by code number, door and station do not say whose it is; the
// candidate's own ticket does.
func TestDoorHidesBlindStations(t *testing.T) {
	w := newWorld(t, func(_ *exam.Plan, p *exam.Policy) { p.BlindPractical = true })
	doc, err := w.lead().DoorPages("P01")
	w.must(err)
	people, err := w.site.inSession("P01")
	w.must(err)
	list, labels := said(paper.Doc{Pages: doc.Pages[:1]}), said(paper.Doc{Pages: doc.Pages[1:]})
	for _, c := range people {
		if strings.Contains(labels, c.Listed.Name) || strings.Contains(labels, string(c.No)) {
			t.Errorf("a station's label names %s", c.No)
		}
	}
	if n := strings.Count(list, "见准考证"); n != len(people) {
		t.Errorf("%d of %d stations are left to the ticket", n, len(people))
	}
	if doc, err = w.lead().TicketPages("", welder); err != nil || strings.Contains(said(doc), "见准考证") {
		t.Errorf("the ticket does not name the station: %v", err)
	}
}

// Everybody has one ticket, in the file of the session they sit in first; the drill
// clock and the plan give the same bytes each time.
func TestPrintBefore(t *testing.T) {
	w := newWorld(t)
	var paths []string
	var sums [][]byte
	run := func() {
		steps := 0
		w.must(w.lead().PrintBefore(t.Context(), func(p Printed) error {
			paths, sums = append(paths, p.Path()), append(sums, p.PDF)
			return nil
		}, func(int, int) { steps++ }))
		if steps != 5 {
			t.Errorf("%d steps of progress, want one a session", steps)
		}
	}
	run()
	want := []string{"ticket/T01.pdf", "door-list/T01.pdf", "seat-labels/T01.pdf", "ticket/T05.pdf", "door-list/T05.pdf", "seat-labels/T05.pdf",
		"door-list/P01.pdf", "seat-labels/P01.pdf", "door-list/P10.pdf", "seat-labels/P10.pdf", "door-list/R01.pdf", "seat-labels/R01.pdf"}
	if got := slices.Sorted(slices.Values(paths)); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
		t.Errorf("printed %v", got)
	}
	n := len(paths)
	run()
	for i := range n {
		if !bytes.Equal(sums[i], sums[n+i]) {
			t.Errorf("%s differs when it is printed again", paths[i])
		}
	}
}

// The ticket has the photo that the book holds.
func TestTicketPhoto(t *testing.T) {
	w := newWorld(t)
	file := filepath.Join(t.TempDir(), "x.png")
	var b bytes.Buffer
	w.must(png.Encode(&b, image.NewGray(image.Rect(0, 0, 60, 84))))
	w.must(os.WriteFile(file, b.Bytes(), 0o600))
	photos := func() int {
		doc, err := w.lead().TicketPages("", welder)
		w.must(err)
		n := 0
		for _, it := range doc.Pages[0].Items {
			if p, ok := it.(paper.Photo); ok && len(p.JPEG) > 0 {
				n++
			}
		}
		return n
	}
	if n := photos(); n != 0 {
		t.Errorf("%d photos before any was taken", n)
	}
	w.must(w.lead().takePhotos(t.Context(), map[exam.CandidateNo]string{welder: file}))
	if n := photos(); n != 1 {
		t.Errorf("%d photos on the ticket, want 1", n)
	}
}
