package province

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"

	"kaowu/app/exam"
)

// Verdicts of a record.
const (
	Accepted  = "accepted"  // the office holds it since this batch
	Duplicate = "duplicate" // the office held the same already
	Rejected  = "rejected"  // with a code and words
	Unknown   = "unknown"   // no receipt says anything certain: ask
)

// Outcome is the office's answer for one exam number.
type Outcome struct {
	ExamNo        string `json:"exam_no"`
	Verdict       string `json:"verdict"`
	Code          string `json:"code"`           // OK, DUP, E01…; see Codes
	Words         string `json:"words"`          // the office's own
	CertificateNo string `json:"certificate_no"` // where the office numbers; else as sent
}

// Receipt is a signed answer, kept whole: Body and Signature prove for ever what
// the office said. Outcomes is what it says for the exam numbers that were asked
// about, in their order.
type Receipt struct {
	Key       string
	Body      []byte // the JSON that was signed; nil when no receipt came
	Signature []byte // Ed25519
	Signer    string // exam.KeyID of the receiver's key
	Outcomes  []Outcome
}

// wireReceipt is the signed text of a receipt.
type wireReceipt struct {
	V        int       `json:"v"`
	Kind     string    `json:"kind"` // "receipt"
	Key      string    `json:"key"`
	Digest   string    `json:"digest"` // SHA-256 of the batch body
	Plan     string    `json:"plan"`
	Filing   string    `json:"filing"`
	Received exam.Time `json:"received"`
	Records  []Outcome `json:"records"`
}

// Unknown lists the exam numbers about which nothing certain is known.
func (r Receipt) Unknown() []string {
	var out []string
	for _, o := range r.Outcomes {
		if o.Verdict == Unknown {
			out = append(out, o.ExamNo)
		}
	}
	return out
}

// Event is the receipt as an event body keeps it.
func (r Receipt) Event() exam.Receipt {
	return exam.Receipt{Key: r.Key, Body: string(r.Body),
		Signature: base64.StdEncoding.EncodeToString(r.Signature), Signer: r.Signer}
}

// OpenReceipt reads an answer as it came, from the network or as a file from a
// gateway machine 摆渡机, for the batch with this key and body digest. Refusals:
// receipt-signature; receipt-other when it is signed but speaks of another batch.
func OpenReceipt(answer []byte, pub ed25519.PublicKey, key, digest string, want []string) (Receipt, error) {
	w, body, sig, err := unseal[wireReceipt](answer, pub)
	if err != nil {
		return lost(key, want), err
	}
	if w.V != version || w.Kind != "receipt" || w.Key != key || (digest != "" && w.Digest != digest) {
		return lost(key, want), exam.Refuse("receipt-other")
	}
	return Receipt{Key: key, Body: body, Signature: sig, Signer: exam.KeyID(pub), Outcomes: outcomes(w.Records, want)}, nil
}

// CheckReceipt says whether a kept receipt is signed by pub and reads again as
// what it was: for `kaowu verify`, years later.
func CheckReceipt(r exam.Receipt, pub ed25519.PublicKey) ([]Outcome, error) {
	sig, err := base64.StdEncoding.Strict().DecodeString(r.Signature)
	if err != nil {
		return nil, fmt.Errorf("read receipt: %w", ErrForm)
	}
	if err := verify(fromOffice, []byte(r.Body), sig, r.Signer, pub); err != nil {
		return nil, err
	}
	w, err := strict[wireReceipt]([]byte(r.Body))
	if err != nil {
		return nil, fmt.Errorf("read receipt: %w", err)
	}
	if w.Key != r.Key || w.Kind != "receipt" || w.V != version {
		return nil, exam.Refuse("receipt-other")
	}
	return w.Records, nil
}

// lost is the receipt of an answer that never came: everything is unknown.
func lost(key string, want []string) Receipt {
	return Receipt{Key: key, Outcomes: outcomes(nil, want)}
}

// outcomes takes from said what was asked for, in that order. A number that is
// not mentioned, is mentioned with two different answers, or has an answer
// outside the four verdicts, is unknown: never accepted by silence.
func outcomes(said []Outcome, want []string) []Outcome {
	by := make(map[string]Outcome, len(said))
	torn := map[string]bool{}
	for _, o := range said {
		if before, twice := by[o.ExamNo]; twice && before != o {
			torn[o.ExamNo] = true
		}
		by[o.ExamNo] = o
	}
	out := make([]Outcome, 0, len(want))
	for _, no := range want {
		o, ok := by[no]
		if !ok || torn[no] || !fits(o) {
			o = Outcome{ExamNo: no, Verdict: Unknown}
		}
		out = append(out, o)
	}
	return out
}

// fits says whether verdict and code speak of the same thing.
func fits(o Outcome) bool {
	switch o.Verdict {
	case Accepted:
		return o.Code == CodeOK
	case Duplicate:
		return o.Code == CodeDuplicate
	case Rejected:
		return o.Code != CodeOK && o.Code != CodeDuplicate && o.Code != ""
	}
	return false
}
