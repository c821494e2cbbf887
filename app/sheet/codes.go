package sheet

import (
	"encoding/json"
	"fmt"
	"io/fs"

	"kaowu/assets"
)

// codeTables are the word lists of assets/codes that rows are compared with.
type codeTables struct {
	education      map[string]bool
	educationWords []string
	idKinds        map[string]bool
	idKindWords    []string
}

// codeRow is a row of a word list: the word as workbooks write it, other
// spellings, and where it comes from.
type codeRow struct {
	Word   string   `json:"word"`
	Also   []string `json:"also,omitempty"`
	Source string   `json:"source"`
	// In checklists: the row's code, and whether it must be ticked; of a place, its office.
	Code     string `json:"code,omitempty"`
	Required bool   `json:"required,omitempty"`
	Office   string `json:"office,omitempty"`
}

func loadCodeTables() (codeTables, error) {
	study, err := readCodes("education.json")
	if err != nil {
		return codeTables{}, err
	}
	kinds, err := readCodes("idkinds.json")
	if err != nil {
		return codeTables{}, err
	}
	t := codeTables{education: map[string]bool{}, idKinds: map[string]bool{}}
	for _, c := range study {
		t.educationWords = append(t.educationWords, c.Word)
		for _, w := range append([]string{c.Word}, c.Also...) {
			t.education[tight(w)] = true
		}
	}
	for _, c := range kinds {
		t.idKindWords = append(t.idKindWords, c.Word)
		for _, w := range append([]string{c.Word}, c.Also...) {
			t.idKinds[tight(w)] = true
		}
	}
	return t, nil
}

func readCodes(name string) ([]codeRow, error) {
	b, err := fs.ReadFile(assets.Codes(), name)
	if err != nil {
		return nil, fmt.Errorf("read code table: %w", err)
	}
	var rows []codeRow
	if err := json.Unmarshal(b, &rows); err != nil {
		return nil, fmt.Errorf("code table %s: %w", name, err)
	}
	return rows, nil
}
