package paper

import (
	"bytes"
	"testing"

	"github.com/signintech/gopdf"

	"kaowu/app/exam"
	"kaowu/assets"
)

// The papers of many candidates against gopdf writing as many pages of the same
// lines with its own Cell (design 9, goal 1.5). make bench reads the two figures.

func BenchmarkPapers(b *testing.B) {
	f := frame(b, "zh")
	d := scoreData(exam.Practical)
	for b.Loop() {
		var docs []Doc
		for range 100 {
			docs = append(docs, ScoreSheet(f, d))
		}
		if _, err := press(b).PDF(Join(docs...), printed); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(100*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkTickets is the same for admission tickets, whose bar codes are bare
// rectangles; two stand on a page.
func BenchmarkTickets(b *testing.B) {
	f, list := frame(b, "zh"), ticketData(200)
	for b.Loop() {
		if _, err := press(b).PDF(Tickets(f, ticketPolicy, list), printed); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(100*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

func BenchmarkBarePages(b *testing.B) {
	benchBare(b, ScoreSheet(frame(b, "zh"), scoreData(exam.Practical)))
}

func BenchmarkBareTickets(b *testing.B) {
	benchBare(b, Tickets(frame(b, "zh"), ticketPolicy, ticketData(2)))
}

func benchBare(b *testing.B, doc Doc) {
	var fonts gopdf.FontContainer
	if err := fonts.AddTTFFontData(family, assets.Font()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		bare(b, &fonts, doc.Pages[0], 100)
	}
	b.ReportMetric(100*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

// bare writes pages with the text, table lines and handwriting of page, by gopdf alone.
func bare(b *testing.B, fonts *gopdf.FontContainer, page Page, n int) {
	var g gopdf.GoPdf
	g.Start(gopdf.Config{PageSize: *gopdf.PageSizeA4})
	if err := g.AddTTFFontFromFontContainer(family, fonts); err != nil {
		b.Fatal(err)
	}
	if err := g.SetFont(family, "", 10); err != nil {
		b.Fatal(err)
	}
	for range n {
		g.AddPage()
		for _, it := range page.Items {
			switch v := it.(type) {
			case Text:
				g.SetXY(pt(v.X), pt(v.Y))
				if err := g.Text(v.S); err != nil {
					b.Fatal(err)
				}
			case Bits:
				for _, r := range v.Runs {
					g.RectFromUpperLeftWithStyle(pt(v.X+float64(r.Col)*v.CellW), pt(v.Y), pt(float64(r.Len)*v.CellW), pt(v.CellH), "F")
				}
			case Box:
				g.RectFromUpperLeftWithStyle(pt(v.X), pt(v.Y), pt(v.W), pt(v.H), "D")
			case Path:
				for i := 1; i < len(v.Points); i++ {
					g.Line(pt(v.Points[i-1].X), pt(v.Points[i-1].Y), pt(v.Points[i].X), pt(v.Points[i].Y))
				}
			}
		}
	}
	var out bytes.Buffer
	if _, err := g.WriteTo(&out); err != nil {
		b.Fatal(err)
	}
}
