package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// PersonFile is a file of an export, for the person to take away. Its name says the
// exam number and no name.
type PersonFile struct {
	Name string
	Data []byte
}

// ExportData gives a person everything that is kept about them (个人信息保护法 45): a
// paper, the same as JSON, and the photo. Names of other people are left out of it. Who
// asked, how it was checked who they are, and the digests of what was given are on
// record before the files are handed out. Refusals: request-form, unknown-candidate,
// no-press.
func (d *Desk) ExportData(ctx context.Context, no exam.CandidateNo, q exam.DataRequest) ([]PersonFile, error) {
	if err := d.allow("ExportData", ""); err != nil {
		return nil, err
	}
	q.Kind, q.Field, q.Value = exam.RequestExport, "", ""
	defer d.site.hold(onCandidate(no))()
	n, q, err := d.site.newRequest(no, q)
	if err != nil {
		return nil, err
	}
	files, err := d.personFiles(no, q)
	if err != nil {
		return nil, err
	}
	answer := exam.DataAnswer{Date: d.site.today()}
	for _, f := range files {
		answer.Files = append(answer.Files, exam.AnswerFile{Name: f.Name, SHA256: digest(f.Data)})
	}
	on := onCandidate(no)
	_, err = d.append(ctx, d.say(exam.RequestTaken, on, exam.AboutRequest(n, ""), q),
		d.say(exam.RequestDecided, on, exam.AboutRequest(n, "decision"), exam.DataDecision{Granted: true}),
		d.say(exam.RequestAnswered, on, exam.AboutRequest(n, "answer"), answer))
	if err != nil {
		return nil, err
	}
	return files, nil
}

func (d *Desk) personFiles(no exam.CandidateNo, q exam.DataRequest) ([]PersonFile, error) {
	h, err := d.Trace(no)
	if err != nil {
		return nil, err
	}
	c, err := d.site.candidate(no)
	if err != nil {
		return nil, err
	}
	j, err := d.site.judge()
	if err != nil {
		return nil, err
	}
	f, err := d.site.frame(d.site.Now().Time)
	if err != nil {
		return nil, err
	}
	_, until, err := d.site.kept()
	if err != nil {
		return nil, err
	}
	data := paper.PersonData{Candidate: c.Listed, Subject: h.Subject, Request: q, Result: j.Result(c), Until: until}
	for _, p := range j.Plan.Staff {
		data.Hide = append(data.Hide, p.Name)
	}
	for _, x := range j.Plan.Candidates {
		if x.No != no {
			data.Hide = append(data.Hide, x.Name)
		}
	}
	for _, in := range slices.Sorted(maps.Keys(h.Sessions)) {
		sit, err := d.site.sitting(in)
		if err != nil {
			return nil, err
		}
		data.Sittings = append(data.Sittings, sit)
	}
	told := personWords{f, h}
	for _, m := range h.Moments {
		row := told.row(m)
		data.Rows = append(data.Rows, row)
		switch m.Fact.Kind {
		case exam.IDShown:
			data.Shown = append(data.Shown, paper.PersonRow{At: m.Fact.Wall, Whom: row.Who, What: row.What})
		case exam.UploadVerdict:
			to, err := d.receiverOf(bodyOf[exam.Verdict](m.Fact).Batch)
			if err != nil {
				return nil, err
			}
			data.Sent = append(data.Sent, paper.PersonRow{At: m.Fact.Wall, Whom: to, What: told.line(m)})
		case exam.CertificateGiven, exam.CertificateReissued:
			data.Sent = append(data.Sent, paper.PersonRow{At: m.Fact.Wall, Whom: f.Words.T("request.holder"), What: row.What})
		}
	}
	var photo []byte
	if c.Photo != nil {
		if photo, err = d.site.book.Attachment(c.Photo.File); err != nil {
			return nil, err
		}
		if data.Photo, err = paper.PhotoJPEG(photo); err != nil {
			return nil, err
		}
	}
	pdf, err := d.site.opt.Press.PDF(paper.PersonReport(f, data), f.Printed)
	if err != nil {
		return nil, err
	}
	raw, err := personJSON(data, h, no, f.Words.T("paper.hidden"))
	if err != nil {
		return nil, err
	}
	files := []PersonFile{{string(no) + ".pdf", pdf}, {string(no) + ".json", raw}}
	if photo != nil {
		files = append(files, PersonFile{string(no) + "-photo", photo})
	}
	return files, nil
}

// receiverOf names the office's system that a batch went to.
func (d *Desk) receiverOf(batch string) (string, error) {
	facts, err := d.site.book.Events(onUpload(batch))
	if err != nil {
		return "", err
	}
	for _, f := range facts {
		if f.Kind == exam.UploadPrepared {
			return d.site.opt.Frame.Words.T("request.receiver", "key", bodyOf[exam.Batch](f).Receiver), nil
		}
	}
	return batch, nil
}

// personJSON is the same for programs: the row as it holds, scores, and every event with
// what it says, of the person's own subject whole. Names of others are left out.
func personJSON(d paper.PersonData, h History, no exam.CandidateNo, hidden string) ([]byte, error) {
	type event struct {
		At   string          `json:"at"`
		Who  string          `json:"who"`
		What string          `json:"what"`
		Kind exam.Kind       `json:"kind"`
		ID   string          `json:"id"`
		Body json.RawMessage `json:"body,omitempty"`
	}
	type line struct {
		At   string `json:"at"`
		Whom string `json:"whom"`
		What string `json:"what"`
	}
	lines := func(list []paper.PersonRow) []line {
		out := []line{}
		for _, r := range list {
			out = append(out, line{r.At.Format(time.RFC3339), r.Whom, r.What})
		}
		return out
	}
	scores := map[string]any{}
	for comp, o := range d.Result.Parts {
		scores[string(comp)] = map[string]any{"score": tenths(o.Score), "reason": o.Reason}
	}
	var events []event
	for i, r := range d.Rows {
		m := h.Moments[i]
		e := event{At: r.At.Format(time.RFC3339), Who: r.Who, What: r.What, Kind: m.Fact.Kind, ID: r.ID.String()}
		if m.Fact.On == onCandidate(no) {
			e.Body = m.Fact.Body
		}
		events = append(events, e)
	}
	b, err := exam.Marshal(map[string]any{"format": "kaowu person data v1", "candidate": d.Candidate, "subject": d.Subject, "request": d.Request,
		"scores": scores, "total": tenths(d.Result.Total), "qualified": d.Result.Qualified, "keep_until": d.Until,
		"sent": lines(d.Sent), "id_number_shown": lines(d.Shown), "events": events})
	if err != nil {
		return nil, fmt.Errorf("write a person's data: %w", err)
	}
	// The person's own name and employer stay, also where they hold another's name.
	var pairs []string
	for _, own := range []string{d.Candidate.Name, d.Candidate.Unit} {
		if own != "" {
			pairs = append(pairs, own, own)
		}
	}
	for _, name := range d.Hide {
		if name != "" {
			pairs = append(pairs, name, hidden)
		}
	}
	return []byte(strings.NewReplacer(pairs...).Replace(string(b))), nil
}
