package desk

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"kaowu/app/exam"
	"kaowu/assets"
	"kaowu/sync/province"
)

// uploadCodes turn the words inside Kaowu into the codes of the upload layout
// (domain 11); all but 201 are recalled, so they are data.
type uploadCodes struct {
	idKinds, education map[string]string
}

func readUploadCodes() (c uploadCodes, err error) {
	if c.idKinds, err = readCodes("idkinds.json"); err == nil {
		c.education, err = readCodes("education.json")
	}
	return c, err
}

// readCodes reads a table of words, each with the others that mean the same and the
// code that stands for them.
func readCodes(file string) (map[string]string, error) {
	b, err := fs.ReadFile(assets.Codes(), file)
	if err != nil {
		return nil, fmt.Errorf("read code table: %w", err)
	}
	var rows []struct {
		Word, Code string
		Also       []string
	}
	if err := json.Unmarshal(b, &rows); err != nil {
		return nil, fmt.Errorf("read code table %s: %w", file, err)
	}
	out := map[string]string{}
	for _, r := range rows {
		for _, w := range append(r.Also, r.Word) {
			out[w] = r.Code
		}
	}
	return out, nil
}

// sexCode is 1 男, 2 女.
func sexCode(s string) string {
	if s == "男" {
		return "1"
	}
	return "2"
}

// record is one qualified person in layout full of domain 11.
func (codes uploadCodes) record(row ResultRow, p exam.Plan) province.Record {
	c, sub := row.Candidate, row.Subject
	id := exam.IDNumber(c.IDNumber)
	day := ""
	for _, s := range p.Sessions {
		if slices.Contains(sessionsOf(c), s.No) {
			day = max(day, string(s.Date))
		}
	}
	digits := func(s string) string { return strings.ReplaceAll(s, "-", "") }
	rec := province.Record{
		Name: c.Name, IDNumber: c.IDNumber, Birth: digits(string(id.Birth())), Unit: c.Unit,
		IDKind: codes.idKinds[c.IDKind], Sex: sexCode(c.Sex), Education: codes.education[c.Education],
		Occupation: sub.Occupation, OccupationCode: sub.Code, Trade: sub.Trade, Level: string(rune('0' + sub.Level)),
		Theory: tenths(row.Result.Parts[exam.Theory].Score), Practical: tenths(row.Result.Parts[exam.Practical].Score),
		Review: tenths(row.Result.Parts[exam.Review].Score), Total: tenths(row.Result.Total),
		ExamNo: string(c.No), ExamDate: digits(day), Body: p.Header.Body, Filing: p.Header.Filing,
		Plan: p.Header.Exam, Site: p.Header.Site,
	}
	if rec.Trade == "" {
		rec.Trade = "--"
	}
	if row.Certificate != nil {
		rec.CertificateNo, rec.Issued = row.Certificate.Number, digits(string(row.Certificate.Issued))
	}
	return rec
}

func sessionsOf(c exam.Candidate) []exam.SessionNo {
	out := make([]exam.SessionNo, 0, len(c.Sessions))
	for _, no := range c.Sessions {
		out = append(out, no)
	}
	return out
}

func tenths(t *exam.Tenths) string {
	if t == nil {
		return ""
	}
	return t.String()
}
