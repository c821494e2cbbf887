package screen

import (
	"context"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// filer is the part of the desk that filing of results uses.
type filer interface {
	ResultList() (desk.ResultsView, error)
	UploadList() ([]desk.UploadRow, error)
	StartNotice(ctx context.Context) (exam.Date, error)
	PublishResults(ctx context.Context) error
	GiveCertificates(ctx context.Context) (int, error)
	Upload(ctx context.Context, to desk.Receiver, progress func(done, total int)) (desk.Uploaded, error)
	AskUpload(ctx context.Context, to desk.Receiver) (desk.Uploaded, error)
	SealUpload(ctx context.Context, to desk.Receiver, emit func(name string, file []byte) error) (int, error)
	TakeAnswer(ctx context.Context, to desk.Receiver, file []byte) (int, error)
}

// What the office can say of a record (design 6), and that it was not sent yet.
const (
	accepted  = "accepted"
	rejected  = "rejected"
	duplicate = "duplicate"
	unknown   = "unknown"
	unsent    = "left"
	revoked   = "revoked" // taken away again 撤销
)

// Filters of the upload list.
const (
	toDo = iota
	everyone
	acceptedRows
	duplicateRows
)

// upload is filing of the results of the qualified 结果备案: notice, publishing,
// numbers, sending, comparing, one after another under F9.
type upload struct {
	u  *ui
	d  filer
	to func() (desk.Receiver, error)

	stage  string
	until  exam.Date
	list   []desk.UploadRow
	rows   []int
	filter int
	at     int
	job    *job      // what is on the road
	pauses bool      // it ends after the batch that is on the road
	again  *resend   // what is sent again by itself; nil: nothing
	ends   time.Time // when the client certificate ends, where that is soon
	last   *desk.Uploaded
}

func newUpload(u *ui, d filer, to func() (desk.Receiver, error)) *upload {
	return &upload{u: u, d: d, to: to, filter: everyone}
}

func (p *upload) name() string { return "upload" }
func (p *upload) leave()       {}

func (p *upload) busy() bool { return p.job != nil }

func (p *upload) show() {
	if p.job == nil {
		p.reload()
		p.soon()
	}
	p.draw()
}

func (p *upload) reload() {
	v, err := p.d.ResultList()
	if !p.u.refused(err) {
		p.stage, p.until = v.Stage, v.Until
	}
	if list, err := p.d.UploadList(); err == nil {
		p.list = list
	}
	p.pickRows()
}

func (p *upload) pickRows() {
	p.rows = nil
	for i, r := range p.list {
		if uploadFits(r.State, p.filter) {
			p.rows = append(p.rows, i)
		}
	}
	p.at = max(0, min(p.at, len(p.rows)-1))
}

func uploadFits(state string, filter int) bool {
	switch filter {
	case toDo:
		return state == rejected || state == unknown || state == unsent
	case acceptedRows:
		return state == accepted
	case duplicateRows:
		return state == duplicate
	}
	return true
}

func (p *upload) count(filter int) int {
	n := 0
	for _, r := range p.list {
		n += one(uploadFits(r.State, filter))
	}
	return n
}

// standing counts those whom the office should hold: all but the revocations.
func (p *upload) standing() int {
	n := 0
	for _, r := range p.list {
		n += one(ofKind(r.Record.DataKind) != revokes)
	}
	return n
}

// Ends of the words for a correction and a revocation.
const mends, revokes = "-mend", "-revoke"

// ofKind is the end of the words for a record's data kind; empty for a new one.
func ofKind(kind string) string {
	switch kind {
	case exam.UploadMended:
		return mends
	case exam.UploadRevoked:
		return revokes
	}
	return ""
}

func (p *upload) numbered() int {
	n := 0
	for _, r := range p.list {
		n += one(r.Record.CertificateNo != "")
	}
	return n
}

// next is the step that F9 does: its word, and what it does.
func (p *upload) next() (word string, do func()) {
	u := p.u
	switch p.stage {
	case desk.StageConfirmed:
		return u.T("screen.upload.start-notice"), p.notice
	case desk.StageNoticed:
		return u.T("screen.upload.publish"), p.publish
	case desk.StagePublished:
		if p.numbered() < len(p.list) && p.count(acceptedRows) == 0 || slices.ContainsFunc(p.list, func(r desk.UploadRow) bool { return r.Anew }) {
			return u.T("screen.upload.number"), p.number
		}
		if p.count(toDo) > 0 {
			return u.T("screen.upload.send"), p.send
		}
	}
	return "", nil
}

func (p *upload) notice() {
	until, err := p.d.StartNotice(p.u.ctx)
	if !p.u.refused(err) {
		p.u.stored("screen.upload.saved-notice", "until", string(until))
	}
	p.afresh()
}

// afresh reads everything anew but keeps what was refused.
func (p *upload) afresh() {
	note := p.u.note
	p.reload()
	if note != "" {
		p.u.note = note
	}
	p.redraw()
}

func (p *upload) publish() {
	if !p.u.refused(p.d.PublishResults(p.u.ctx)) {
		p.u.stored("screen.upload.saved-publish")
	}
	p.afresh()
}

func (p *upload) number() {
	n, err := p.d.GiveCertificates(p.u.ctx)
	if !p.u.refused(err) {
		p.u.stored("screen.upload.saved-numbers", "n", n)
	}
	p.afresh()
}

func (p *upload) big() {
	if _, do := p.next(); do != nil && p.job == nil {
		do()
	}
}

func (p *upload) move(by int) {
	p.at = max(0, min(p.at+by, len(p.rows)-1))
	p.draw()
}

func (p *upload) setFilter(i int) {
	p.filter, p.at = i, 0
	p.pickRows()
	p.draw()
}

func (p *upload) keys() kit.Table {
	u := p.u
	word, _ := p.next()
	idle := func() bool { return p.job == nil }
	return kit.Table{
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.upload.pick"), Do: func() { p.move(1) }},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.upload.pick"), Do: func() { p.move(-1) }, Quiet: true},
		{Names: []string{"Tab"}, Word: u.T("screen.key.filter"), Do: func() { p.setFilter((p.filter + 1) % 4) }},
		{Names: []string{"F5"}, Word: u.T("screen.upload.ask"), Do: p.ask, When: func() bool { return idle() && p.stage == desk.StagePublished }},
		{Names: []string{"F6"}, Word: u.T("screen.upload.file"), Do: p.file, When: func() bool { return idle() && p.stage == desk.StagePublished }},
		{Names: []string{"F9"}, Word: word, Do: p.big, When: func() bool { return word != "" && idle() }},
		{Names: []string{"Esc"}, Word: u.T("screen.upload.pause"), Do: p.pause, When: func() bool { return p.job != nil && !p.pauses }},
		{Names: []string{"Esc"}, Word: u.T("screen.upload.resend-stop"), Do: p.forget, When: func() bool { return p.job == nil && p.again != nil }},
	}
}

