package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"

	"kaowu/app/exam"
	"kaowu/store"
)

const onFiling = "filing"

// FilingLoading is a checked filing workbook, ready to be loaded.
type FilingLoading struct {
	Filing    exam.Filing
	Problems  []exam.Problem
	Source    string                                // SHA-256 hex of the workbook
	Workbook  []byte                                // kept in the book as it came
	Materials func(m exam.Material) ([]byte, error) // reads the file of a material that names one
	Accept    func(exam.Problem) string             // the officer's reason for accepting a warning; "" accepts nothing
	Reason    string                                // why there is a new version
	Officer   exam.StaffID                          // staff id in a book that is made; S01 when empty
	Progress  func(done, total int)                 // materials taken in; may be nil
}

// allow is Desk.allow for what is done in the institution's book.
func (o *Officer) allow(action string) error {
	if !exam.May(action, o.desk.staff.Role) {
		return exam.Refuse("not-allowed", "role", o.desk.staff.Role, "action", "code:action."+action)
	}
	return nil
}

// state is the fold of the filing.
func (o *Officer) state() (exam.FilingState, error) {
	facts, err := o.desk.site.book.Events(onFiling)
	if err != nil {
		return exam.FilingState{}, err
	}
	subjects, err := o.desk.site.book.Subjects(onFiling + "/")
	if err != nil {
		return exam.FilingState{}, err
	}
	var rows []exam.Fact
	for _, on := range subjects {
		more, err := o.desk.site.book.Events(on)
		if err != nil {
			return exam.FilingState{}, err
		}
		rows = append(rows, more...)
	}
	return exam.FoldFiling(facts, rows), nil
}

// Filing is the filing as it stands: its rows, its stage, what was said against it,
// and what the office replied.
func (o *Officer) Filing() (exam.FilingState, error) {
	if err := o.allow("Filing"); err != nil {
		return exam.FilingState{}, err
	}
	return o.state()
}

// LoadFiling loads a filing: the first version, or a later one with its reason, which
// starts over as a draft. The materials' files and the workbook itself are kept in
// the book. Refusals: plan-errors, warnings-open, other-institution, reason-missing,
// material-changed (a file is not the one that was checked).
func (o *Officer) LoadFiling(ctx context.Context, load FilingLoading) error {
	if err := o.allow("LoadFiling"); err != nil {
		return err
	}
	accepted, err := accept(Loading{Problems: load.Problems, Accept: load.Accept})
	if err != nil {
		return err
	}
	defer o.desk.site.hold(onFiling)()
	st, err := o.state()
	if err != nil {
		return err
	}
	if err := o.sameBody(load.Filing, st); err != nil {
		return err
	}
	if len(st.Versions) > 0 && load.Reason == "" {
		return exam.Refuse("reason-missing")
	}
	if load.Filing.Materials, err = o.takeMaterials(ctx, load); err != nil {
		return err
	}
	draft := exam.FilingDraft{Version: len(st.Versions) + 1, Source: load.Source, Reason: load.Reason, Accepted: accepted}
	if len(load.Workbook) > 0 {
		if draft.File, err = o.desk.site.book.Attach(ctx, load.Workbook); err != nil {
			return err
		}
	}
	if err := o.writeRows(ctx, load.Filing, &draft); err != nil {
		return err
	}
	if _, err := o.desk.append(ctx, o.desk.say(exam.FilingDrafted, onFiling, "stage", draft)); err != nil {
		return err
	}
	return o.show()
}

// sameBody refuses the filing of another body: a home belongs to one.
func (o *Officer) sameBody(f exam.Filing, st exam.FilingState) error {
	name := o.desk.site.Cover().Exam
	own := []string{name}
	if st.Reply != nil {
		own = append(own, st.Reply.Number)
	}
	if st.Drafted != nil {
		own = append(own, st.Filing.Head.CreditCode)
	}
	for _, n := range own {
		if n != "" && (n == f.Head.Number || n == f.Head.CreditCode) {
			return nil
		}
	}
	return exam.Refuse("other-institution", "have", name, "given", f.BookName())
}

// takeMaterials keeps the files of materials in the book, sealed.
func (o *Officer) takeMaterials(ctx context.Context, load FilingLoading) ([]exam.Material, error) {
	out := make([]exam.Material, len(load.Filing.Materials))
	for i, m := range load.Filing.Materials {
		if m.SHA256 != "" {
			if load.Materials == nil {
				return nil, exam.Refuse("material-changed", "name", m.Name)
			}
			raw, err := load.Materials(m)
			if err != nil {
				return nil, err
			}
			if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != m.SHA256 {
				return nil, exam.Refuse("material-changed", "name", m.Name)
			}
			if m.File, err = o.desk.site.book.Attach(ctx, raw); err != nil {
				return nil, err
			}
		}
		out[i] = m
		if load.Progress != nil {
			load.Progress(i+1, len(out))
		}
	}
	return out, nil
}

// writeRows appends one event a row and notes in draft what they come to.
func (o *Officer) writeRows(ctx context.Context, f exam.Filing, draft *exam.FilingDraft) error {
	var name [8]byte
	if _, err := io.ReadFull(o.desk.site.opt.Rand, name[:]); err != nil {
		return fmt.Errorf("name the load: %w", err)
	}
	draft.Load = hex.EncodeToString(name[:])
	drafts := o.rows(draft.Load, f)
	draft.Count = len(drafts)
	h := sha256.New()
	for at := 0; at < len(drafts); at += loadChunk {
		facts, err := o.desk.append(ctx, drafts[at:min(at+loadChunk, len(drafts))]...)
		if err != nil {
			return err
		}
		for _, e := range facts {
			h.Write(e.ID[:])
		}
	}
	draft.Digest = hex.EncodeToString(h.Sum(nil))
	return nil
}

// rows makes one draft for each row of the filing.
func (o *Officer) rows(run string, f exam.Filing) []store.Draft {
	out := []store.Draft{o.desk.say(exam.FilingHeader, onFiling, "header", exam.Listed[exam.FilingHead]{Load: run, Row: f.Head})}
	out = append(out, listed(o.desk, run, exam.FilingScope, "scope", f.Scopes)...)
	out = append(out, listed(o.desk, run, exam.FilingSiteListed, "site", f.Sites)...)
	out = append(out, listed(o.desk, run, exam.FilingEquipped, "equipment", f.Equipment)...)
	out = append(out, listed(o.desk, run, exam.FilingPersonnel, "person", f.People)...)
	out = append(out, listed(o.desk, run, exam.FilingBranch, "branch", f.Branches)...)
	out = append(out, listed(o.desk, run, exam.FilingMaterial, "material", f.Materials)...)
	return append(out, listed(o.desk, run, exam.FilingUndertaking, "undertaking", f.Undertakings)...)
}

func listed[T any](d *Desk, run string, kind exam.Kind, sheet string, rows []T) []store.Draft {
	out := make([]store.Draft, len(rows))
	for i, r := range rows {
		out[i] = d.say(kind, onFiling+"/"+sheet+"/"+strconv.Itoa(i+1), "listed", exam.Listed[T]{Load: run, Row: r})
	}
	return out
}
