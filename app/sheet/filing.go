package sheet

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"kaowu/app/exam"
)

// maxMaterial is the largest file of a material that is taken in, in bytes: scans of
// a whole binder stay below it.
const maxMaterial = 32 << 20

// FilingFile is a filing workbook as read and checked.
type FilingFile struct {
	Filing   exam.Filing
	Problems []exam.Problem // errors first, then by sheet and row
	SHA256   string         // of the file, hex
	Dir      string         // where the files of its materials lie
}

// filingReader is one run of ReadFiling.
type filingReader struct {
	*input
	tables filingTables
	dir    string
	f      exam.Filing
}

// ReadFiling reads a filing workbook 备案申请 and lists everything that is wrong with it,
// with the same tolerance as ReadPlan; cfg's calendar is not used. Files of materials
// are looked for beside the workbook and hashed. Refusal: not-a-workbook.
func ReadFiling(ctx context.Context, path string, cfg PlanConfig) (*FilingFile, error) {
	in, err := newInput(cfg.Progress)
	if err != nil {
		return nil, err
	}
	tables, err := loadFilingTables()
	if err != nil {
		return nil, err
	}
	r := &filingReader{input: in, tables: tables, dir: filepath.Dir(path)}
	sum, err := in.read(ctx, path, cfg.TempDir, filingForms(), map[string]func(*table) error{
		exam.SheetFiling: r.headRow, exam.SheetScopes: r.scopeRow, exam.SheetSites: r.siteRow, exam.SheetEquipment: r.equipmentRow,
		exam.SheetPeople: r.personRow, exam.SheetBranches: r.branchRow, exam.SheetMaterials: r.materialRow, exam.SheetUndertakings: r.undertakingRow,
	})
	if err != nil {
		return nil, err
	}
	if r.f.Head.Office == "" {
		r.f.Head.Office = tables.office(r.f.Head.Place)
	}
	r.out = append(r.out, exam.CheckFiling(r.f, tables.rules(cfg.Policy.MinAssessors), r.src, cfg.HasGlyph)...)
	exam.SortProblems(r.out, exam.FilingSheets())
	return &FilingFile{Filing: r.f, Problems: r.out, SHA256: sum, Dir: r.dir}, nil
}

// FilingCounts is how much a filing holds, for a summary.
func FilingCounts(f exam.Filing) map[string]int {
	attached := 0
	for _, m := range f.Materials {
		if m.SHA256 != "" {
			attached++
		}
	}
	return map[string]int{"scopes": len(f.Scopes), "sites": len(f.Sites), "equipment": len(f.Equipment),
		"people": len(f.People), "branches": len(f.Branches), "materials": attached}
}

// headRow reads an item of sheet 备案申请.
func (r *filingReader) headRow(t *table) error {
	name := tight(t.raw(exam.ColItem))
	for _, it := range r.f.Head.Items() {
		if tight(it.Name) != name || r.src.HeadRow(it.Name) != 0 {
			continue // an item that stands twice: the first holds
		}
		r.src.AddHead(it.Name, t.row)
		if it.Code {
			*it.Text = t.code(exam.ColContent)
		} else {
			*it.Text = t.text(exam.ColContent)
		}
		switch it.Name {
		case exam.ItemFiling:
			*it.Text = t.filingNumber(*it.Text)
		case exam.ItemCreditCode:
			*it.Text = strings.ToUpper(*it.Text)
		case exam.ItemPlace:
			*it.Text = r.tables.place(*it.Text)
		}
	}
	return nil
}

func (r *filingReader) scopeRow(t *table) error {
	r.f.Scopes = append(r.f.Scopes, t.scope())
	return nil
}

func (r *filingReader) siteRow(t *table) error {
	r.src.Add(t.form.name, t.row)
	r.f.Sites = append(r.f.Sites, exam.FilingSite{
		Name: t.text(exam.ColSite), Kind: t.roomKind(exam.ColRoomKind), Address: t.text(exam.ColSiteAddress), Area: plainNumber(t.raw(exam.ColArea)),
		Places: t.count(exam.ColPlaces), Tenure: t.text(exam.ColTenure), Cameras: t.text(exam.ColCameras),
	})
	return nil
}

