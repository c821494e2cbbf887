package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"kaowu/app/exam"
	"kaowu/store"
)

// Loading is a checked plan, ready to be loaded.
type Loading struct {
	Plan     exam.Plan
	Problems []exam.Problem
	Source   string                      // SHA-256 hex of the workbook
	Reason   string                      // why there is a new version of a plan
	Accept   func(exam.Problem) string   // the site lead's reason for accepting a warning; "" accepts nothing
	Photos   map[exam.CandidateNo]string // paths of the candidates' photos, as sheet.Photos found them
	Places   *exam.Source                // where the plan's rows stand in the workbook; nil: not known
	Workdays int                         // working days between filing and the first exam day
	Near     Near                        // rows of the workbook as they stand; may be nil
	Progress func(done, total int)       // told of the rows that are stored; may be nil
}

// Near shows a row of a workbook's sheet between its neighbours.
type Near func(sheet string, row int) exam.Excerpt

// Created is what Create made.
type Created struct {
	Site     *Site
	Desk     *Desk  // of the site lead, signed in
	Recovery string // recovery key, shown once, for a sealed envelope 信封
}

// Create makes an exam's book in an empty place of a home and loads its plan: the
// exam key, the site lead's keys under passphrase, one event a row, and a closing
// one (record.md 7, first start). When ctx ends before that, or anything fails, the
// home is as it was: there is no book. who must be the plan's 考点负责人. Refusals:
// plan-errors (how many), warnings-open, not-site-lead, plan-not-filed,
// exam-exists, passphrase-short.
func Create(ctx context.Context, home, who string, passphrase []byte, load Loading, pol exam.Policy, drill bool, opt Options) (*Created, error) {
	accepted, err := accept(load)
	if err != nil {
		return nil, err
	}
	var lead exam.Staff
	for _, s := range load.Plan.Staff {
		if s.Role == exam.RoleSiteLead && (s.Name == who || string(s.ID) == who) {
			lead = s
		}
	}
	if lead.ID == "" || lead.Name != load.Plan.Header.SiteLead {
		return nil, exam.Refuse("not-site-lead", "lead", load.Plan.Header.SiteLead)
	}
	reply, err := filed(home, load.Plan)
	if err != nil {
		return nil, err
	}
	b, person, recovery, err := store.Create(home, store.Creation{
		Header: load.Plan.Header, Rooms: load.Plan.Rooms, Sessions: load.Plan.Sessions, Staff: load.Plan.Staff,
		Policy: pol, Drill: drill, Lead: lead.ID, Passphrase: passphrase,
		Fill: func(b *store.Book, person *store.Person) error {
			d := newSite(b, home, opt).seat(person, lead)
			if err := d.load(ctx, load, exam.Loading{Source: load.Source, Accepted: accepted, Reply: reply}); err != nil {
				return fmt.Errorf("load the plan: %w", err)
			}
			return nil
		},
	}, opt.Store)
	if err != nil {
		return nil, err
	}
	s := newSite(b, home, opt)
	return &Created{Site: s, Desk: s.seat(person, lead), Recovery: recovery}, nil
}

// closing closes b on the way out with err.
func closing(b io.Closer, err error) error {
	if cerr := b.Close(); cerr != nil {
		return fmt.Errorf("%w; closing: %w", err, cerr)
	}
	return err
}

// LoadPlan loads the plan again: after a load that was cut short, or as a new
// version before anything has begun. When ctx ends, the rows stored so far are
// abandoned and the plan before stays in effect. Refusals: plan-errors, warnings-open,
// other-exam, exam-begun, plan-not-filed, plan-filed-reason (the office has the plan:
// a change says why).
func (d *Desk) LoadPlan(ctx context.Context, load Loading) error {
	if err := d.allow("LoadPlan", ""); err != nil {
		return err
	}
	accepted, err := accept(load)
	if err != nil {
		return err
	}
	if have := d.site.Cover().Exam; have != load.Plan.Header.Exam {
		return exam.Refuse("other-exam", "have", have, "given", load.Plan.Header.Exam)
	}
	r, err := d.site.Roster()
	if err != nil {
		return err
	}
	for _, row := range r.Plan.Sessions {
		st, err := d.site.session(row.No)
		if err != nil {
			return err
		}
		if st.Status != exam.SessionNotOpen {
			return exam.Refuse("exam-begun", "session", string(row.No))
		}
	}
	reply, err := filed(d.site.home, load.Plan)
	if err != nil {
		return err
	}
	closing := exam.Loading{Source: load.Source, Accepted: accepted, Reply: reply}
	if err := d.newVersion(ctx, r, load, &closing); err != nil {
		return err
	}
	return d.load(ctx, load, closing)
}

