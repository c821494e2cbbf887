package province

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"sort"

	"kaowu/app/exam"
)

// Held is one person as a side holds them: what is compared, without a name.
type Held struct {
	ExamNo        string `json:"exam_no"`
	Content       string `json:"content"` // Record.Content
	CertificateNo string `json:"certificate_no"`
}

// HeldOf is what a record is once the office has accepted it. given is the
// certificate number of its outcome.
func HeldOf(r Record, given string) (Held, error) {
	content, err := r.Content()
	return Held{ExamNo: r.ExamNo, Content: content, CertificateNo: given}, err
}

// Listing is the digest of a list, whatever its order: SHA-256, in hex, over one
// line "exam number, blank, content, blank, certificate number, newline" each,
// sorted by exam number.
func Listing(list []Held) string {
	if !sort.SliceIsSorted(list, func(i, j int) bool { return list[i].ExamNo < list[j].ExamNo }) {
		list = append([]Held{}, list...)
		sort.Slice(list, func(i, j int) bool { return list[i].ExamNo < list[j].ExamNo })
	}
	h := sha256.New()
	var line []byte
	for _, p := range list {
		line = append(append(append(line[:0], p.ExamNo...), ' '), p.Content...)
		line = append(append(append(line, ' '), p.CertificateNo...), '\n')
		h.Write(line)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Agreement is what comparing both sides' lists showed. Missing is what the
// office should hold and does not: its batches are sent again, the stored bytes
// under their keys. Extra and Differ (by content or certificate number) are for a
// person to look into.
type Agreement struct {
	Count   int    // what the office holds
	Digest  string // Listing of the office's list
	Agrees  bool
	Missing []string // exam numbers, sorted
	Extra   []string
	Differ  []string
}

// wireListing is the signed text of a page of a plan's list.
type wireListing struct {
	V       int    `json:"v"`
	Kind    string `json:"kind"` // "records"
	Plan    string `json:"plan"`
	Count   int    `json:"count"`  // of the whole list
	Digest  string `json:"digest"` // of the whole list
	After   string `json:"after"`  // this page: exam numbers after this one
	Records []Held `json:"records"`
	More    bool   `json:"more"`
}

// pageSize bounds a page of a list.
const pageSize = 1000

// Digest compares the office's list of a plan with ours. It first fetches the
// digest alone; only where that differs does it fetch the list, page by page. A
// receiver restored from an old backup shows here, whatever its receipts said.
func (c *Client) Digest(ctx context.Context, plan string, mine []Held) (Agreement, error) {
	head, err := c.page(ctx, plan, url.Values{"limit": {"0"}}, "")
	if err != nil {
		return Agreement{}, err
	}
	a := Agreement{Count: head.Count, Digest: head.Digest, Agrees: head.Digest == Listing(mine)}
	if a.Agrees {
		return a, nil
	}
	var theirs []Held
	for after, more := "", true; more; {
		p, err := c.page(ctx, plan, url.Values{"after": {after}}, after)
		if err != nil {
			return a, err
		}
		if len(p.Records) == 0 {
			break
		}
		theirs = append(theirs, p.Records...)
		a.Count, a.Digest = p.Count, p.Digest
		after, more = p.Records[len(p.Records)-1].ExamNo, p.More
	}
	a.Missing, a.Extra, a.Differ = Compare(mine, theirs)
	return a, nil
}

func (c *Client) page(ctx context.Context, plan string, q url.Values, after string) (wireListing, error) {
	var got wireListing
	x := call{method: http.MethodGet, path: []string{"v1", "plans", url.PathEscape(plan), "records"}, query: q.Encode()}
	err := c.do(ctx, x, func(answer []byte) error {
		w, _, _, err := unseal[wireListing](answer, c.signer)
		if err != nil {
			return err
		}
		if w.V != version || w.Kind != "records" || w.Plan != plan || w.After != after || !ascending(w.Records, after) {
			return exam.Refuse("receipt-other")
		}
		got = w
		return nil
	})
	return got, err
}

// ascending says whether a page goes on from after and never back, so that a
// receiver gone wrong cannot keep a client turning pages for ever.
func ascending(page []Held, after string) bool {
	for _, p := range page {
		if p.ExamNo <= after {
			return false
		}
		after = p.ExamNo
	}
	return true
}

// Compare tells two lists apart by exam number: what only mine has, what only
// theirs has, and what stands in both but differs. All are sorted.
func Compare(mine, theirs []Held) (missing, extra, differ []string) {
	by := make(map[string]Held, len(theirs))
	for _, t := range theirs {
		by[t.ExamNo] = t
	}
	for _, m := range mine {
		t, ok := by[m.ExamNo]
		switch {
		case !ok:
			missing = append(missing, m.ExamNo)
		case t != m:
			differ = append(differ, m.ExamNo)
		}
		delete(by, m.ExamNo)
	}
	for no := range by {
		extra = append(extra, no)
	}
	sort.Strings(missing)
	sort.Strings(extra)
	sort.Strings(differ)
	return missing, extra, differ
}