// uploadMark is the mark and word of what the office said, or of what is to be sent.
func uploadMark(r desk.UploadRow) (kit.State, string) {
	switch r.State {
	case revoked:
		return kit.Done, "screen.verdict.revoked"
	case unsent:
		return kit.NotCome, "screen.verdict.left" + ofKind(r.Record.DataKind)
	case accepted:
		return kit.Accepted, "screen.verdict.accepted"
	case rejected:
		return kit.Rejected, "screen.verdict.rejected"
	case duplicate:
		return kit.Duplicate, "screen.verdict.duplicate"
	case unknown:
		return kit.Unknown, "screen.verdict.unknown"
	}
	return kit.NotCome, "screen.verdict.left"
}

func (p *upload) draw() {
	u, st := p.u, p.u.st
	right := []fyne.CanvasObject{}
	if p.stage == desk.StagePublished {
		right = append(right, st.Button(kit.Button{Word: u.T("screen.upload.file"), Key: "F6", Off: p.busy(), Do: p.file}),
			st.Button(kit.Button{Word: u.T("screen.upload.ask"), Key: "F5", Off: p.busy(), Do: p.ask}))
	}
	if word, do := p.next(); word != "" {
		right = append(right, st.Button(kit.Button{Word: word, Key: "F9", Kind: kit.Go, Off: p.busy(), Do: do}))
	}
	there := p.count(acceptedRows) + p.count(duplicateRows)
	head := u.header(u.T("screen.upload.title"), u.T("screen.upload.line", "n", p.standing(), "accepted", there), right...)
	body := []fyne.CanvasObject{st.Steps(p.steps())}
	if note := p.waiting(); note != nil {
		body = append(body, note)
	}
	body = append(body, kit.Columns(u.gap(), kit.Grow(p.table(), 1), kit.Fixed(p.side(), 400, 0)))
	u.f.Show(u.page(head, body...), p.keys())
	u.rest()
}

func (p *upload) steps() []kit.StepOf {
	u := p.u
	order := map[string]int{desk.StageDrafted: -1, desk.StageConfirmed: 0, desk.StageNoticed: 1, desk.StagePublished: 2}
	at := order[p.stage]
	if at == 2 && p.numbered() >= len(p.list) && len(p.list) > 0 {
		at = 3
	}
	all := at == 3 && p.count(toDo) == 0
	if all {
		at = 4
	}
	state := func(i int) kit.State {
		switch {
		case i < at || all && (p.last == nil || p.last.Agrees):
			return kit.Done
		case i == at:
			return kit.Scoring
		}
		return kit.NotCome
	}
	notice := u.T("screen.upload.step-notice-none")
	if p.until != "" {
		notice = u.T("screen.upload.step-notice-line", "until", string(p.until))
	}
	publish := u.T("screen.upload.step-publish-line")
	if at > 1 {
		publish = u.T("screen.upload.saved-publish")
	}
	lines := []string{notice, publish,
		u.T("screen.upload.step-number-line", "n", p.numbered()), u.T("screen.upload.step-send-line", "n", p.count(acceptedRows)+p.count(duplicateRows), "of", p.standing()), u.T("screen.upload.step-compare-line")}
	var out []kit.StepOf
	for i, k := range []string{"notice", "publish", "number", "send", "compare"} {
		out = append(out, kit.StepOf{State: state(i), Word: u.T("screen.upload.step-" + k), Line: lines[i], On: i == at})
	}
	return out
}

