package paper

import (
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"
)

func recoveryData() RecoveryData {
	return RecoveryData{Key: "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX",
		Fingerprint: "KF1-R3X3-2RXX-SCM2-BFHM-ELXE-XZ53-DANM-HKKR", Keys: "books/SC-JD-2026-0417/keys/epoch-*.age"}
}

// TestRecoverySheetCarriesTheKey: the symbol on paper is that of the key, and the text
// without its blanks is the key too, in both languages.
func TestRecoverySheetCarriesTheKey(t *testing.T) {
	d := recoveryData()
	want, err := qr.Encode(d.Key, qr.M, qr.Unicode)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"zh", "en"} {
		doc, err := RecoverySheet(frame(t, lang), d)
		if err != nil {
			t.Fatal(err)
		}
		file := makePDF(t, lang+"-recovery-key", doc)
		var code Bits
		text := ""
		for _, it := range doc.Pages[0].Items {
			switch x := it.(type) {
			case Bits:
				code = x
			case Text:
				if x.Size == recoverySize {
					text += strings.ReplaceAll(x.S, " ", "")
				}
			}
		}
		if text != d.Key {
			t.Errorf("%s: the text reads %q", lang, text)
		}
		img := raster(t, file, 1, 150)
		if code.Cols != want.Bounds().Dx() {
			t.Fatalf("%s: %d cells", lang, code.Cols)
		}
		for y := range code.Rows {
			for x := range code.Cols {
				px := (code.X + (float64(x)+0.5)*code.CellW) / 25.4 * 150
				py := (code.Y + (float64(y)+0.5)*code.CellH) / 25.4 * 150
				if got := img.at(int(px), int(py)) < 128; got != dark(want, x, y) {
					t.Fatalf("%s: cell %d, %d reads %v on paper", lang, x, y, got)
				}
			}
		}
	}
	if _, err := RecoverySheet(frame(t, "zh"), RecoveryData{Key: strings.Repeat("A", 5000)}); err == nil {
		t.Error("5,000 characters on the sheet")
	}
}
