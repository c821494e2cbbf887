package paper

// column is one column of a form's table: its heading and how wide it is. Widths
// are shares: they are stretched to fill the page.
type column struct {
	head  string
	width float64
	align align
}

// grid makes a table from columns and the text of its rows.
func (fl *flow) grid(cols []column, low float64, rows [][]string) {
	t := fl.columns(cols)
	t.low = low
	for _, texts := range rows {
		t.rows = append(t.rows, cells(cols, texts...))
	}
	fl.table(t)
}

// columns makes a table with its head and no rows yet.
func (fl *flow) columns(cols []column) table {
	sum := 0.0
	for _, c := range cols {
		sum += c.width
	}
	var t table
	head := make(row, len(cols))
	for i, c := range cols {
		t.widths = append(t.widths, c.width*fl.inner()/sum)
		head[i] = headCell(c.head)
	}
	t.head = []row{head}
	return t
}

func headCell(s string) cell { return cell{s: s, align: toMiddle, fill: Tint} }

// cells is a row of texts, aligned as its columns are.
func cells(cols []column, texts ...string) row {
	r := make(row, len(texts))
	for i, s := range texts {
		r[i] = cell{s: s, align: cols[i].align}
	}
	return r
}