func (p *upload) table() fyne.CanvasObject {
	u, st := p.u, p.u.st
	var words []string
	for i, k := range []string{"todo", "all", "accepted", "duplicate"} {
		words = append(words, u.T("screen.upload.filter-"+k, "n", p.count(i)))
	}
	top := kit.Pad(10, 12, kit.Row(10, st.Segments(words, p.filter, p.setFilter), kit.Grow(st.Para(u.T("screen.upload.unknown-is"), st.Caption, kit.Ink2, 300), 1)))
	// At the largest text the certificate number is in the side alone.
	cols := []kit.Column{{Head: u.T("screen.fact.exam-no"), Width: 92}, {Head: u.T("screen.fact.name"), Width: 66}, {Head: u.T("screen.fact.subject"), Width: 72},
		{Head: u.T("screen.upload.col-verdict"), Width: 104}, {Head: u.T("screen.upload.col-note")}}
	if st.Step != kit.Extra {
		cols = slices.Insert(cols, 3, kit.Column{Head: u.T("screen.upload.col-number"), Width: 100})
	}
	var t *kit.TableView
	t = st.NewTable(cols, max(44, st.Caption*2.9), func(i, c int) fyne.CanvasObject {
		r := p.list[p.rows[i]]
		if c >= 3 && st.Step == kit.Extra {
			c++
		}
		switch c {
		case 0:
			return t.Cell(r.Record.ExamNo, kit.Ink)
		case 1:
			return t.Cell(r.Record.Name, kit.Ink)
		case 2:
			return st.Trimmed(p.subject(r.Record.Occupation, r.Record.Level), st.Body, kit.Ink)
		case 3:
			return t.Cell(last9(r.Record.CertificateNo), kit.Ink)
		case 4:
			state, word := uploadMark(r)
			return st.Mark(state, u.T(word))
		}
		if r.Verdict == nil {
			return nil
		}
		return st.Brief(join(r.Verdict.Code, r.Verdict.Words), st.Caption, kit.Ink2)
	}, func(i int) { p.at = i; p.draw() })
	t.Set(len(p.rows), p.at)
	parts := []fyne.CanvasObject{top, kit.Grow(t.Object(), 1)}
	if p.last != nil && p.last.Compared {
		parts = append(parts, st.Rule(), p.lists(*p.last))
	}
	return st.Panel(kit.Col(0, parts...))
}

// subject is 焊工三级 of a record, which has the level as its code.
func (p *upload) subject(occupation, level string) string {
	if l, ok := exam.ParseLevel(level); ok {
		return p.u.T("screen.subject", "occupation", occupation, "level", l)
	}
	return join(occupation, level)
}

// last9 is how a certificate number is told apart at a glance (look.md 6.11).
func last9(s string) string {
	if len(s) > 9 {
		return s[len(s)-9:]
	}
	return s
}

func (p *upload) side() fyne.CanvasObject {
	u, st := p.u, p.u.st
	if p.job != nil {
		return p.sending()
	}
	if len(p.rows) == 0 {
		return st.Panel(kit.Top(kit.Pad(16, 16, st.Para(u.T("screen.upload.how-"+strconv.Itoa(one(p.stage == desk.StageDrafted))), st.Body, kit.Ink, 360))))
	}
	r := p.list[p.rows[p.at]]
	state, word := uploadMark(r)
	title := u.T(word)
	facts := []kit.Fact{{Label: u.T("screen.upload.fact-ours"), Value: u.T("screen.upload.ours", "theory", r.Record.Theory, "practical", r.Record.Practical, "total", r.Record.Total)},
		{Label: u.T("screen.upload.fact-number"), Value: r.Record.CertificateNo}}
	how := u.T("screen.upload.todo-" + r.State)
	if r.Anew {
		how = u.T("screen.upload.todo-anew")
	}
	if kind := ofKind(r.Record.DataKind); r.State == unsent || r.State == accepted && kind != "" {
		how = u.T("screen.upload.todo-" + r.State + kind)
	}
	if v := r.Verdict; v != nil {
		title = join(title, v.Code)
		if v.Words != "" {
			facts = append([]kit.Fact{{Label: u.T("screen.upload.fact-they"), Value: v.Words}}, facts...)
		}
		facts = append(facts, kit.Fact{Label: u.T("screen.upload.fact-batch"), Value: cutText(v.Batch, 8)})
	}
	return st.Panel(kit.Col(0, st.PanelHead(st.Shape(state, 24), st.Text(title, st.Lead, kit.Ink)),
		kit.Grow(st.Scroll(kit.Pad(16, 16, kit.Col(12, st.Text(join(r.Record.ExamNo, r.Record.Name), st.Lead, kit.Ink), st.Facts(st.Body, 6, facts...), st.Note(kit.Running, "", how, st.Body, 360)))), 1)))
}
