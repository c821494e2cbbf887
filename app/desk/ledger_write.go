package desk

import (
	"context"
	"slices"
	"strconv"

	"kaowu/app/exam"
	"kaowu/store"
)

// EnterOrder enters an order or finding of the office: 限期整改 with its deadline, 信用记录,
// 取消备案. It gives its number. Refusal: ledger-form (which item is wrong).
func (o *Officer) EnterOrder(ctx context.Context, order exam.OfficeOrder) (string, error) {
	return o.enter(ctx, "EnterOrder", exam.OnLedgerOrder, exam.LedgerOrder, order.Bad(), order)
}

// EnterComplaint enters a complaint or report 投诉举报 and gives its number. Refusal:
// ledger-form, where the investigator is who is complained of, too (domain 9.14).
func (o *Officer) EnterComplaint(ctx context.Context, c exam.Complaint) (string, error) {
	return o.enter(ctx, "EnterComplaint", exam.OnLedgerComplaint, exam.LedgerComplaint, c.Bad(), c)
}

// EnterCard enters an assessor's or supervisor's card beside those of the filing.
// Refusal: ledger-form.
func (o *Officer) EnterCard(ctx context.Context, c exam.StaffCard) error {
	_, err := o.enter(ctx, "EnterCard", exam.OnLedgerCard, exam.CardEntered, c.Bad(), c)
	return err
}

// enter appends an entry under the next number and gives that.
func (o *Officer) enter(ctx context.Context, action, prefix string, kind exam.Kind, bad string, body any) (string, error) {
	if err := o.allow(action); err != nil {
		return "", err
	}
	if bad != "" {
		return "", exam.Refuse("ledger-form", "item", "code:ledger."+bad)
	}
	defer o.desk.site.hold(exam.OnLedger)()
	st, err := o.ledger()
	if err != nil {
		return "", err
	}
	on := st.Next(prefix)
	_, err = o.desk.append(ctx, o.desk.say(kind, on, "entry", body))
	return on[len(prefix):], err
}

// ReplyToOrder enters how the body answered an order. Refusals: no-such-entry,
// ledger-form, in-conflict.
func (o *Officer) ReplyToOrder(ctx context.Context, no int, r exam.OrderReply) error {
	return o.answer(ctx, "ReplyToOrder", no, r.Date.Real() && r.Text != "", func(st exam.LedgerState) (store.Draft, bool) {
		on := numberedOn(exam.OnLedgerOrder, no)
		return o.desk.say(exam.LedgerReplied, on, "reply", r), slices.ContainsFunc(st.Orders, func(x exam.OrderState) bool { return x.No == no })
	})
}

// AnswerComplaint enters how a complaint ended. Refusals: no-such-entry, ledger-form,
// in-conflict.
func (o *Officer) AnswerComplaint(ctx context.Context, no int, a exam.ComplaintAnswer) error {
	return o.answer(ctx, "AnswerComplaint", no, a.Date.Real() && a.Conclusion != "", func(st exam.LedgerState) (store.Draft, bool) {
		on := numberedOn(exam.OnLedgerComplaint, no)
		return o.desk.say(exam.LedgerAnswered, on, "reply", a), slices.ContainsFunc(st.Complaints, func(x exam.ComplaintState) bool { return x.No == no })
	})
}

func (o *Officer) answer(ctx context.Context, action string, no int, good bool, draft func(exam.LedgerState) (store.Draft, bool)) error {
	if err := o.allow(action); err != nil {
		return err
	}
	if !good {
		return exam.Refuse("ledger-form", "item", "code:ledger.answer")
	}
	defer o.desk.site.hold(exam.OnLedger)()
	st, err := o.ledger()
	if err != nil {
		return err
	}
	d, there := draft(st)
	if !there {
		return exam.Refuse("no-such-entry", "no", no)
	}
	if err := ledgerClear(st, d.On); err != nil {
		return err
	}
	_, err = o.desk.append(ctx, d)
	return err
}

func numberedOn(prefix string, no int) string { return prefix + strconv.Itoa(no) }
