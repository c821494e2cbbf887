package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"strconv"

	"kaowu/app/exam"
	"kaowu/store"
)

// ConfirmFiling confirms the draft that stands. Refusal: filing-stage (where it
// stands, what is needed).
func (o *Officer) ConfirmFiling(ctx context.Context) error {
	return o.advance(ctx, "ConfirmFiling", StageDrafted, exam.FilingConfirmed, nil)
}

// NoticeFiling puts the confirmed filing into public notice 公示 for the working days
// of the policy (notice 4) and gives its last day. Refusal: filing-stage.
func (o *Officer) NoticeFiling(ctx context.Context) (exam.Date, error) {
	var until exam.Date
	err := o.advance(ctx, "NoticeFiling", StageConfirmed, exam.FilingNoticed, func(_ exam.FilingState, s *exam.FilingStage) error {
		pol, err := o.desk.site.Policy()
		if err != nil {
			return err
		}
		until = o.desk.site.opt.Calendar.AddWorkdays(o.today(), pol.FilingNotice)
		s.Until = until
		return nil
	})
	return until, err
}

// PublishFiling publishes the filing after its public notice has run and every
// objection was answered. Refusals: filing-stage, filing-notice-runs (until when),
// objections-open, objection-upheld (a new version is needed).
func (o *Officer) PublishFiling(ctx context.Context) error {
	return o.advance(ctx, "PublishFiling", StageNoticed, exam.FilingPublished, func(st exam.FilingState, _ *exam.FilingStage) error {
		if o.today() <= st.Until {
			return exam.Refuse("filing-notice-runs", "until", string(st.Until))
		}
		open := 0
		for _, b := range st.Objections {
			switch {
			case b.Answer == nil:
				open++
			case b.Answer.Upheld:
				return exam.Refuse("objection-upheld", "no", b.No)
			}
		}
		if open > 0 {
			return exam.Refuse("objections-open", "n", open)
		}
		return nil
	})
}

// NoteObjection records what somebody said against the filing while it stands in
// public notice, and gives its number. Refusals: filing-stage, reason-missing (no
// text).
func (o *Officer) NoteObjection(ctx context.Context, b exam.Objection) (int, error) {
	if err := o.allow("NoteObjection"); err != nil {
		return 0, err
	}
	defer o.desk.site.hold(onFiling)()
	st, err := o.state()
	if err != nil {
		return 0, err
	}
	if st.Stage != StageNoticed {
		return 0, stageRefusal(st, StageNoticed)
	}
	if b.Text == "" {
		return 0, exam.Refuse("reason-missing")
	}
	b.Draft = st.Draft
	_, err = o.desk.append(ctx, o.desk.say(exam.FilingObjected, onFiling, objection(st.Noted+1), b))
	return st.Noted + 1, err
}

// AnswerObjection records how an objection was answered. Refusals: no-objection,
// reason-missing.
func (o *Officer) AnswerObjection(ctx context.Context, no int, a exam.Answer) error {
	if err := o.allow("AnswerObjection"); err != nil {
		return err
	}
	defer o.desk.site.hold(onFiling)()
	st, err := o.state()
	if err != nil {
		return err
	}
	if a.Text == "" {
		return exam.Refuse("reason-missing")
	}
	for _, b := range st.Objections {
		if b.No == no {
			_, err := o.desk.append(ctx, o.desk.say(exam.FilingAnswered, onFiling, objection(no)+"/answer", a))
			return err
		}
	}
	return exam.Refuse("no-objection", "no", no)
}

func objection(no int) string { return "objection/" + strconv.Itoa(no) }

// EnterReply enters the office's reply 备案回执 once; every plan is then held against
// it. scan is the reply as scanned, and may be nil. A scope left empty is the one
// applied for. A later reply, of a renewal or a wider scope, takes the place of the
// earlier one, which stays in the book. Refusals: filing-stage (published first),
// reply-form (which item is wrong).
func (o *Officer) EnterReply(ctx context.Context, r exam.Reply, scan []byte) error {
	if err := o.allow("EnterReply"); err != nil {
		return err
	}
	defer o.desk.site.hold(onFiling)()
	st, err := o.state()
	if err != nil {
		return err
	}
	if st.Stage != StagePublished {
		return stageRefusal(st, StagePublished)
	}
	r.Draft, r.Body, r.CreditCode = st.Draft, st.Filing.Head.Body, st.Filing.Head.CreditCode
	if len(r.Scopes) == 0 {
		r.Scopes = st.Filing.Scopes
	}
	if r.Branches == nil {
		r.Branches = []exam.GrantedBranch{}
		for _, b := range st.Filing.Branches {
			if b.Number != "" {
				r.Branches = append(r.Branches, exam.GrantedBranch{Name: b.Name, Place: b.Place, Number: b.Number})
			}
		}
	}
	if item := r.Bad(); item != "" {
		return exam.Refuse("reply-form", "item", "code:reply."+item)
	}
	if scan != nil {
		sum := sha256.Sum256(scan)
		r.SHA256 = hex.EncodeToString(sum[:])
		if r.File, err = o.desk.site.book.Attach(ctx, scan); err != nil {
			return err
		}
	}
	if _, err := o.desk.append(ctx, o.desk.say(exam.FilingReplied, onFiling, "reply", r)); err != nil {
		return err
	}
	return o.show()
}

// advance moves the filing on by one stage.
func (o *Officer) advance(ctx context.Context, action, from string, kind exam.Kind, check func(exam.FilingState, *exam.FilingStage) error) error {
	if err := o.allow(action); err != nil {
		return err
	}
	defer o.desk.site.hold(onFiling)()
	st, err := o.state()
	if err != nil {
		return err
	}
	if st.Stage != from {
		return stageRefusal(st, from)
	}
	body := exam.FilingStage{Draft: st.Draft}
	if check != nil {
		if err := check(st, &body); err != nil {
			return err
		}
	}
	if _, err := o.desk.append(ctx, o.desk.say(kind, onFiling, "stage", body)); err != nil {
		return err
	}
	return o.show()
}

func stageRefusal(st exam.FilingState, need string) error {
	return exam.Refuse("filing-stage", "stage", "code:examstate."+stateFiling+st.Stage, "need", "code:examstate."+stateFiling+need)
}

func (o *Officer) today() exam.Date { return exam.Date(o.desk.site.Now().Format("2006-01-02")) }

// show puts on the cover where the filing stands and what the office granted.
func (o *Officer) show() error {
	st, err := o.state()
	if err != nil {
		return err
	}
	word, granted := stateFiling+st.Stage, (*exam.Granted)(nil)
	if g, ok := st.Granted(); ok {
		granted = &g
	}
	c := o.desk.site.Cover()
	name := c.Organisation
	if st.Drafted != nil {
		name = st.Filing.Head.Body
	}
	if c.State == word && c.Organisation == name && reflect.DeepEqual(c.Filing, granted) {
		return nil
	}
	return o.desk.site.book.UpdateCover(func(c *store.Cover) { c.State, c.Organisation, c.Filing = word, name, granted })
}
