package sheet

import (
	"strings"

	"kaowu/app/exam"
)

// Columns of the file in which the office gives certificate numbers back (domain 4.3).
const (
	colNumber = "证书编号"
	colIssued = "发证日期"
)

// NumberedRow is one line of that file.
type NumberedRow struct {
	Row      int // line or workbook row, from 1
	Name     string
	IDNumber string
	Number   exam.CertificateNo
	Issued   exam.Date
}

func certificateForm() form {
	return form{columns: []column{
		must(exam.ColName, "考生姓名"), must(exam.ColIDNumber, "身份证号", "身份证号码", "证件号"),
		must(colNumber, "证书号", "证书号码"), must(colIssued, "发证时间", "颁发日期"),
	}}
}

// ReadCertificates reads the four-column file 姓名, 证件号码, 证书编号, 发证日期, CSV or
// workbook as ReadTheoryFile takes them. Here only the form of each cell is judged; a
// row with a problem is not among the rows. Problems quote no name and no ID number.
// Errors: the refusal not-a-workbook with a reason, or of the system.
func ReadCertificates(path string) ([]NumberedRow, []exam.Problem, error) {
	name, lines, err := readLines(path)
	if err != nil {
		return nil, nil, err
	}
	form := certificateForm()
	header, at := -1, map[string]int{}
	for i := 0; i < min(headerWithin, len(lines)); i++ {
		if m := form.match(lowerCells(lines[i])); len(m) > len(at) {
			header, at = i, m
		}
	}
	var problems []exam.Problem
	for _, c := range form.columns {
		if _, ok := at[c.name]; !ok {
			problems = append(problems, exam.NewProblem(exam.SeverityError, "missing-column", name, header+1, c.name, ""))
		}
	}
	if len(problems) > 0 {
		return nil, problems, nil
	}
	var rows []NumberedRow
	for i := header + 1; i < len(lines); i++ {
		if blankRow(lines[i]) {
			continue
		}
		cell := func(column string) string {
			if j := at[column]; j < len(lines[i]) {
				return strings.TrimLeft(lines[i][j], "'")
			}
			return ""
		}
		row, bad, want := numberedRow(i+1, cell)
		if bad != "" {
			value := cell(bad) // of a person's columns only an empty one is bad
			problems = append(problems, exam.NewProblem(exam.SeverityError, "bad-value", name, i+1, bad, value, "want", "code:want."+want))
			continue
		}
		rows = append(rows, row)
	}
	return rows, problems, nil
}

// numberedRow reads a line, or names the first column that cannot be read and what it
// should hold.
func numberedRow(no int, cell func(column string) string) (row NumberedRow, bad, want string) {
	row = NumberedRow{Row: no, Name: exam.CleanText(cell(exam.ColName)), IDNumber: exam.CleanID(cell(exam.ColIDNumber))}
	var ok bool
	switch {
	case row.Name == "":
		return row, exam.ColName, "name"
	case row.IDNumber == "":
		return row, exam.ColIDNumber, "holder-id"
	}
	if row.Number, ok = exam.ParseCertificateNo(exam.CleanID(cell(colNumber))); !ok {
		return row, colNumber, "certificate-no"
	}
	if row.Issued, ok = readDate(cell(colIssued), false); !ok {
		return row, colIssued, "day"
	}
	return row, "", ""
}
