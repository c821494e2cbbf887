package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// doubt is what excelize's row reader does not tell of a cell.
type doubt int

const (
	longNumber doubt = iota + 1 // stored as a number of 12 digits or more, or with an exponent
	noResult                    // a formula whose result the file does not hold
)

// place is a cell by row and column, both from 1.
type place struct{ row, column int }

// sheetScan is what a pass over the bytes of a worksheet finds.
type sheetScan struct {
	doubts map[place]doubt
	rows   int  // row elements
	width  int  // last column that holds a value
	whole  bool // the end of the rows was seen
}

// scanSheets passes once over the raw worksheets of a workbook. The row reader
// gives texts only: it cannot say that an ID number is stored as a number (its
// last digits are lost) or that a formula has no result.
func scanSheets(name string) (map[string]sheetScan, error) {
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil, notWorkbook("damaged")
	}
	defer z.Close()
	where, err := sheetParts(&z.Reader)
	if err != nil {
		return nil, err
	}
	out := map[string]sheetScan{}
	for title, part := range where {
		f, err := z.Open(part)
		if err != nil {
			return nil, notWorkbook("damaged")
		}
		scan, err := scanCells(f)
		_ = f.Close() // only read
		if err != nil {
			return nil, notWorkbook("damaged")
		}
		out[title] = scan
	}
	return out, nil
}

// sheetParts maps sheet names to the parts that hold them.
func sheetParts(z *zip.Reader) (map[string]string, error) {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
			Any  string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		Links []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if readPart(z, "xl/workbook.xml", &book) != nil || readPart(z, "xl/_rels/workbook.xml.rels", &links) != nil {
		return nil, notWorkbook("other")
	}
	target := map[string]string{}
	for _, l := range links.Links {
		target[l.ID] = path.Clean(path.Join("xl", l.Target))
		if strings.HasPrefix(l.Target, "/") {
			target[l.ID] = path.Clean(strings.TrimPrefix(l.Target, "/"))
		}
	}
	out := map[string]string{}
	for _, s := range book.Sheets {
		id := s.ID
		if id == "" {
			id = s.Any
		}
		if strings.Contains(target[id], "worksheets/") {
			out[s.Name] = target[id]
		}
	}
	return out, nil
}

func readPart(z *zip.Reader, part string, into any) error {
	f, err := z.Open(part)
	if err != nil {
		return fmt.Errorf("open part: %w", err)
	}
	defer f.Close()
	if err := xml.NewDecoder(io.LimitReader(f, maxOther)).Decode(into); err != nil {
		return fmt.Errorf("read part: %w", err)
	}
	return nil
}

// scanCells reads tag by tag without building anything, several times as fast as
// an XML reader: what it looks for needs no more.
func scanCells(r io.Reader) (sheetScan, error) {
	s := cellScan{sheetScan: sheetScan{doubts: map[place]doubt{}}}
	b := bufio.NewReaderSize(r, 1<<16)
	for {
		chunk, err := b.ReadSlice('>')
		if errors.Is(err, bufio.ErrBufferFull) {
			continue // a very long text; its end comes as a chunk of its own
		}
		if errors.Is(err, io.EOF) {
			return s.sheetScan, nil
		}
		if err != nil {
			return s.sheetScan, fmt.Errorf("read worksheet: %w", err)
		}
		if i := bytes.LastIndexByte(chunk, '<'); i >= 0 {
			s.tag(chunk[i+1:len(chunk)-1], chunk[:i])
		}
	}
}

// cellScan is the cell that the scan is in.
type cellScan struct {
	sheetScan
	at      place
	number  bool // no type, or type n
	formula bool
	value   bool // a value that is not empty was seen
}

// tag takes one tag without its angle brackets, and the text before it.
func (s *cellScan) tag(tag, text []byte) {
	name, rest, _ := bytes.Cut(tag, []byte(" "))
	end := bytes.HasPrefix(name, []byte("/"))
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	} else if end {
		name = name[1:]
	}
	if end {
		s.endTag(string(name), text)
		return
	}
	switch string(name) {
	case "row":
		s.rows++
		s.at.column = 0
		if n := attribute(rest, "r"); n != nil {
			s.at.row = digits(n)
		} else {
			s.at.row++
		}
	case "c":
		s.formula, s.value = false, false
		s.at.column++
		if ref := attribute(rest, "r"); ref != nil {
			s.at.column = letters(ref)
		}
		kind := attribute(rest, "t")
		s.number = kind == nil || string(kind) == "n"
	case "f", "f/":
		s.formula = true
	case "sheetData/":
		s.whole = true
	}
}

// endTag takes the end of an element and the text right before it.
func (s *cellScan) endTag(name string, text []byte) {
	switch name {
	case "v":
		s.value = len(text) > 0
		s.filled(text)
		if s.number && long(text) {
			s.doubts[s.at] = longNumber
		}
	case "t":
		s.value = s.value || len(text) > 0
		s.filled(text)
	case "c":
		if s.formula && !s.value {
			s.doubts[s.at] = noResult
		}
	case "sheetData":
		s.whole = true
	}
}

// filled widens the sheet by a cell that holds something.
func (s *cellScan) filled(text []byte) {
	if len(text) > 0 {
		s.width = max(s.width, s.at.column)
	}
}

// attribute finds name="value" in the rest of a tag; nil when it is not there.
func attribute(rest []byte, name string) []byte {
	for len(rest) > 0 {
		eq := bytes.IndexByte(rest, '=')
		if eq < 0 || eq+1 >= len(rest) {
			return nil
		}
		key, quote := bytes.TrimSpace(rest[:eq]), rest[eq+1]
		end := bytes.IndexByte(rest[eq+2:], quote)
		if end < 0 {
			return nil
		}
		if string(key) == name {
			return rest[eq+2 : eq+2+end]
		}
		rest = rest[eq+3+end:]
	}
	return nil
}

func digits(b []byte) int {
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' || n > 1<<24 {
			break
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// letters is the column of a reference such as AB12.
func letters(b []byte) int {
	n := 0
	for _, c := range b {
		if c < 'A' || c > 'Z' || n > 1<<16 {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	return n
}

// long says whether a stored number has 12 digits or more before its point, or
// an exponent that says so.
func long(b []byte) bool {
	b = bytes.TrimLeft(b, "-")
	if i := bytes.IndexAny(b, "eE"); i >= 0 {
		return digits(bytes.TrimLeft(b[i+1:], "+0")) >= 11
	}
	whole, _, _ := bytes.Cut(b, []byte("."))
	return len(whole) >= 12
}
