package desk

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/store"
)

// body is an institution's book in a home of its own.
type body struct {
	*world
	inst    *Institution
	officer *Officer
}

func testFiling() exam.Filing {
	return exam.Filing{
		Head: exam.FilingHead{Number: "Y000051000123", Body: "川南重型装备集团有限公司", CreditCode: "91510000MA6KW0000B", Officer: "邓英军"},
		Scopes: []exam.Scope{
			{Occupation: "焊工", Code: "6-18-02-04", Trade: "电焊工", Lowest: 5, Highest: 3, Basis: "国家职业技能标准 焊工（2018年版）"},
			{Occupation: "电工", Code: "6-31-01-03", Lowest: 5, Highest: 1, Basis: "国家职业技能标准 电工（2018年版）"},
		},
		People:    []exam.FilingPerson{{Kind: exam.PersonAssessor, Name: "考一", IDNumber: "51000019900307009X"}},
		Branches:  []exam.Branch{{Name: "川南重装泸州分公司", Place: "泸州市", Number: "Y000051050007"}, {Name: "川南重装宜宾分公司", Place: "宜宾市"}},
		Materials: []exam.Material{{Code: "M1", Name: "营业执照", Path: "m1.pdf", SHA256: sumOf("license")}, {Code: "M2", Name: "其他"}},
	}
}

func sumOf(s string) string { return digest([]byte(s)) }

func loadingOf(f exam.Filing) FilingLoading {
	return FilingLoading{Filing: f, Source: "ab", Workbook: []byte("workbook"), Materials: func(exam.Material) ([]byte, error) { return []byte("license"), nil }}
}

func newInstitution(t *testing.T) *body {
	t.Helper()
	f := sharedOf(t)
	w := &world{t: t, home: t.TempDir(), clock: &handClock{}}
	w.clock.to("2026-10-09 09:00")
	w.opt = options(f, w.clock)
	made, err := CreateInstitution(t.Context(), w.home, "邓英军", secret("S01"), loadingOf(testFiling()), f.policy, true, w.opt)
	if err != nil {
		t.Fatal(err, argsOf(err))
	}
	if made.Recovery == "" {
		t.Error("no recovery key was given")
	}
	w.site = made.Institution.site
	t.Cleanup(func() { _ = w.site.Close() })
	return &body{w, made.Institution, made.Officer}
}

// published takes the filing to its end: noticed on Fri 2026-10-09, five working days
// after it is Thu 10-15, for Sat 10-10 is a make-up workday (domain 13).
func (b *body) published() {
	b.t.Helper()
	b.must(b.officer.ConfirmFiling(b.t.Context()))
	until, err := b.officer.NoticeFiling(b.t.Context())
	b.must(err)
	if until != "2026-10-15" {
		b.t.Errorf("notice until %s, want 2026-10-15", until)
	}
	b.clock.to("2026-10-16 09:00")
	b.must(b.officer.PublishFiling(b.t.Context()))
}

func (b *body) filing() exam.FilingState {
	b.t.Helper()
	st, err := b.officer.Filing()
	b.must(err)
	return st
}

func (b *body) reply() exam.Reply {
	return exam.Reply{Number: "Y000051000123", From: "2026-11-01", Until: "2029-10-31"}
}

// reopened closes the book and opens it again.
func (b *body) reopened() {
	b.t.Helper()
	b.must(b.inst.Close())
	inst, err := OpenInstitution(b.home, b.opt)
	b.must(err)
	o, err := inst.SignIn("邓英军", secret("S01"))
	b.must(err)
	b.inst, b.officer, b.site = inst, o, inst.site
}

// record.md 1: the institution's book is a book like any other: it opens again, its
// records verify, and its index can be made anew.
func TestInstitutionsBookReopensVerifiesRebuilds(t *testing.T) {
	b := newInstitution(t)
	b.published()
	b.must(b.officer.EnterReply(t.Context(), b.reply(), []byte("scan")))
	before := b.filing()
	b.reopened()
	if got := b.filing(); !reflect.DeepEqual(got, before) {
		t.Errorf("opened again it reads\n%+v, want\n%+v", got, before)
	}
	rep, err := b.inst.Check(t.Context(), nil)
	b.must(err)
	if len(rep.Findings) > 0 {
		t.Errorf("findings %v", rep.Findings)
	}
	b.must(b.inst.Close())
	made, err := store.Rebuild(b.home, "Y000051000123", "S01", secret("S01"), b.opt.Store)
	b.must(err)
	if len(made.Findings) > 0 || made.Events != rep.Events {
		t.Errorf("rebuilt %d events, %v, want %d", made.Events, made.Findings, rep.Events)
	}
	b.reopened()
	if got := b.filing(); !reflect.DeepEqual(got, before) {
		t.Error("rebuilt it reads otherwise")
	}
	if f := got(b.site.book.Attachment(before.Reply.File)); string(f) != "scan" {
		t.Errorf("the scan reads %q", f)
	}
	if f := got(b.site.book.Attachment(before.Filing.Materials[0].File)); string(f) != "license" {
		t.Errorf("the material reads %q", f)
	}
}

