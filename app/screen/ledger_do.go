package screen

import (
	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// enter asks what is entered: an order or finding of the office, or a complaint.
func (l *ledger) enter() {
	switch l.area {
	case ledgerOrders:
		l.order()
	case ledgerComplaints:
		l.complaint()
	default:
		u := l.u
		u.choose(u.T("screen.ledger.enter"), []kit.Option{{Word: u.T("screen.ledger.enter-order")}, {Word: u.T("screen.ledger.enter-complaint")}}, func(i int) {
			if i == 0 {
				l.order()
			} else {
				l.complaint()
			}
		})
	}
}

// today is the day of the book, which a form begins with.
func (l *ledger) today() string { return string(l.all.Today) }

// about is the plan number that a form begins with: the exam under the cursor.
func (l *ledger) about() string {
	if l.area == ledgerExams && l.at < len(l.view.Exams) {
		return l.view.Exams[l.at].Exam
	}
	return ""
}

// order enters an order of the office: 限期整改 with its deadline, 信用记录, 取消备案.
func (l *ledger) order() {
	u := l.u
	kinds := blank{key: "kind", label: u.T("screen.ledger.l-kind"), kind: pickBlank, codes: exam.OrderKinds()}
	for _, k := range kinds.codes {
		kinds.words = append(kinds.words, u.T("ledger.order-"+k))
	}
	no := ""
	u.fill(form{title: u.T("screen.ledger.enter-order"), big: u.T("screen.ledger.store"),
		blanks: []blank{kinds, {key: "number", label: u.T("screen.ledger.number"), half: true}, {key: "office", label: u.T("screen.ledger.office"), half: true},
			{key: "date", label: u.T("screen.ledger.l-date"), kind: plainBlank, text: l.today(), half: true}, {key: "deadline", label: u.T("screen.ledger.l-deadline"), kind: plainBlank, hint: u.T("screen.form.day"), half: true},
			{key: "exam", label: u.T("screen.ledger.plan"), text: l.about(), hint: u.T("screen.ledger.plan-hint")}, {key: "text", label: u.T("screen.ledger.l-text"), kind: longBlank}},
		do: func(a answered) (err error) {
			no, err = l.d.EnterOrder(u.ctx, exam.OfficeOrder{Kind: a["kind"], Number: a.text("number"), Office: a.text("office"), Date: exam.Date(a.text("date")),
				Deadline: exam.Date(a.text("deadline")), Exam: a.text("exam"), Text: a.text("text")})
			return err
		},
		done:  func() { u.stored("screen.ledger.saved-order", "no", no); l.area = ledgerOrders; l.reload("") },
		after: l.redraw})
}

// complaint enters a complaint or report 投诉举报 (domain 9.14).
func (l *ledger) complaint() {
	u := l.u
	no := ""
	u.fill(form{title: u.T("screen.ledger.enter-complaint"), big: u.T("screen.ledger.store"),
		blanks: []blank{{key: "time", label: u.T("screen.ledger.l-time"), kind: plainBlank, text: u.now().Format("2006-01-02 15:04"), half: true}, {key: "channel", label: u.T("screen.ledger.l-channel"), hint: u.T("screen.filing.channel-hint"), half: true},
			{key: "from", label: u.T("screen.filing.from"), hint: u.T("screen.filing.from-hint"), half: true}, {key: "contact", label: u.T("screen.ledger.contact"), half: true},
			{key: "exam", label: u.T("screen.ledger.plan"), text: l.about(), half: true}, {key: "object", label: u.T("screen.ledger.l-object"), half: true},
			{key: "text", label: u.T("screen.ledger.l-text"), kind: longBlank}, {key: "evidence", label: u.T("screen.ledger.evidence"), half: true}, {key: "by", label: u.T("screen.ledger.accepted-by"), half: true},
			{key: "on", label: u.T("screen.ledger.accepted-on"), kind: plainBlank, text: l.today(), half: true}, {key: "investigator", label: u.T("screen.ledger.l-investigator"), half: true}},
		do: func(a answered) (err error) {
			no, err = l.d.EnterComplaint(u.ctx, exam.Complaint{Time: a.text("time"), Channel: a.text("channel"), From: a.text("from"), Contact: a.text("contact"), Exam: a.text("exam"),
				Object: a.text("object"), Text: a.text("text"), Evidence: a.text("evidence"), AcceptedBy: a.text("by"), AcceptedOn: exam.Date(a.text("on")), Investigator: a.text("investigator")})
			return err
		},
		done:  func() { u.stored("screen.ledger.saved-complaint", "no", no); l.area = ledgerComplaints; l.reload("") },
		after: l.redraw})
}

// answerTo is what F4 answers: the open order or complaint under the cursor.
func (l *ledger) answerTo() (word string, do func()) {
	u := l.u
	switch {
	case l.area == ledgerOrders && l.at < len(l.view.Orders) && desk.OrderWord(l.view.Orders[l.at], l.view.Today) != "none":
		return u.T("screen.ledger.reply"), func() { l.reply(l.view.Orders[l.at]) }
	case l.area == ledgerComplaints && l.at < len(l.view.Complaints):
		return u.T("screen.ledger.answer"), func() { l.end(l.view.Complaints[l.at]) }
	}
	return "", nil
}

func (l *ledger) answer() {
	if _, do := l.answerTo(); do != nil {
		do()
	}
}

// reply enters how the body answered an order.
func (l *ledger) reply(o exam.OrderState) {
	u := l.u
	u.fill(form{title: u.T("screen.ledger.reply"), line: u.T("screen.filing.no", "n", o.No), said: o.Text, big: u.T("screen.ledger.store"),
		blanks: []blank{{key: "date", label: u.T("screen.ledger.l-date"), kind: plainBlank, text: l.today()}, {key: "text", label: u.T("screen.ledger.reply"), kind: longBlank}},
		do: func(a answered) error {
			return l.d.ReplyToOrder(u.ctx, o.No, exam.OrderReply{Date: exam.Date(a.text("date")), Text: a.text("text")})
		},
		done: func() { u.stored("screen.ledger.saved-reply", "no", o.No); l.reload("") }, after: l.redraw})
}

// end enters how a complaint ended.
func (l *ledger) end(c exam.ComplaintState) {
	u := l.u
	u.fill(form{title: u.T("screen.ledger.answer"), line: u.T("screen.filing.no", "n", c.No), said: c.Text, big: u.T("screen.ledger.store"),
		blanks: []blank{{key: "course", label: u.T("screen.ledger.course"), kind: longBlank}, {key: "conclusion", label: u.T("screen.ledger.conclusion"), kind: longBlank},
			{key: "handling", label: u.T("screen.ledger.handling")}, {key: "date", label: u.T("screen.ledger.answered-on"), kind: plainBlank, text: l.today()}},
		do: func(a answered) error {
			return l.d.AnswerComplaint(u.ctx, c.No, exam.ComplaintAnswer{Course: a.text("course"), Conclusion: a.text("conclusion"), Handling: a.text("handling"), Date: exam.Date(a.text("date"))})
		},
		done: func() { u.stored("screen.ledger.saved-answer", "no", c.No); l.reload("") }, after: l.redraw})
}

// complains says whether a complaint is under the cursor.
func (l *ledger) complains() bool {
	return l.ready && l.area == ledgerComplaints && l.at < len(l.view.Complaints)
}

// shown enters what was shown to whom for the complaint under the cursor.
func (l *ledger) shown() {
	u, c := l.u, l.view.Complaints[l.at]
	u.fill(form{title: u.T("screen.ledger.show"), line: u.T("screen.filing.no", "n", c.No), said: c.Text, big: u.T("screen.ledger.store"),
		blanks: []blank{{key: "what", label: u.T("shown.item.what"), kind: longBlank}, {key: "to", label: u.T("shown.item.to"), half: true}, {key: "by", label: u.T("shown.item.by"), half: true},
			{key: "date", label: u.T("shown.item.date"), kind: plainBlank, text: l.today()}},
		do: func(a answered) error {
			return l.d.ShowForComplaint(u.ctx, c.No, exam.ComplaintShown{Date: exam.Date(a.text("date")), To: a.text("to"), What: a.text("what"), By: a.text("by")})
		},
		done: func() { u.stored("screen.ledger.saved-shown"); l.reload("") }, after: l.redraw})
}

// save writes the ledger's workbook, as the filter cuts it down.
func (l *ledger) save() {
	u, filter := l.u, l.filter
	askSave(u, u.T("screen.ledger.save"), u.T("screen.ledger.file", "date", l.today())+".xlsx", func(path string) {
		u.keepBook(func() (desk.Workbook, error) { return l.d.LedgerWorkbook(filter) }, path, l.redraw)
	})
}
