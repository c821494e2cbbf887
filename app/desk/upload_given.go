package desk

import (
	"context"
	"encoding/json"

	"kaowu/app/exam"
	"kaowu/store"
	"kaowu/sync/province"
)

// NotTaken is a certificate number that the office gave and that cannot be the person's.
type NotTaken struct {
	Candidate exam.CandidateNo
	Number    string
	Code      string // certificate-body, certificate-year or certificate-used, as of a problem
}

// takeGiven takes the certificate numbers that the office gave in its receipts (domain
// 4.3) to whom it holds and who have none, each compared at once with body, level, year
// and the numbers of every exam of the home. One that does not fit is named and not
// taken: the register counts the candidate as without a number. Refusals: numbers-busy,
// numbers-unknown; the receipts stay, and the next upload takes them.
func (d *Desk) takeGiven(ctx context.Context) ([]NotTaken, error) {
	v, err := d.site.resultList()
	if err != nil {
		return nil, err
	}
	given := gifts{site: d.site}
	var rows []ResultRow
	for _, row := range v.Rows {
		if row.Held == nil || row.Certificate != nil {
			continue
		}
		g, err := given.of(row)
		if err != nil {
			return nil, err
		}
		if g.number != "" {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil, nil
	}
	r, err := d.site.Roster()
	if err != nil {
		return nil, err
	}
	var out []NotTaken
	err = d.site.withNumbers(func(own, home []exam.NumberSpan) error {
		var drafts []store.Draft
		var numbers []string
		for _, row := range rows {
			g, err := given.of(row)
			if err != nil {
				return err
			}
			if code := g.wrong(r.Plan.Header.Filing, row.Subject.Level, home); code != "" {
				out = append(out, NotTaken{row.Candidate.No, g.number, code})
				continue
			}
			numbers = append(numbers, g.number)
			home = append(home, exam.SpansOf(numbers[len(numbers)-1:])...)
			drafts = append(drafts, store.Draft{Signer: d.site.book.Device(), Kind: exam.CertificateGiven, On: onCandidate(row.Candidate.No), About: "certificate",
				Body: exam.Certificate{Number: g.number, Issued: g.day}})
		}
		if len(drafts) == 0 {
			return nil
		}
		return d.putNumbers(ctx, append(own, exam.SpansOf(numbers)...), drafts)
	})
	return out, err
}

// wrong is the code of what is wrong with a number for somebody of a body and level;
// home are the numbers of every exam of the home.
func (g gift) wrong(filing string, level exam.Level, home []exam.NumberSpan) string {
	no, ok := exam.ParseCertificateNo(g.number)
	switch {
	case !ok || no.Filing != filing || no.Level != level:
		return "certificate-body"
	case no.Year != yearOf(g.day):
		return "certificate-year"
	case exam.Holds(home, no):
		return "certificate-used"
	}
	return ""
}

// gift is a certificate number as a receipt gives it, with the day of the receipt.
type gift struct {
	number string
	day    exam.Date
}

// gifts reads the numbers that receipts give, each batch once.
type gifts struct {
	site *Site
	read map[string]map[string]gift // batch → exam number
}

// of is the certificate number that the office has for somebody whom it holds: as the
// register has it, or as the receipt says; empty where it gave none.
func (g *gifts) of(row ResultRow) (gift, error) {
	if row.Certificate != nil {
		return gift{row.Certificate.Number, row.Certificate.Issued}, nil
	}
	key := row.Held.Batch
	if g.read[key] == nil {
		facts, err := g.site.book.Events(onUpload(key))
		if err != nil {
			return gift{}, err
		}
		if g.read == nil {
			g.read = map[string]map[string]gift{}
		}
		g.read[key] = giftsIn(facts)
	}
	return g.read[key][string(row.Candidate.No)], nil
}

func giftsIn(facts []exam.Fact) map[string]gift {
	out := map[string]gift{}
	for _, f := range facts {
		var said struct {
			Received exam.Time          `json:"received"`
			Records  []province.Outcome `json:"records"`
		}
		r, err := exam.BodyOf[exam.Receipt](f)
		if f.Kind != exam.UploadReceipt || err != nil || json.Unmarshal([]byte(r.Body), &said) != nil {
			continue
		}
		for _, o := range said.Records {
			if o.CertificateNo != "" && (o.Verdict == province.Accepted || o.Verdict == province.Duplicate) {
				out[o.ExamNo] = gift{o.CertificateNo, exam.Date(said.Received.Format("2006-01-02"))}
			}
		}
	}
	return out
}
