package assets_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"io/fs"
	"os"
	"testing"

	"golang.org/x/image/font/sfnt"

	"kaowu/assets"
)

// Window and paper share one face, so every character that the program itself
// says must be in it; so must the rare ones of names (pitfalls 4.2).
func TestFontHasWhatWeSay(t *testing.T) {
	face, err := sfnt.Parse(assets.Font())
	if err != nil {
		t.Fatalf("the font is no TrueType file: %v", err)
	}
	var buf sfnt.Buffer
	has := func(r rune) bool {
		i, err := face.GlyphIndex(&buf, r)
		return err == nil && i != 0
	}
	for _, r := range "㛃䶮𬎆𠅤喆堃昇煊·×÷≥≤—…〔〕〓①②③" {
		if !has(r) {
			t.Errorf("the font lacks %q U+%04X", r, r)
		}
	}
	missing := map[rune]string{}
	err = fs.WalkDir(assets.Words(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(assets.Words(), name)
		for _, r := range string(b) {
			if r != '\n' && r != '\t' && r != '\r' && !has(r) {
				missing[r] = name
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for r, name := range missing {
		t.Errorf("%s says %q U+%04X, which the font lacks", name, r, r)
	}
}

// An icon that is not well-formed XML is drawn as nothing, without a word.
func TestIconsAreWellFormed(t *testing.T) {
	names, err := fs.Glob(assets.Icons(), "*.svg")
	if err != nil || len(names) == 0 {
		t.Fatalf("no icons: %v", err)
	}
	for _, n := range names {
		b, err := fs.ReadFile(assets.Icons(), n)
		if err != nil {
			t.Fatal(err)
		}
		dec := xml.NewDecoder(bytes.NewReader(b))
		root := ""
		for {
			tok, err := dec.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Errorf("%s: %v", n, err)
				break
			}
			if s, ok := tok.(xml.StartElement); ok && root == "" {
				root = s.Name.Local
			}
		}
		if root != "svg" {
			t.Errorf("%s: root element %q", n, root)
		}
	}
}

// The demo exam is a workbook; what it says is tested where it is read.
func TestDemoPlanIsAWorkbook(t *testing.T) {
	b := assets.DemoPlan()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Open("xl/workbook.xml"); err != nil {
		t.Error(err)
	}
	if names, err := fs.Glob(assets.Holidays(), "*.csv"); err != nil || len(names) == 0 {
		t.Errorf("no holiday table: %v", err)
	}
}

// The desktop shows the icon at up to 256 pixels; the drawing it was made from is kept.
func TestAppIcon(t *testing.T) {
	img, err := png.Decode(bytes.NewReader(assets.AppIcon()))
	if err != nil || img.Bounds().Dx() != 256 || img.Bounds().Dy() != 256 {
		t.Fatalf("the icon is no picture of 256×256: %v", err)
	}
	if _, _, _, a := img.At(0, 0).RGBA(); a != 0 {
		t.Error("the icon's corner is not clear")
	}
	toml, err := os.ReadFile("../FyneApp.toml")
	if err != nil || !bytes.Contains(toml, []byte(`Icon = "assets/app/icon.png"`)) {
		t.Errorf("FyneApp.toml names another icon: %v", err)
	}
}
