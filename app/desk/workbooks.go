package desk

import (
	"fmt"
	"os"
	"path/filepath"

	"kaowu/app/sheet"
)

// Workbook is one xlsx file.
type Workbook struct {
	Name string
	Data []byte
}

// Workbooks are the workbooks of the exam as it stands: results, the qualified in
// the layout of the upload, and the ledger's row.
func (d *Desk) Workbooks() ([]Workbook, error) {
	if err := d.allow("Workbooks", ""); err != nil {
		return nil, err
	}
	return d.workbooks()
}

func (d *Desk) workbooks() ([]Workbook, error) {
	v, err := d.site.resultList()
	if err != nil {
		return nil, err
	}
	uploads, err := d.uploadRows()
	if err != nil {
		return nil, err
	}
	w := d.site.opt.Frame.Words
	results := make([]sheet.ResultRow, len(v.Rows))
	for i, r := range v.Rows {
		results[i] = d.resultRow(r)
	}
	sent := make([]sheet.UploadRow, len(uploads))
	for i, u := range uploads {
		sent[i] = uploadRow(u)
	}
	taken, err := d.entry(v)
	if err != nil {
		return nil, err
	}
	ledger := d.site.ledgerRow(taken.Entry)
	return d.written(map[string]func(string) error{
		"results.xlsx": func(p string) error { return sheet.WriteResults(p, results, w) },
		"upload.xlsx":  func(p string) error { return sheet.WriteUpload(p, "full", sent, w) },
		"ledger.xlsx":  func(p string) error { return sheet.WriteLedger(p, []sheet.LedgerRow{ledger}, w) },
	}, workbookNames())
}

// workbookNames are the workbooks in the order in which they are written.
func workbookNames() []string { return []string{"results.xlsx", "upload.xlsx", "ledger.xlsx"} }

// written writes workbooks into the book's own protected folder and reads them
// back: the library writes files, and IDs must not lie in the open.
func (d *Desk) written(make map[string]func(string) error, order []string) ([]Workbook, error) {
	dir, err := os.MkdirTemp(d.site.book.TempDir(), "workbook-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for workbooks: %w", err)
	}
	defer os.RemoveAll(dir)
	var out []Workbook
	for _, name := range order {
		p := filepath.Join(dir, name)
		if err := make[name](p); err != nil {
			return nil, err
		}
		b, err := os.ReadFile(p)
		if err != nil {
			return nil, fmt.Errorf("read the workbook back: %w", err)
		}
		out = append(out, Workbook{Name: name, Data: b})
	}
	return out, nil
}