func got(b []byte, err error) []byte {
	if err != nil {
		return []byte(err.Error())
	}
	return b
}

func TestFilingGoesStepByStep(t *testing.T) {
	b := newInstitution(t)
	ctx := t.Context()
	st := b.filing()
	if st.Stage != StageDrafted || st.Drafted.Version != 1 || st.Filing.Head.Body != "川南重型装备集团有限公司" || len(st.Filing.Scopes) != 2 ||
		len(st.Filing.Branches) != 2 || len(st.Filing.Materials) != 2 || st.Filing.Materials[0].File == "" || st.Abandoned != 0 {
		t.Fatalf("drafted as %+v", st)
	}
	b.refused("filing-stage", func() error { _, err := b.officer.NoticeFiling(ctx); return err })
	b.refused("filing-stage", func() error { return b.officer.EnterReply(ctx, b.reply(), nil) })
	b.refused("filing-stage", func() error { _, err := b.officer.NoteObjection(ctx, exam.Objection{Text: "x"}); return err })
	b.must(b.officer.ConfirmFiling(ctx))
	b.refused("filing-stage", func() error { return b.officer.ConfirmFiling(ctx) })
	_, err := b.officer.NoticeFiling(ctx)
	b.must(err)
	b.refused("filing-notice-runs", func() error { return b.officer.PublishFiling(ctx) })
	b.refused("reason-missing", func() error { _, err := b.officer.NoteObjection(ctx, exam.Objection{}); return err })
	no, err := b.officer.NoteObjection(ctx, exam.Objection{From: "工会", Channel: "电话", Text: "场地面积不符"})
	b.must(err)
	b.clock.to("2026-10-16 09:00")
	b.refused("objections-open", func() error { return b.officer.PublishFiling(ctx) })
	b.refused("no-objection", func() error { return b.officer.AnswerObjection(ctx, 2, exam.Answer{Text: "x"}) })
	b.must(b.officer.AnswerObjection(ctx, no, exam.Answer{Upheld: true, Text: "场地已换"}))
	b.refused("objection-upheld", func() error { return b.officer.PublishFiling(ctx) })

	// A new version mends it and starts over, with its reason.
	f := testFiling()
	f.Head.Strengths = "改正场地"
	b.refused("reason-missing", func() error { return b.officer.LoadFiling(ctx, loadingOf(f)) })
	second := loadingOf(f)
	second.Reason = "按异议改正场地"
	b.must(b.officer.LoadFiling(ctx, second))
	st = b.filing()
	if st.Stage != StageDrafted || st.Drafted.Version != 2 || st.Filing.Head.Strengths != "改正场地" || len(st.Objections) != 0 || len(st.Versions) != 2 || st.Noted != 1 {
		t.Errorf("second version %+v", st)
	}
	b.must(b.officer.ConfirmFiling(ctx))
	_, err = b.officer.NoticeFiling(ctx)
	b.must(err)
	b.clock.to("2026-10-24 09:00")
	b.must(b.officer.PublishFiling(ctx))
	if st = b.filing(); st.Stage != StagePublished || b.inst.Cover().State != "filing-published" {
		t.Errorf("stage %s, cover %s", st.Stage, b.inst.Cover().State)
	}
}

// The reply is entered once: what it grants stands on the cover, so that a plan can
// be held against it before anybody signs in.
func TestReplyIsOnTheCover(t *testing.T) {
	b := newInstitution(t)
	b.published()
	for item, change := range map[string]func(*exam.Reply){
		"number": func(r *exam.Reply) { r.Number = "000051000123" },
		"from":   func(r *exam.Reply) { r.From = "2026-02-30" },
		"until":  func(r *exam.Reply) { r.Until = "2026-10-31" },
		"scope":  func(r *exam.Reply) { r.Scopes = []exam.Scope{{Occupation: "焊工", Lowest: 3, Highest: 5}} },
		"branch": func(r *exam.Reply) { r.Branches = []exam.GrantedBranch{{Name: "甲"}} },
	} {
		r := b.reply()
		change(&r)
		no := b.refused("reply-form", func() error { return b.officer.EnterReply(t.Context(), r, nil) })
		if no.Args["item"] != "code:reply."+item {
			t.Errorf("%s: %v", item, no.Args)
		}
	}
	if b.inst.Cover().Filing != nil {
		t.Error("something is granted before the reply")
	}
	b.must(b.officer.EnterReply(t.Context(), b.reply(), nil))
	c, err := InstitutionCover(b.home)
	b.must(err)
	g := c.Filing
	if g == nil || g.Number != "Y000051000123" || g.Body != "川南重型装备集团有限公司" || g.From != "2026-11-01" || g.Until != "2029-10-31" ||
		len(g.Scopes) != 2 || !slices.Equal(g.Branches, []exam.GrantedBranch{{Name: "川南重装泸州分公司", Place: "泸州市", Number: "Y000051050007"}}) {
		t.Fatalf("the cover grants %+v", g)
	}
	// A renewal takes its place; the first stays in the book.
	r := b.reply()
	r.Until, r.Scopes = "2032-10-31", testFiling().Scopes[:1]
	b.must(b.officer.EnterReply(t.Context(), r, nil))
	if g := b.inst.Cover().Filing; g.Until != "2032-10-31" || len(g.Scopes) != 1 || b.filing().Replies != 2 {
		t.Errorf("after the renewal %+v", g)
	}
	// What a crash left out of the cover is put right at the next sign-in.
	b.must(b.site.book.UpdateCover(func(c *store.Cover) { c.Filing = nil }))
	b.reopened()
	if b.inst.Cover().Filing == nil {
		t.Error("the reply is not on the cover again")
	}
}

