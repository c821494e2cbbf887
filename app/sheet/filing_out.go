package sheet

import (
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"

	"kaowu/app/exam"
	"kaowu/app/words"
)

// WriteFilingTemplate writes an empty filing workbook: its sheets and columns, the
// items of 备案申请, the checklist of materials and the undertakings.
func WriteFilingTemplate(name string, w *words.Words) error {
	return WriteFiling(name, exam.Filing{}, w)
}

// WriteFiling writes a filing as a workbook that ReadFiling reads. Where the filing
// has no checklists, those of assets/codes are written, to be filled in.
func WriteFiling(name string, f exam.Filing, w *words.Words) error {
	tables, err := loadFilingTables()
	if err != nil {
		return err
	}
	return writeForms(name, filingForms(), filingLists(tables), w, func(x *excelize.File) error {
		if err := filingItems(x, f.Head, tables, w); err != nil {
			return err
		}
		for sheet, rows := range filingRows(f, tables) {
			for i, cells := range rows {
				for j, s := range cells {
					if s == "" {
						continue
					}
					at, err := excelize.CoordinatesToCellName(j+1, i+2)
					if err == nil {
						err = x.SetCellStr(sheet, at, s)
					}
					if err != nil {
						return fmt.Errorf("write a cell: %w", err)
					}
				}
			}
		}
		return nil
	})
}

// filingItems fills sheet 备案申请.
func filingItems(x *excelize.File, h exam.FilingHead, t filingTables, w *words.Words) error {
	lists := map[string][]string{exam.ItemBodyKind: exam.BodyKinds(), exam.ItemPlace: wordsOf(t.places)}
	for i, it := range h.Items() {
		row := i + 2
		if err := x.SetCellStr(exam.SheetFiling, fmt.Sprintf("A%d", row), it.Name); err != nil {
			return err
		}
		if err := x.SetCellStr(exam.SheetFiling, fmt.Sprintf("B%d", row), *it.Text); err != nil {
			return err
		}
		if list, ok := lists[it.Name]; ok {
			if err := dropDown(x, exam.SheetFiling, fmt.Sprintf("B%d", row), list, w); err != nil {
				return err
			}
		}
	}
	return nil
}

// filingRows are the rows of the other sheets, in the order of their columns.
func filingRows(f exam.Filing, t filingTables) map[string][][]string {
	out := map[string][][]string{}
	put := func(sheet string, cells ...string) { out[sheet] = append(out[sheet], cells) }
	for _, s := range f.Scopes {
		put(exam.SheetScopes, s.Occupation, s.Code, s.Trade, s.Lowest.Word(), s.Highest.Word(), s.Basis)
	}
	kinds := map[exam.Component]string{exam.Theory: "理论", exam.Practical: "实操", exam.Review: "评审"}
	for _, s := range f.Sites {
		put(exam.SheetSites, s.Name, kinds[s.Kind], s.Address, s.Area, number(s.Places), s.Tenure, s.Cameras)
	}
	for _, e := range f.Equipment {
		put(exam.SheetEquipment, e.Kind, e.Name, e.Model, number(e.Count), e.Site)
	}
	for _, p := range f.People {
		put(exam.SheetPeople, p.Kind, p.Name, p.IDNumber, p.Unit, p.Title, p.Education, p.Occupation, p.Card, string(p.CardValid), p.Agreement)
	}
	for _, b := range f.Branches {
		put(exam.SheetBranches, b.Name, b.CreditCode, b.Place, b.Number, b.Address, b.Head, b.Phone)
	}
	for _, m := range f.Materials {
		put(exam.SheetMaterials, m.Code, m.Name, m.Path, m.Note)
	}
	if len(f.Materials) == 0 {
		for _, r := range t.materials {
			put(exam.SheetMaterials, r.Code, r.Word)
		}
	}
	for _, u := range f.Undertakings {
		put(exam.SheetUndertakings, u.Code, u.Text, map[bool]string{true: "是", false: "否"}[u.Given])
	}
	if len(f.Undertakings) == 0 {
		for _, r := range t.undertakings {
			put(exam.SheetUndertakings, r.Code, r.Word)
		}
	}
	return out
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// FilingChecklists are the materials and undertakings that a filing begins with.
func FilingChecklists() ([]exam.Material, []exam.Undertaking, error) {
	t, err := loadFilingTables()
	if err != nil {
		return nil, nil, err
	}
	var materials []exam.Material
	for _, r := range t.materials {
		materials = append(materials, exam.Material{Code: r.Code, Name: r.Word})
	}
	var undertakings []exam.Undertaking
	for _, r := range t.undertakings {
		undertakings = append(undertakings, exam.Undertaking{Code: r.Code, Text: r.Word})
	}
	return materials, undertakings, nil
}
