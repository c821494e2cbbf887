package sheet

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// rewrite copies the demo plan part by part; edit may replace a part's content.
func rewrite(t testing.TB, edit func(name string, b []byte) []byte, extra map[string]string) string {
	t.Helper()
	return rewriteOf(t, demo(t), edit, extra)
}

// rewriteOf is rewrite for any workbook.
func rewriteOf(t testing.TB, file string, edit func(name string, b []byte) []byte, extra map[string]string) string {
	t.Helper()
	z, err := zip.OpenReader(file)
	ok(t, err)
	defer z.Close()
	name := filepath.Join(t.TempDir(), "h.xlsx")
	f, err := os.Create(name)
	ok(t, err)
	w := zip.NewWriter(f)
	put := func(part string, b []byte) {
		p, err := w.Create(part)
		ok(t, err)
		_, err = p.Write(b)
		ok(t, err)
	}
	for _, p := range z.File {
		r, err := p.Open()
		ok(t, err)
		b, err := io.ReadAll(r)
		ok(t, err)
		if b = edit(p.Name, b); b != nil {
			put(p.Name, b)
		}
	}
	for part, s := range extra {
		put(part, []byte(s))
	}
	ok(t, w.Close())
	ok(t, f.Close())
	return name
}

func same(_ string, b []byte) []byte { return b }

// rosterPart is the part of the demo plan that holds 考生名册, its seventh sheet.
const rosterPart = "xl/worksheets/sheet7.xml"

func TestHostileWorkbooks(t *testing.T) {
	for reason, file := range map[string]string{
		"bomb":    rewrite(t, same, map[string]string{"xl/media/zeros.bin": strings.Repeat("\x00", 8<<20)}),
		"xlsb":    rewrite(t, same, map[string]string{"xl/workbook.bin": "x"}),
		"other":   rewrite(t, func(n string, b []byte) []byte { return cutIf(strings.HasPrefix(n, "xl/"), b) }, nil),
		"damaged": rewrite(t, func(n string, b []byte) []byte { return half(n == rosterPart, b) }, nil),
	} {
		_, err := ReadPlan(context.Background(), file, config(t))
		var r *exam.Refusal
		if !errors.As(err, &r) || r.Args["reason"] != "code:notworkbook."+reason {
			t.Errorf("%s: %v %v", reason, err, r)
		}
	}
}

func cutIf(cut bool, b []byte) []byte {
	if cut {
		return nil
	}
	return b
}

func half(cut bool, b []byte) []byte {
	if cut {
		return b[:len(b)/2]
	}
	return b
}

// A million empty rows below the roster are read through to a warning.
func TestEmptyRowsWithoutEnd(t *testing.T) {
	file := rewrite(t, func(n string, b []byte) []byte {
		if n != rosterPart {
			return b
		}
		var rows strings.Builder
		for i := 200; i < 1_000_000; i++ {
			fmt.Fprintf(&rows, `<row r="%d"/>`, i)
		}
		return []byte(strings.Replace(string(b), "</sheetData>", rows.String()+"</sheetData>", 1))
	}, nil)
	got, err := ReadPlan(context.Background(), file, config(t))
	ok(t, err)
	if len(got.Plan.Candidates) != 120 || len(got.Problems) != 1 || got.Problems[0].Code != "blank-rows" {
		t.Errorf("%d candidates:%s", len(got.Plan.Candidates), brief(got.Problems))
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ReadPlan(ctx, roster(t, 1000), config(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// What a pass over the bytes of a sheet must see, cell by cell.
func TestScanCells(t *testing.T) {
	const xml = `<worksheet><sheetData><row r="3"><c r="B3"><v>510101199003077518</v></c><c r="C3" t="s"><v>510101199003077518</v></c>` +
		`<c r="D3" t="n"><v>5.1E+017</v></c><c r="E3"><v>40.5</v></c></row><row><c><f>1+1</f></c><c><f>1+1</f><v>2</v></c>` +
		`<x:c r="AA4"><x:f>A1</x:f><x:v></x:v></x:c><c r="D4" t="inlineStr"><is><t>text</t></is></c></row></sheetData></worksheet>`
	got, err := scanCells(strings.NewReader(xml))
	ok(t, err)
	want := map[place]doubt{{3, 2}: longNumber, {3, 4}: longNumber, {4, 1}: noResult, {4, 27}: noResult}
	if fmt.Sprint(got.doubts) != fmt.Sprint(want) || got.rows != 2 || !got.whole || got.width != 5 {
		t.Errorf("%+v", got)
	}
}

func FuzzReadPlan(f *testing.F) {
	b, err := os.ReadFile(demo(f))
	ok(f, err)
	f.Add(b)
	f.Add(b[:len(b)/2])
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\xD0\xCF\x11\xE0EncryptedPackage"))
	f.Fuzz(func(t *testing.T, b []byte) {
		name := filepath.Join(t.TempDir(), "f.xlsx")
		ok(t, os.WriteFile(name, b, 0o600))
		got, err := ReadPlan(context.Background(), name, config(t))
		if err == nil && got == nil {
			t.Fatal("neither plan nor refusal")
		}
	})
}

func FuzzScanCells(f *testing.F) {
	f.Add([]byte(`<row r="1"><c r="A1" t="n"><f>x</f><v>1e99</v></c></row></sheetData>`))
	f.Add([]byte(`<c r=><v`))
	f.Add([]byte(`<row r='99999999999999999999'><c r="ZZZZZZZZZZ1"><v>123456789012</v></c>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := scanCells(strings.NewReader(string(b)))
		ok(t, err)
		for p := range s.doubts {
			if p.row < 0 || p.column < 0 {
				t.Fatalf("%v", p)
			}
		}
	})
}