// A home holds one institution beside its exams, and they do not get into each
// other's way.
func TestInstitutionBesideExams(t *testing.T) {
	b := newInstitution(t)
	w := newWorld(t)
	b.refused("institution-exists", func() error {
		f := testFiling()
		f.Head.Number = "Y000051000999"
		_, err := CreateInstitution(t.Context(), b.home, "邓英军", secret("S01"), loadingOf(f), sharedOf(t).policy, true, b.opt)
		return err
	})
	b.refused("no-exam", func() error { _, err := Open(b.home, "", b.opt); return err })
	if c, err := Cover(b.home, ""); err != nil || !c.Institution() {
		t.Errorf("a home with nothing else shows %+v, %v", c, err)
	}
	made, err := CreateInstitution(t.Context(), w.home, "S16", secret("S16"), func() FilingLoading {
		l := loadingOf(testFiling())
		l.Officer = "S16"
		return l
	}(), sharedOf(t).policy, true, w.opt)
	w.must(err)
	w.must(made.Institution.Close())
	w.must(w.site.Close())
	s, err := Open(w.home, "", w.opt)
	w.must(err)
	w.site = s
	if s.Cover().Institution() {
		t.Error("the institution's book was taken for an exam's")
	}
	if c, err := Cover(w.home, ""); err != nil || c.Institution() {
		t.Errorf("beside an exam, %+v %v", c, err)
	}
}

// What belongs to exams is refused in the institution's book.
func TestInstitutionIsNoExam(t *testing.T) {
	b := newInstitution(t)
	b.must(b.inst.Close())
	s, err := Open(b.home, "Y000051000123", b.opt)
	b.must(err)
	b.site = s
	d, err := s.SignIn("S01", secret("S01"))
	b.must(err)
	b.refused("not-an-exam", func() error { _, err := d.ConfirmResults(t.Context()); return err })
	st, err := d.State()
	if err != nil || st.Word != "filing-drafted" {
		t.Errorf("%+v, %v", st, err)
	}
	b.must(s.Close())
	b.reopened()
	for _, f := range []func(*exam.Filing){
		func(f *exam.Filing) { f.Head.Number, f.Head.CreditCode = "Y000051000999", "91510000MA6KW0001E" },
	} {
		other := testFiling()
		f(&other)
		l := loadingOf(other)
		l.Reason = "x"
		b.refused("other-institution", func() error { return b.officer.LoadFiling(t.Context(), l) })
	}
	l := loadingOf(testFiling())
	l.Reason, l.Materials = "x", func(exam.Material) ([]byte, error) { return []byte("another"), nil }
	b.refused("material-changed", func() error { return b.officer.LoadFiling(t.Context(), l) })
	_, err = CreateInstitution(t.Context(), t.TempDir(), "别人", secret("S01"), loadingOf(testFiling()), sharedOf(t).policy, true, b.opt)
	if !errors.Is(err, exam.Refuse("not-officer")) {
		t.Error(err)
	}
}

