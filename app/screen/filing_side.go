package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/screen/kit"
)

// side is the row under the cursor in full.
func (f *filing) side() fyne.CanvasObject {
	u, st := f.u, f.u.st
	var head fyne.CanvasObject = st.Text(f.state.Filing.Head.Body, st.Lead, kit.Ink)
	var parts []fyne.CanvasObject
	switch {
	case f.area == filingGranted:
		head, parts = st.Text(u.T("screen.filing.step-reply"), st.Lead, kit.Ink), f.replied()
	case f.rows() == 0:
		parts = []fyne.CanvasObject{st.Para(f.counts(f.state.Filing), st.Body, kit.Ink, 366), st.Para(u.T("screen.filing.how-"+f.state.Stage), st.Body, kit.Ink, 366)}
	case f.area == filingMaterials:
		m := f.state.Filing.Materials[f.at]
		head = st.Text(m.Code, st.Lead, kit.Ink)
		facts := []kit.Fact{{Label: u.T("screen.filing.col-material"), Value: m.Name}, {Label: u.T("screen.filing.col-file"), Value: m.Path}, {Label: u.T("screen.filing.note"), Value: m.Note}}
		parts = []fyne.CanvasObject{st.Facts(st.Body, 6, nonEmpty(facts)...)}
		if m.SHA256 == "" {
			parts = append(parts, st.Note(kit.Caution, "", u.T("screen.filing.file-how"), st.Body, 366))
		} else {
			parts = append(parts, kit.Col(2, st.Text(u.T("screen.filing.hash"), st.Caption, kit.Ink2), st.Para(spaced(m.SHA256), st.Caption, kit.Ink, 366)))
		}
	case f.area == filingObjections:
		b := f.state.Objections[f.at]
		state, word := objectionMark(b)
		head = kit.Row(8, st.Text(u.T("screen.filing.no", "n", b.No), st.Lead, kit.Ink), st.Mark(state, u.T(word)))
		from := b.From
		if from == "" {
			from = u.T("ledger.anonymous")
		}
		parts = []fyne.CanvasObject{st.Facts(st.Body, 6, nonEmpty([]kit.Fact{{Label: u.T("screen.filing.from"), Value: from}, {Label: u.T("screen.filing.channel"), Value: b.Channel}, {Label: u.T("screen.filing.col-day"), Value: b.When.Format("2006-01-02 15:04")}})...),
			st.Para(b.Text, st.Body, kit.Ink, 366)}
		if b.Answer != nil {
			parts = append(parts, st.Rule(), st.Para(b.Answer.Text, st.Body, kit.Ink, 366))
			if b.Answer.Upheld {
				parts = append(parts, st.Note(kit.Caution, "", u.T("screen.filing.upheld-how"), st.Body, 366))
			}
		} else {
			parts = append(parts, st.Button(kit.Button{Word: u.T("screen.filing.answer"), Key: "F4", Do: f.answer}))
		}
	case f.area == filingVersions:
		v := f.state.Versions[f.at]
		head = st.Text(u.T("screen.filing.version-nth", "n", v.Version), st.Lead, kit.Ink)
		parts = []fyne.CanvasObject{st.Facts(st.Body, 6, nonEmpty([]kit.Fact{{Label: u.T("screen.filing.col-day"), Value: v.When.Format("2006-01-02 15:04")}, {Label: u.T("screen.filing.col-why"), Value: v.Reason},
			{Label: u.T("screen.filing.rows"), Value: count(v.Count)}, {Label: u.T("screen.filing.warnings"), Value: count(len(v.Accepted))}})...),
			kit.Col(2, st.Text(u.T("screen.filing.workbook-hash"), st.Caption, kit.Ink2), st.Para(spaced(v.Source), st.Caption, kit.Ink, 366))}
	}
	return st.Panel(kit.Col(0, st.PanelHead(head), kit.Grow(st.Scroll(kit.Pad(12, 16, kit.Col(12, parts...))), 1)))
}

// nonEmpty leaves facts without a value out.
func nonEmpty(facts []kit.Fact) []kit.Fact {
	var out []kit.Fact
	for _, f := range facts {
		if f.Value != "" {
			out = append(out, f)
		}
	}
	return out
}

// replied is what the office granted, and whether it answers the version that stands.
func (f *filing) replied() []fyne.CanvasObject {
	u, st := f.u, f.u.st
	r := f.state.Reply
	if r == nil {
		key := "screen.filing.reply-later"
		if f.state.Stage == desk.StagePublished {
			key = "screen.filing.reply-now"
		}
		return []fyne.CanvasObject{st.Para(u.T(key), st.Body, kit.Ink, 366)}
	}
	scan := u.T("screen.filing.scan-none")
	if r.File != "" {
		scan = u.T("screen.filing.scan-kept")
	}
	parts := []fyne.CanvasObject{st.Facts(st.Body, 6, nonEmpty([]kit.Fact{{Label: u.T("reply.number"), Value: r.Number}, {Label: u.T("reply.from"), Value: string(r.From)}, {Label: u.T("reply.until"), Value: string(r.Until)},
		{Label: u.T("screen.filing.scan"), Value: scan}, {Label: u.T("screen.filing.entered"), Value: f.state.RepliedAt.Format("2006-01-02 15:04")}})...)}
	if r.SHA256 != "" {
		parts = append(parts, kit.Col(2, st.Text(u.T("screen.filing.scan-hash"), st.Caption, kit.Ink2), st.Para(spaced(r.SHA256), st.Caption, kit.Ink, 366)))
	}
	for _, b := range r.Branches {
		parts = append(parts, st.Facts(st.Body, 2, kit.Fact{Label: b.Number, Value: join(b.Name, b.Place)}))
	}
	if r.Draft != f.state.Draft {
		parts = append(parts, st.Note(kit.Caution, "", u.T("screen.filing.reply-older"), st.Body, 366))
	}
	return append(parts, st.Para(u.T("screen.filing.reply-holds"), st.Caption, kit.Ink2, 366))
}
