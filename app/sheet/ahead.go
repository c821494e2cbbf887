package sheet

import (
	"errors"

	"github.com/xuri/excelize/v2"
)

// errEnough ends reading a sheet without an error.
var errEnough = errors.New("enough read")

// batch is how many rows are parsed before they are handed over.
const batch = 256

// ahead calls each for every row that is left, in order, while the next rows are
// parsed beside it: parsing is nine tenths of the work. It returns when both are
// done. A parser that panics on hostile input is a damaged workbook.
func ahead(rows *excelize.Rows, each func(cells []string) error) error {
	parsed, stop := make(chan [][]string, 4), make(chan struct{})
	broken := make(chan error, 1)
	go func() {
		defer close(parsed)
		defer func() {
			if recover() != nil {
				broken <- notWorkbook("damaged")
			}
		}()
		if err := parse(rows, parsed, stop); err != nil {
			broken <- err
		}
	}()
	var err error
	for list := range parsed {
		for _, cells := range list {
			if err == nil {
				err = each(cells)
			}
		}
		if err != nil && stop != nil {
			close(stop)
			stop = nil
		}
	}
	if errors.Is(err, errEnough) {
		return nil
	}
	if err != nil {
		return err
	}
	select {
	case err = <-broken:
	default:
	}
	return err
}

// parse sends the rows that are left in batches, until stop is closed.
func parse(rows *excelize.Rows, parsed chan<- [][]string, stop <-chan struct{}) error {
	send := func(list [][]string) bool {
		select {
		case parsed <- list:
			return true
		case <-stop:
			return false
		}
	}
	list := make([][]string, 0, batch)
	for rows.Next() {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return notWorkbook("damaged")
		}
		if list = append(list, cells); len(list) < batch {
			continue
		}
		if !send(list) {
			return nil
		}
		list = make([][]string, 0, batch)
	}
	if rows.Error() != nil {
		return notWorkbook("damaged")
	}
	send(list)
	return nil
}
