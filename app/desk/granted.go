package desk

import "kaowu/app/exam"

// CheckFiled holds a plan against the office's reply in the institution's book of a
// home, as its cover shows it: no key is needed. A home without such a book has
// nothing to say.
func CheckFiled(home string, p exam.Plan, src *exam.Source) ([]exam.Problem, error) {
	c, err := InstitutionCover(home)
	if c == nil || err != nil {
		return nil, err
	}
	return exam.CheckGranted(p, src, c.Filing), nil
}

// filed refuses a plan that is not within what the office granted, whoever read it,
// and gives the reply that it was held against; nil where the home has no
// institution's book. Refusal: plan-not-filed (how many problems).
func filed(home string, p exam.Plan) (*exam.ID, error) {
	bad, err := CheckFiled(home, p, nil)
	if err != nil {
		return nil, err
	}
	if len(bad) > 0 {
		return nil, exam.Refuse("plan-not-filed", "n", len(bad))
	}
	c, err := InstitutionCover(home)
	if c == nil || err != nil {
		return nil, err
	}
	return &c.Filing.Reply, nil
}
