package paper

import (
	"bytes"
	"crypto/ed25519"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaowu/app/exam"
)

func certificateData(t testing.TB, i int) CertificateData {
	t.Helper()
	c := candidates(10)[i]
	c.IDKind = "居民身份证"
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	sub := sitting(exam.Practical).Subject
	n := exam.CertificateNo{Filing: "Y000051000123", Year: 26, Level: sub.Level, Seq: i + 1}
	seal := exam.SealedCertificate{Number: n, Issued: "2026-12-30", Occupation: sub.Occupation, Trade: sub.Trade, Drill: true,
		Holder: exam.HolderOf(c.Name, c.IDNumber), Key: key.Public().(ed25519.PublicKey)}
	return CertificateData{Certificate: exam.Certificate{Number: n.String(), Issued: "2026-12-30"}, Candidate: c, Subject: sub, Seal: seal.Seal(key)}
}

// photo is a picture of 295 × 413 pixels, as the provinces ask (domain 9).
func photo(t testing.TB) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 295, 413))
	for y := range 413 {
		for x := range 295 {
			v := uint8(255)
			if dx, dy := x-147, y-170; dx*dx+dy*dy < 80*80 || y > 280 && dx*dx < 110*110 {
				v = 140
			}
			img.SetGray(x, y, color.Gray{Y: v})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestCertificateGolden compares the text of certificates with testdata: one with a
// photo, and a replacement with the longest name and none.
func TestCertificateGolden(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		first, second := certificateData(t, 3), certificateData(t, 4)
		first.Photo = photo(t)
		second.Reissue, second.Reissued, second.Subject.Trade = 1, "2027-03-01", ""
		for name, d := range map[string]CertificateData{"certificate": first, "certificate-reissued": second} {
			t.Run(lang+"/"+name, func(t *testing.T) {
				doc, err := Certificate(frame(t, lang), d)
				if err != nil {
					t.Fatal(err)
				}
				got := pdftotext(t, makePDF(t, lang+"-"+name, doc), "-layout")
				golden := filepath.Join("testdata", lang, name+".txt")
				if *update {
					if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("text differs from %s; run with -update and read the difference", golden)
				}
				if strings.Contains(got, "〔paper.") || !strings.Contains(got, d.Certificate.Number) || !strings.Contains(got, d.Candidate.IDNumber) || len(doc.Pages) != 1 {
					t.Errorf("%d pages: %s", len(doc.Pages), got)
				}
			})
		}
	}
}

// A file that is no picture is an error, not a page without a face.
func TestCertificateBadPhoto(t *testing.T) {
	d := certificateData(t, 0)
	d.Photo = []byte("no picture")
	if _, err := Certificate(frame(t, "zh"), d); err == nil {
		t.Error("laid out all the same")
	}
}

func BenchmarkCertificates(b *testing.B) {
	f, d := frame(b, "zh"), certificateData(b, 3)
	d.Photo = photo(b)
	for b.Loop() {
		doc, err := Certificate(f, d)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := press(b).PDF(doc, printed); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "certificates/s")
}
