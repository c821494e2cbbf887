package paper

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os/exec"
	"strings"
	"testing"

	"github.com/boombuler/barcode/code128"

	"kaowu/app/exam"
)

var ticketPolicy = exam.Policy{LateTheory: 30, LatePractical: 15, CheckInBefore: 40}

// face is a made-up photo of the size in use, 295 × 413 (domain 9).
func facePhoto(t testing.TB, format string) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 295, 413))
	for y := range 413 {
		for x := range 295 {
			c := color.NRGBA{255, 255, 255, 255}
			if dx, dy := x-147, y-180; dx*dx+dy*dy < 90*90 || y > 300 {
				c = color.NRGBA{90, 90, 110, 255}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, img, nil)
	if format == "png" {
		b.Reset()
		err = png.Encode(&b, img)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// ticketData: the first has a photo, the second 综合评审 too, the third a drawn station.
func ticketData(n int) []Ticket {
	var out []Ticket
	for i, c := range candidates(n) {
		t := Ticket{Candidate: c, Subject: sitting(exam.Practical).Subject}
		for _, comp := range []exam.Component{exam.Theory, exam.Practical, exam.Review} {
			s := sitting(comp)
			if comp == exam.Review && i%5 != 1 {
				continue
			}
			t.Sittings = append(t.Sittings, TicketSitting{Session: s.Session, Room: s.Room, Seat: i + 1, Drawn: comp == exam.Practical && i%5 == 2})
		}
		out = append(out, t)
	}
	return out
}

// doorData: stations of a practical session are drawn.
func doorData(c exam.Component, n int) DoorData {
	d := DoorData{Sitting: sitting(c), Drawn: c == exam.Practical, Late: 30}
	for i, k := range candidates(n) {
		d.Rows = append(d.Rows, DoorRow{Seat: i + 1, No: k.No, Name: k.Name})
	}
	return d
}

// TestTicketScans samples the middle of each bar in a scan of 150 dpi, and asks for the
// 35 mm that ten digits take (pitfalls-2, 8).
func TestTicketScans(t *testing.T) {
	doc := Tickets(frame(t, "zh"), ticketPolicy, ticketData(2))
	img := raster(t, makePDF(t, "ticket-scan", doc), 1, 150)
	px := func(mm float64) int { return int(mm / 25.4 * 150) }
	var codes []Bits
	for _, it := range doc.Pages[0].Items {
		if b, ok := it.(Bits); ok {
			codes = append(codes, b)
		}
	}
	if len(codes) != 2 || codes[1].Y-codes[0].Y != a4Long/2 {
		t.Fatalf("%d bar codes on the page", len(codes))
	}
	for i, no := range []string{"2026610001", "2026610002"} {
		b := codes[i]
		if wide := float64(b.Cols) * b.CellW; wide < 35 || b.X < 10*b.CellW {
			t.Errorf("a bar code %.1f mm wide, %.1f from the edge", wide, b.X)
		}
		want, err := code128.Encode(no)
		if err != nil {
			t.Fatal(err)
		}
		for x := range b.Cols {
			black := img.at(px(b.X+(float64(x)+0.5)*b.CellW), px(b.Y+b.CellH/2)) < 128
			if black != dark(want, x, 0) {
				t.Fatalf("%s: cell %d of %d scans as black: %v", no, x, b.Cols, black)
			}
		}
	}
}

// Two tickets share a page only while both fit their half; a third begins the next.
func TestTicketsShareAPage(t *testing.T) {
	f := frame(t, "zh")
	for n, want := range map[int]int{1: 1, 2: 1, 3: 2, 4: 2} {
		if got := len(Tickets(f, ticketPolicy, ticketData(n)).Pages); got != want {
			t.Errorf("%d tickets on %d pages, want %d", n, got, want)
		}
	}
	long := ticketData(3)
	long[1].Candidate.Unit = strings.Repeat("四川省川南重型装备（集团）锻压分公司第二热处理车间", 16)
	if got := len(Tickets(f, ticketPolicy, long).Pages); got != 3 {
		t.Errorf("a ticket that needs more than half a page: %d pages, want 3", got)
	}
	odd := ticketData(1)
	odd[0].Candidate.No = "川南-01"
	if d := Tickets(f, ticketPolicy, odd); !strings.Contains(allText(d), "川南-01") {
		t.Error("a number that no bar code can say is lost")
	}
}

// A PNG becomes a JPEG on white; what is no picture is refused, and nothing of it is drawn.
func TestPhotos(t *testing.T) {
	raw := facePhoto(t, "jpeg")
	if got, err := PhotoJPEG(raw); err != nil || !bytes.Equal(got, raw) {
		t.Errorf("a JPEG is changed: %v", err)
	}
	got, err := PhotoJPEG(facePhoto(t, "png"))
	if err != nil {
		t.Fatal(err)
	}
	if _, format, err := image.Decode(bytes.NewReader(got)); err != nil || format != "jpeg" {
		t.Errorf("a PNG becomes %s, %v", format, err)
	}
	if _, err := PhotoJPEG([]byte("no picture")); err == nil {
		t.Error("no picture passes")
	}
	data := ticketData(1)
	data[0].Photo = got
	file := makePDF(t, "ticket-photo", Tickets(frame(t, "zh"), ticketPolicy, data))
	list, err := exec.Command("pdfimages", "-list", file).Output()
	if err != nil || !strings.Contains(string(list), "295") || !strings.Contains(string(list), "413") {
		t.Errorf("the file's pictures: %s %v", list, err)
	}
	// 4:3 pictures keep their shape: 25 mm wide in a place of 25 × 35.
	p := Photo{X: 10, Y: 20, W: 25, H: 35, JPEG: raw}
	if x, y, w, h := p.Fit(); x != 10 || w != 25 || h < 34.9 || h > 35 || y < 20 {
		t.Errorf("fitted to %.2f %.2f %.2f × %.2f", x, y, w, h)
	}
	p.JPEG = []byte("broken")
	if _, err := press(t).PDF(Doc{Pages: []Page{{W: 100, H: 100, Items: []Item{p}}}}, printed); err != nil {
		t.Errorf("a broken photo stops the paper: %v", err)
	}
}