// accept refuses a plan with errors, or with warnings that nobody accepted.
func accept(load Loading) ([]exam.Accepted, error) {
	errors, open := 0, 0
	var out []exam.Accepted
	for _, p := range load.Problems {
		if p.Severity == exam.SeverityError {
			errors++
			continue
		}
		reason := ""
		if load.Accept != nil {
			reason = load.Accept(p)
		}
		if reason == "" {
			open++
			continue
		}
		out = append(out, exam.Accepted{Code: p.Code, Sheet: p.Sheet, Row: p.Row, Reason: reason})
	}
	switch {
	case errors > 0:
		return nil, exam.Refuse("plan-errors", "n", errors)
	case open > 0:
		return nil, exam.Refuse("warnings-open", "n", open)
	}
	return out, nil
}

// loadChunk is how many rows are appended at once: far below Badger's
// transaction limit, and one fsync for all of them.
const loadChunk = 1000

// load appends the rows of a plan and closes them with end.
func (d *Desk) load(ctx context.Context, load Loading, end exam.Loading) error {
	var name [8]byte
	if _, err := io.ReadFull(d.site.opt.Rand, name[:]); err != nil {
		return fmt.Errorf("name the load: %w", err)
	}
	run := hex.EncodeToString(name[:])
	drafts := d.rows(run, load.Plan)
	h := sha256.New()
	for at := 0; at < len(drafts); at += loadChunk {
		if ctx.Err() != nil {
			d.site.forget() // the roster counts what is abandoned
			return context.Cause(ctx)
		}
		facts, err := d.site.book.Append(ctx, drafts[at:min(at+loadChunk, len(drafts))]...)
		if err != nil {
			return err
		}
		for _, f := range facts {
			h.Write(f.ID[:])
		}
		if load.Progress != nil {
			load.Progress(min(at+loadChunk, len(drafts)), len(drafts))
		}
	}
	seeds, err := d.drawBlind(load.Plan)
	if err != nil {
		return err
	}
	if len(seeds) > 0 {
		if _, err := d.append(ctx, seeds...); err != nil {
			return err
		}
	}
	end.Load, end.Count, end.Digest = run, len(drafts), hex.EncodeToString(h.Sum(nil))
	_, err = d.append(ctx, d.say(exam.PlanLoaded, onPlan, "loaded", end))
	if err != nil {
		return err
	}
	if err := d.takePhotos(ctx, load.Photos); err != nil {
		return err
	}
	return d.showPlan(load.Plan)
}

// rows makes one draft for each row of the plan.
func (d *Desk) rows(run string, p exam.Plan) []store.Draft {
	out := []store.Draft{d.say(exam.PlanHeader, onPlan, "header", exam.Listed[exam.PlanHead]{Load: run, Row: exam.PlanHead{Header: p.Header, Scopes: p.Scopes}})}
	for _, r := range p.Subjects {
		out = append(out, d.say(exam.SubjectListed, "subject/"+r.No, "listed", exam.Listed[exam.Subject]{Load: run, Row: r}))
	}
	for _, r := range p.Rubrics {
		out = append(out, d.say(exam.RubricListed, "rubric/"+r.Subject+"/"+string(r.Component), "listed", exam.Listed[exam.Rubric]{Load: run, Row: r}))
	}
	for _, r := range p.Rooms {
		out = append(out, d.say(exam.RoomListed, "room/"+r.No, "listed", exam.Listed[exam.Room]{Load: run, Row: r}))
	}
	for _, r := range p.Sessions {
		out = append(out, d.say(exam.SessionListed, onSession(r.No), "listed", exam.Listed[exam.Session]{Load: run, Row: r}))
	}
	for _, r := range p.Staff {
		out = append(out, d.say(exam.StaffListed, "staff/"+string(r.ID), "listed", exam.Listed[exam.Staff]{Load: run, Row: r}))
	}
	for _, r := range p.Candidates {
		out = append(out, d.say(exam.CandidateListed, onCandidate(r.No), "listed", exam.Listed[exam.Candidate]{Load: run, Row: r}))
	}
	return out
}
