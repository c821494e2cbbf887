package drill

import (
	"context"
	"path/filepath"

	"kaowu/app/desk"
)

// certificates writes the certificates, and gives the workbooks of the exam with the
// register of certificates behind them.
func (d *day) certificates(ctx context.Context, lead *desk.Desk) ([]desk.Workbook, error) {
	err := lead.PrintCertificates(ctx, desk.CertificateJob{}, func(p desk.Printed) error {
		return writeFile(d.path("papers", filepath.FromSlash(p.Path())), p.PDF)
	}, nil)
	if err != nil {
		return nil, err
	}
	books, err := lead.Workbooks()
	if err != nil {
		return nil, err
	}
	register, err := lead.RegisterBook()
	return append(books, register), err
}
