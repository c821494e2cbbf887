package screen

import (
	"encoding/json"
	"fmt"
	"io/fs"
)

// codes are the reasons a person chooses from by digit. They are data, so that an
// office can change them (assets/codes); at most nine have a digit.
type codes struct {
	deduction, veto, takeback, undo, correction, reopen, incident, stop []string
	door                                                                []string // what a door writes down: "violation.K31", "incident.E06"
	staff                                                               []string // violations of staff, G01 and on
	avoid                                                               []string // grounds of avoidance 回避
	revoke                                                              []string // why a key is revoked
	phrases                                                             []phrase
}

// phrase is a line of a code table: a reason, or a ready sentence for a field of the
// exam-room record.
type phrase struct {
	Code  string `json:"code"`
	Field string `json:"field"`
	Door  bool   `json:"door"`
}

// readCodes reads the tables that screens offer.
func readCodes(files fs.FS) (codes, error) {
	var c codes
	for name, into := range map[string]*[]string{
		"deductions": &c.deduction, "vetoes": &c.veto, "takebacks": &c.takeback, "undo": &c.undo,
		"corrections": &c.correction, "reopenings": &c.reopen, "incidents": &c.incident, "stops": &c.stop,
		"staff-violations": &c.staff, "avoidances": &c.avoid, "revocations": &c.revoke,
	} {
		var rows []phrase
		if err := readJSON(files, name, &rows); err != nil {
			return c, err
		}
		for _, r := range rows {
			*into = append(*into, r.Code)
		}
	}
	for _, kind := range []string{"violation", "incident"} {
		var rows []phrase
		if err := readJSON(files, kind+"s", &rows); err != nil {
			return c, err
		}
		for _, r := range rows {
			if r.Door {
				c.door = append(c.door, kind+"."+r.Code)
			}
		}
	}
	return c, readJSON(files, "phrases", &c.phrases)
}

func readJSON(files fs.FS, name string, into any) error {
	b, err := fs.ReadFile(files, name+".json")
	if err != nil {
		return fmt.Errorf("read code table: %w", err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("code table %s: %w", name, err)
	}
	return nil
}