func (r *filingReader) equipmentRow(t *table) error {
	r.src.Add(t.form.name, t.row)
	r.f.Equipment = append(r.f.Equipment, exam.FilingEquipment{
		Kind: t.text(exam.ColKind), Name: t.text(exam.ColThing), Model: t.text(exam.ColModel), Count: t.count(exam.ColCount), Site: t.text(exam.ColSite),
	})
	return nil
}

func (r *filingReader) personRow(t *table) error {
	r.src.Add(t.form.name, t.row)
	r.f.People = append(r.f.People, exam.FilingPerson{
		Kind: tight(t.raw(exam.ColPersonKind)), Name: t.text(exam.ColName), IDNumber: t.id(exam.ColStaffID), Unit: t.text(exam.ColUnit),
		Title: t.text(exam.ColTitle), Education: t.text(exam.ColStaffStudy), Occupation: t.text(exam.ColJudges),
		Card: t.code(exam.ColCard), CardValid: t.date(exam.ColCardValid), Agreement: t.text(exam.ColAgreement),
	})
	return nil
}

func (r *filingReader) branchRow(t *table) error {
	r.src.Add(t.form.name, t.row)
	r.f.Branches = append(r.f.Branches, exam.Branch{
		Name: t.text(exam.ColBranch), CreditCode: strings.ToUpper(t.code(exam.ItemCreditCode)), Place: r.tables.place(t.text(exam.ColCity)),
		Number: strings.ToUpper(t.code(exam.ColBranchCode)), Address: t.text(exam.ColSiteAddress), Head: t.text(exam.ColHead), Phone: t.code(exam.ColPhone),
	})
	return nil
}

func (r *filingReader) materialRow(t *table) error {
	r.src.Add(t.form.name, t.row)
	m := exam.Material{Code: strings.ToUpper(t.code(exam.ColItemNo)), Name: t.text(exam.ColMaterial), Path: strings.TrimSpace(t.raw(exam.ColFile)), Note: t.text(exam.ColNote)}
	if m.Path != "" {
		raw, reason := readMaterial(r.dir, m.Path)
		if reason != "" {
			t.bad("material-file", exam.ColFile, "reason", "code:materialfile."+reason)
		} else {
			sum := sha256.Sum256(raw)
			m.SHA256 = hex.EncodeToString(sum[:])
		}
	}
	r.f.Materials = append(r.f.Materials, m)
	return nil
}

func (r *filingReader) undertakingRow(t *table) error {
	r.src.Add(t.form.name, t.row)
	given, ok := readYes(t.raw(exam.ColGiven))
	if !ok {
		t.bad("bad-value", exam.ColGiven, "want", []string{"是", "否"})
	}
	r.f.Undertakings = append(r.f.Undertakings, exam.Undertaking{Code: strings.ToUpper(t.code(exam.ColItemNo)), Text: t.text(exam.ColClause), Given: given})
	return nil
}

// Material reads the file of a material again, as ReadFiling found it. Refusal:
// material-changed.
func (f *FilingFile) Material(m exam.Material) ([]byte, error) {
	raw, reason := readMaterial(f.Dir, m.Path)
	if reason != "" {
		return nil, exam.Refuse("material-changed", "name", m.Name)
	}
	return raw, nil
}

// readMaterial reads a file below the workbook's folder. reason is a key under
// materialfile in assets/words: outside, none, empty, large. A link may not lead out
// of the folder: a workbook comes from others.
func readMaterial(dir, name string) (raw []byte, reason string) {
	name = filepath.FromSlash(strings.ReplaceAll(name, `\`, "/"))
	if !filepath.IsLocal(name) {
		return nil, "outside"
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, "none"
	}
	defer root.Close()
	f, err := root.Open(name)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, "none"
		}
		return nil, "outside"
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil || !info.Mode().IsRegular():
		return nil, "none"
	case info.Size() == 0:
		return nil, "empty"
	case info.Size() > maxMaterial:
		return nil, "large"
	}
	if raw, err = io.ReadAll(io.LimitReader(f, maxMaterial+1)); err != nil {
		return nil, "none"
	}
	return raw, ""
}

// WorkbookBytes reads a workbook whole, to be kept as it came.
func (f *FilingFile) WorkbookBytes(path string) ([]byte, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the workbook: %w", err)
	}
	if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != f.SHA256 {
		return nil, exam.Refuse("workbook-changed")
	}
	return raw, nil
}
