package desk

import (
	"context"
	"slices"

	"kaowu/app/exam"
)

// CardsView is the staff's cards 考评员证卡 with their load and past violations.
type CardsView struct {
	Cards     []exam.CardState
	Shortages []exam.Shortage // occupations that fall below the assessors they need this year
	Need      int
	Today     exam.Date
}

// Cards are the cards of the filing's people and those entered, with each person's load
// and violations, and the occupations that fall short of assessors this year.
func (o *Officer) Cards() (CardsView, error) {
	if err := o.allow("Cards"); err != nil {
		return CardsView{}, err
	}
	return o.cards()
}

func (o *Officer) cards() (CardsView, error) {
	f, err := o.state()
	if err != nil {
		return CardsView{}, err
	}
	st, err := o.ledger()
	if err != nil {
		return CardsView{}, err
	}
	pol, err := o.desk.site.Policy()
	if err != nil {
		return CardsView{}, err
	}
	scopes := f.Filing.Scopes
	if f.Reply != nil {
		scopes = f.Reply.Scopes
	}
	v := CardsView{Cards: exam.StaffCards(f.Filing, st), Need: pol.MinAssessors, Today: o.today()}
	v.Shortages = exam.Shortages(scopes, v.Cards, v.Today, v.Need)
	return v, nil
}

// EnterViolation enters a past violation of a person with a card, found by name or ID
// number, and bars them until its Barred day, if any. Refusals: ledger-form, no-card,
// several-cards.
func (o *Officer) EnterViolation(ctx context.Context, who string, v exam.StaffViolation) error {
	if err := o.allow("EnterViolation"); err != nil {
		return err
	}
	list, err := o.cards()
	if err != nil {
		return err
	}
	found := slices.DeleteFunc(list.Cards, func(c exam.CardState) bool { return c.Name != who && c.IDNumber != who })
	switch {
	case len(found) == 0:
		return exam.Refuse("no-card")
	case len(found) > 1:
		return exam.Refuse("several-cards", "n", len(found))
	}
	v.IDNumber = found[0].IDNumber
	bad := ""
	switch {
	case !v.Date.Real():
		bad = "date"
	case !o.desk.site.opt.Frame.Words.Has("violation." + v.Code):
		bad = "code"
	case v.Barred != "" && (!v.Barred.Real() || v.Barred < v.Date):
		bad = "barred"
	}
	_, err = o.enter(ctx, "EnterViolation", exam.OnLedgerViolation, exam.CardViolation, bad, v)
	return err
}

// CheckStanding holds a plan against what the institution's book knows beyond one exam:
// certificates given before, cards and bars.
func (o *Officer) CheckStanding(p exam.Plan, src *exam.Source) ([]exam.Problem, error) {
	if err := o.allow("CheckStanding"); err != nil {
		return nil, err
	}
	pol, err := o.desk.site.Policy()
	if err != nil {
		return nil, err
	}
	s, err := o.standing()
	if err != nil {
		return nil, err
	}
	return exam.CheckStanding(p, src, s, pol.MinAssessors), nil
}

func (o *Officer) standing() (exam.Standing, error) {
	s := exam.Standing{Book: o.desk.site.Cover().Exam}
	st, err := o.ledger()
	if err != nil {
		return s, err
	}
	if s.Holders, _, err = o.holders(st); err != nil {
		return s, err
	}
	v, err := o.cards()
	s.Cards = v.Cards
	return s, err
}

// holders joins what all exams of the ledger certified, the earliest first.
func (o *Officer) holders(st exam.LedgerState) (map[string]exam.Holder, []Double, error) {
	all, doubles := map[string]exam.Holder{}, []Double(nil)
	for _, e := range st.Exams {
		held, err := o.holdings(e)
		if err != nil {
			return nil, nil, err
		}
		for _, h := range held {
			now := exam.Holder{Exam: e.Exam, Certificate: h.Certificate}
			if was, there := all[h.Person]; there {
				doubles = append(doubles, Double{was, now})
			} else {
				all[h.Person] = now
			}
		}
	}
	return all, doubles, nil
}
