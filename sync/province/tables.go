package province

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
)

// Tables are the code tables of the upload layout (domain 11). All but 201 rest
// on recalled facts, so they are data: assets/codes/province.json.
type Tables struct {
	IDKinds   []string `json:"id_kinds"`  // 证件类型
	Resident  []string `json:"resident"`  // those of IDKinds whose numbers follow GB 11643
	Education []string `json:"education"` // 文化程度, GB/T 4658 of 1984 and of 2006
}

// ReadTables reads province.json from a folder of code tables, assets.Codes.
func ReadTables(codes fs.FS) (Tables, error) {
	b, err := fs.ReadFile(codes, "province.json")
	if err != nil {
		return Tables{}, fmt.Errorf("read the code tables of the upload: %w", err)
	}
	var t Tables
	if err := json.Unmarshal(b, &t); err != nil {
		return Tables{}, fmt.Errorf("read the code tables of the upload: %w", err)
	}
	return t, nil
}

func (t Tables) resident(kind string) bool { return slices.Contains(t.Resident, kind) }
