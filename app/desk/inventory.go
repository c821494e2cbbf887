package desk

import (
	"fmt"
	"slices"
	"strings"

	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/store"
)

// shelved is one file of an archive: what it is, under which name it lies there.
type shelved struct {
	kind  string // as paper's contents know it
	name  string // in the archive
	whose string // session, staff id or exam number; empty: of the whole exam
	pages int    // of a paper
}

// inventory notes the files of an archive and gives their order and entries.
type inventory struct {
	list  []shelved
	place func(kind string) int // in the contents
}

// newInventory is an empty one.
func (s *Site) newInventory() *inventory { return &inventory{place: s.opt.Frame.ContentsPlace} }

func (v *inventory) add(s shelved) { v.list = append(v.list, s) }

// printed notes a paper.
func (v *inventory) printed(p Printed) {
	s := shelved{kind: p.Form, name: "papers/" + p.Path(), whose: string(p.Session), pages: p.Pages}
	switch {
	case p.Session != "":
	case len(p.Candidates) == 1:
		s.whose = string(p.Candidates[0])
	case p.Form == "supervision-report":
		s.whose = p.Name
	}
	v.add(s)
}

// arranged are the files in the order of the contents 档案目录: by kind as its parts have
// them, within that as they came, those of one session together.
func (v *inventory) arranged() []shelved {
	first := map[string]int{}
	key := func(s shelved) string { return s.kind + "\x00" + s.whose }
	for i, s := range v.list {
		if _, seen := first[key(s)]; !seen {
			first[key(s)] = i
		}
	}
	out := slices.Clone(v.list)
	slices.SortStableFunc(out, func(a, b shelved) int {
		if d := v.place(a.kind) - v.place(b.kind); d != 0 {
			return d
		}
		return first[key(a)] - first[key(b)]
	})
	return out
}

// contentsName is what the contents themselves lie under: the first part of all.
const contentsName = "papers/archive-contents/contents.pdf"

// rows are the lines of the contents, with the entries of an archive in which they
// themselves are the first part.
func (v *inventory) rows(lead exam.StaffID) []paper.ContentsRow {
	var rows []paper.ContentsRow
	last := ""
	for i, s := range v.arranged() {
		entry := store.PartEntry(store.FirstPart + 1 + i)
		if n := len(rows); n > 0 && last == s.kind+"\x00"+s.whose {
			r := &rows[n-1]
			r.Files, r.Pages = r.Files+1, r.Pages+s.pages
			r.Where, _, _ = strings.Cut(r.Where, "–")
			r.Where += "–" + entry
			continue
		}
		last = s.kind + "\x00" + s.whose
		rows = append(rows, paper.ContentsRow{Kind: s.kind, Whose: s.whose, Files: 1, Pages: s.pages, Where: entry})
	}
	return append(rows,
		paper.ContentsRow{Kind: "events", Files: 1, Where: store.PartEntry(store.FirstPart - 1)},
		paper.ContentsRow{Kind: "keys", Files: 2, Where: fmt.Sprintf("manifest.json, keys/%s.age", lead)},
		paper.ContentsRow{Kind: "manual", Files: 2, Where: "README.txt, FORMAT.md"},
		paper.ContentsRow{Kind: "archive-contents", Files: 1, Where: store.PartEntry(store.FirstPart)})
}

// contents prints the archive's contents 考核档案目录: every file with its entry, and
// itself, whose pages are counted in a first layout.
func (d *Desk) contents(v *inventory, emit func(Printed) error) error {
	p, err := d.site.printer(emit)
	if err != nil {
		return err
	}
	_, until, err := p.site.kept()
	if err != nil {
		return err
	}
	lead, err := p.site.leadID()
	if err != nil {
		return err
	}
	rows := v.rows(lead)
	rows[len(rows)-1].Pages = len(paper.ArchiveContents(p.frame, rows, until).Pages)
	return p.print("archive-contents", "contents", "", nil, paper.ArchiveContents(p.frame, rows, until))
}

// leadID is the site lead's staff id.
func (s *Site) leadID() (exam.StaffID, error) {
	r, err := s.Roster()
	if err != nil {
		return "", err
	}
	for _, p := range r.Plan.Staff {
		if p.Role == exam.RoleSiteLead {
			return p.ID, nil
		}
	}
	return "", nil
}