// Design 3: every action of the institution's book is a row of the table, and nobody
// without the officer's role may do it.
func TestEveryOfficersMethodHasARight(t *testing.T) {
	b := newInstitution(t)
	ctx := t.Context()
	acts := map[string]func(*Officer) error{
		"Filing":           func(o *Officer) error { _, err := o.Filing(); return err },
		"LoadFiling":       func(o *Officer) error { return o.LoadFiling(ctx, FilingLoading{}) },
		"FilingForm":       func(o *Officer) error { _, err := o.FilingForm(); return err },
		"ConfirmFiling":    func(o *Officer) error { return o.ConfirmFiling(ctx) },
		"NoticeFiling":     func(o *Officer) error { _, err := o.NoticeFiling(ctx); return err },
		"PublishFiling":    func(o *Officer) error { return o.PublishFiling(ctx) },
		"NoteObjection":    func(o *Officer) error { _, err := o.NoteObjection(ctx, exam.Objection{}); return err },
		"AnswerObjection":  func(o *Officer) error { return o.AnswerObjection(ctx, 1, exam.Answer{}) },
		"EnterReply":       func(o *Officer) error { return o.EnterReply(ctx, exam.Reply{}, nil) },
		"EnterExam":        func(o *Officer) error { return o.EnterExam(ctx, ExamTaken{}) },
		"Ledger":           func(o *Officer) error { _, err := o.Ledger(exam.LedgerFilter{}); return err },
		"LedgerWorkbook":   func(o *Officer) error { _, err := o.LedgerWorkbook(exam.LedgerFilter{}); return err },
		"EnterOrder":       func(o *Officer) error { _, err := o.EnterOrder(ctx, exam.OfficeOrder{}); return err },
		"ReplyToOrder":     func(o *Officer) error { return o.ReplyToOrder(ctx, 1, exam.OrderReply{}) },
		"EnterComplaint":   func(o *Officer) error { _, err := o.EnterComplaint(ctx, exam.Complaint{}); return err },
		"ShowForComplaint": func(o *Officer) error { return o.ShowForComplaint(ctx, 1, exam.ComplaintShown{}) },
		"ComplaintPage":    func(o *Officer) error { _, err := o.ComplaintPage(1); return err },
		"AnswerComplaint":  func(o *Officer) error { return o.AnswerComplaint(ctx, 1, exam.ComplaintAnswer{}) },
		"Cards":            func(o *Officer) error { _, err := o.Cards(); return err },
		"ReserveNumbers":   func(o *Officer) error { _, err := o.ReserveNumbers(ctx, 3, 1, "", ""); return err },
		"Evidence":         func(o *Officer) error { _, err := o.Evidence(ctx, exam.Plan{}); return err },
		"EnterCard":        func(o *Officer) error { return o.EnterCard(ctx, exam.StaffCard{}) },
		"EnterViolation":   func(o *Officer) error { return o.EnterViolation(ctx, "", exam.StaffViolation{}) },
		"Retention":        func(o *Officer) error { _, err := o.Retention(); return err },
		"EnterDeletion":    func(o *Officer) error { return o.EnterDeletion(ctx, store.Stone{}) },
		"PrintCharts":      func(o *Officer) error { _, err := o.PrintCharts(nil, exam.Time{}); return err },
		"CheckStanding":    func(o *Officer) error { _, err := o.CheckStanding(exam.Plan{}, nil); return err },
	}
	rights := exam.Rights()
	methods := reflect.TypeFor[*Officer]()
	for i := range methods.NumMethod() {
		name := methods.Method(i).Name
		if name == "Staff" {
			continue
		}
		if rights[name] == nil || acts[name] == nil {
			t.Errorf("%s has no row in exam.Rights, or is not called here", name)
		}
	}
	for name, act := range acts {
		before := b.inst.Size()
		other := &Officer{b.site.seat(b.officer.desk.who.Load(), exam.Staff{ID: "S02", Role: exam.RoleSupervisor})}
		if err := act(other); !errors.Is(err, exam.Refuse("not-allowed")) || b.inst.Size() != before {
			t.Errorf("%s by a supervisor: %v", name, err)
		}
	}
}

func TestFilingFormPrints(t *testing.T) {
	b := newInstitution(t)
	doc, err := b.officer.FilingForm()
	b.must(err)
	draft := func() bool {
		return slices.ContainsFunc(doc.Pages[0].Items, func(it paper.Item) bool {
			text, is := it.(paper.Text)
			return is && text.S == sharedOf(t).words.T("paper.filing-draft")
		})
	}
	if !draft() {
		t.Error("a draft does not say so")
	}
	pdf, err := b.inst.PDF(doc)
	if err != nil || !strings.HasPrefix(string(pdf), "%PDF") {
		t.Errorf("%.8q, %v", pdf, err)
	}
	b.must(b.officer.ConfirmFiling(t.Context()))
	if doc, err = b.officer.FilingForm(); err != nil || draft() {
		t.Errorf("a confirmed filing still says draft, %v", err)
	}
}

// No ID number lies in the open: the cover is all that can be read without a key.
func TestInstitutionsCoverIsPublic(t *testing.T) {
	b := newInstitution(t)
	raw, err := exam.Marshal(b.inst.Cover())
	b.must(err)
	if strings.Contains(string(raw), "51000019900307009X") || strings.Contains(string(raw), "考一") {
		t.Errorf("the cover says %s", raw)
	}
}
