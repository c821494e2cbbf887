package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/sheet"
	"kaowu/app/words"
	"kaowu/assets"
	"kaowu/store"
	"kaowu/sync/province"
	"kaowu/sync/stamp"
)

// Tools is what the window needs of the world, made from the same tables and the
// same font as the commands: how a book is opened, plan workbooks, the provincial
// system.
type Tools struct {
	run *run
}

// NewTools reads the wording of a language. home is the data folder that plans are
// checked for.
func NewTools(env Env, home, lang string) (*Tools, error) {
	w, err := words.Load(assets.Words(), lang)
	if err != nil {
		return nil, err
	}
	if env.Getenv == nil {
		env.Getenv = os.Getenv
	}
	return &Tools{run: &run{env: env, home: home, words: w}}, nil
}

// Desk gives the options of a site.
func (t *Tools) Desk() (desk.Options, error) { return t.run.deskOptions() }

// Check reads a plan workbook and lists what is wrong with it. progress is told of
// the rows of the roster that are read.
func (t *Tools) Check(ctx context.Context, file string, progress func(done, total int)) (desk.Loading, error) {
	pf, err := t.run.checkedPlan(ctx, file, progress)
	if err != nil {
		return desk.Loading{}, err
	}
	return desk.Loading{Plan: pf.Plan, Problems: pf.Problems, Source: pf.SHA256, Workdays: pf.Workdays, Photos: pf.Photos, Near: pf.Near, Places: pf.Source}, nil
}

// Mark writes a copy of a workbook with its problems marked.
func (t *Tools) Mark(ctx context.Context, file, out string, problems []exam.Problem) error {
	return sheet.MarkPlan(ctx, file, out, problems, t.run.words)
}

// Template writes an empty plan workbook.
func (t *Tools) Template(out string) error { return sheet.WriteTemplate(out, t.run.words) }

// CheckFiling reads a filing workbook and lists what is wrong with it; the files of its
// materials are read when it is loaded.
func (t *Tools) CheckFiling(ctx context.Context, file string) (desk.FilingLoading, error) {
	f, err := t.run.readFilingFile(ctx, file)
	if err != nil {
		return desk.FilingLoading{}, err
	}
	book, err := f.WorkbookBytes(file)
	if err != nil {
		return desk.FilingLoading{}, err
	}
	return desk.FilingLoading{Filing: f.Filing, Problems: f.Problems, Source: f.SHA256, Workbook: book, Materials: f.Material}, nil
}

// MarkFiling writes a copy of a filing workbook with its problems marked.
func (t *Tools) MarkFiling(ctx context.Context, file, out string, problems []exam.Problem) error {
	return sheet.MarkFiling(ctx, file, out, problems, t.run.words)
}

// FilingTemplate writes an empty filing workbook.
func (t *Tools) FilingTemplate(out string) error { return sheet.WriteFilingTemplate(out, t.run.words) }

// provinceFile, in a home, names the provincial system and its key files.
const provinceFile = "province.json"

// Province opens the provincial system that province.json of a home names; paths in
// it are relative to the home. Refusal: no-province.
func (t *Tools) Province(home string) (desk.Receiver, error) {
	f, err := readOffice(home)
	if err != nil {
		return nil, err
	}
	return province.NewClient(province.ClientConfig{URL: f.To, CAFile: f.CA, CertFile: f.Cert, KeyFile: f.Key, ReceiverKeyFile: f.ReceiverKey})
}

// office is province.json, its paths made whole.
type office struct {
	To          string `json:"to"`
	CA          string `json:"ca"`
	Cert        string `json:"cert"`
	Key         string `json:"key"`
	ReceiverKey string `json:"receiver_key"`
	Stamp       string `json:"stamp"`    // URL of a time-stamping authority; empty: none
	StampCA     string `json:"stamp_ca"` // who vouches for its server; empty: whom the machine trusts
}

// readOffice reads province.json of a home. Refusal: no-province.
func readOffice(home string) (office, error) {
	var f office
	b, err := os.ReadFile(filepath.Join(home, provinceFile))
	if errors.Is(err, os.ErrNotExist) {
		return f, exam.Refuse("no-province", "file", provinceFile)
	}
	if err != nil {
		return f, fmt.Errorf("read %s: %w", provinceFile, err)
	}
	if err := json.Unmarshal(b, &f); err != nil {
		return f, fmt.Errorf("read %s: %w", provinceFile, err)
	}
	for _, p := range []*string{&f.CA, &f.Cert, &f.Key, &f.ReceiverKey, &f.StampCA} {
		if *p != "" && !filepath.IsAbs(*p) {
			*p = filepath.Join(home, *p)
		}
	}
	return f, nil
}

// stamper is the time-stamping authority that province.json of a home names; nil where it
// names none. The client certificate for the office is shown to it too, if it asks.
func stamper(home string) func() (desk.Stamper, error) {
	f, err := readOffice(home)
	if err != nil || f.Stamp == "" {
		return nil // what is wrong with the file is said when the office is asked
	}
	return func() (desk.Stamper, error) {
		return stamp.NewClient(stamp.Config{URL: f.Stamp, CAFile: f.StampCA, CertFile: f.Cert, KeyFile: f.Key})
	}
}

// checkedPlan is readPlanFile, held against the office's reply where the home has an
// institution's book.
func (r *run) checkedPlan(ctx context.Context, file string, progress func(done, total int)) (*sheet.PlanFile, error) {
	pf, err := r.readPlanFile(ctx, file, progress)
	if err != nil {
		return nil, err
	}
	filed, err := desk.CheckFiled(r.homeDir(), pf.Plan, pf.Source)
	if err != nil {
		return nil, err
	}
	pf.Problems = append(pf.Problems, filed...)
	exam.SortProblems(pf.Problems, exam.PlanSheets())
	return pf, nil
}

// readPlanFile reads and checks a plan workbook with the tables that are shipped.
func (r *run) readPlanFile(ctx context.Context, file string, progress func(done, total int)) (*sheet.PlanFile, error) {
	cfg, err := r.sheetConfig(progress)
	if err != nil {
		return nil, err
	}
	return sheet.ReadPlan(ctx, file, cfg)
}

// sheetConfig is what workbooks are read with: the tables that are shipped and the one face.
func (r *run) sheetConfig(progress func(done, total int)) (sheet.PlanConfig, error) {
	cal, err := calendar()
	if err != nil {
		return sheet.PlanConfig{}, err
	}
	pol, err := policy()
	if err != nil {
		return sheet.PlanConfig{}, err
	}
	face, err := paper.NewFace(r.font())
	if err != nil {
		return sheet.PlanConfig{}, err
	}
	return sheet.PlanConfig{Calendar: cal, Policy: pol, HasGlyph: face.HasGlyph, Progress: progress}, nil
}

// FreeSpace is the free space of the disk that holds dir, in bytes.
func FreeSpace(dir string) (uint64, error) { return store.FreeSpace(dir) }
