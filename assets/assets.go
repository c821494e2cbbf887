// Package assets holds what Kaowu ships beside its code: the font, the wording in
// Chinese and English, and the tables that rest on recalled facts of the field,
// so that an office can correct them without a programmer.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed font/KaowuSans-Regular.ttf font/OFL-Hanazono.txt font/OFL-NotoSansSC.txt
var font embed.FS

//go:embed words holidays codes demo icon app/icon.png
var data embed.FS

// Font is Kaowu Sans as a TrueType file, the one face of window and paper.
func Font() []byte { return must(font.ReadFile("font/KaowuSans-Regular.ttf")) }

// Words is the folder of translation files: <language>/<area>.json.
func Words() fs.FS { return sub("words") }

// Holidays is the folder of holiday tables, one file a year: 2026.csv.
func Holidays() fs.FS { return sub("holidays") }

// Codes is the folder of code tables: policy, violations, reasons, education.
func Codes() fs.FS { return sub("codes") }

// Icons is the folder of SVG icons.
func Icons() fs.FS { return sub("icon") }

// AppIcon is the program's own icon as PNG, drawn as app/icon.svg.
func AppIcon() []byte { return must(data.ReadFile("app/icon.png")) }

// DemoPlan is the plan workbook of the demo exam.
func DemoPlan() []byte { return must(data.ReadFile("demo/plan.xlsx")) }

func sub(dir string) fs.FS {
	f, err := fs.Sub(data, dir)
	if err != nil {
		panic(err) // the folder is embedded above: only a broken build gets here
	}
	return f
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}
