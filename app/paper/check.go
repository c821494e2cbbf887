package paper

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"slices"
	"time"

	"github.com/digitorus/pdf"
	"github.com/digitorus/pdfsign/verify"
	"github.com/digitorus/pkcs7"

	"kaowu/app/exam"
)

// Signed is what a whole and unchanged signed PDF says of its last signature.
type Signed struct {
	Name, Reason, Place string
	At                  time.Time         // as stated by the signer; zero if none
	Certificate         *x509.Certificate // of the key that signed; its trust is for the caller to judge
}

// CheckSignature says who signed a PDF and that nothing was changed or added
// since. The name is what the signer stated; Inspect gives the certificate, which
// the book can prove. See there for the refusals.
func CheckSignature(file []byte) (signer string, err error) {
	s, err := Inspect(file)
	return s.Name, err
}

// Inspect checks the signatures of a PDF. Beyond what the library checks it
// demands that the last signed range ends at the end of the file and leaves out
// nothing but the signature's own bytes: viewers call a file valid to which pages
// were added after signing (pitfalls-2, 1).
//
// Refusals: "paper-unsigned", "paper-changed" (bytes changed) and "paper-added"
// (bytes added). Whether the certificate belongs to a person of the exam is not
// judged here: compare Certificate with the endorsement in the book.
func Inspect(file []byte) (s Signed, err error) {
	defer func() {
		if r := recover(); r != nil { // the PDF reader panics on hostile files
			s, err = Signed{}, exam.Refuse("paper-unsigned")
		}
	}()
	list, err := signatures(file)
	if err != nil {
		return Signed{}, err
	}
	opt := verify.DefaultVerifyOptions()
	opt.AllowUntrustedRoots = true // trust is judged by the book, not by this machine
	in := bytes.NewReader(file)
	got, err := verify.VerifyWithOptions(in, in.Size(), opt)
	if err != nil || len(got.Signers) != len(list) {
		return Signed{}, exam.Refuse("paper-changed")
	}
	last := 0
	for i, one := range got.Signers {
		if !one.ValidSignature {
			return Signed{}, exam.Refuse("paper-changed")
		}
		if list[i].end > list[last].end {
			last = i
		}
	}
	cert, err := list[last].signer(file)
	if err != nil {
		return Signed{}, exam.Refuse("paper-changed")
	}
	if list[last].end != len(file) {
		return Signed{}, exam.Refuse("paper-added")
	}
	one := got.Signers[last]
	s = Signed{Name: one.Name, Reason: one.Reason, Place: one.Location, Certificate: cert}
	if one.SignatureTime != nil {
		s.At = *one.SignatureTime
	}
	return s, nil
}

// signature is where one signature stands in a file: it covers all up to end but
// the hex string from gap to back, whose DER is message.
type signature struct {
	gap, back, end int
	message        []byte
}

// signatures finds the signatures of a file, in the order in which the library
// finds them. It refuses one that does not begin at the file's first byte or that
// skips more than its own hex string.
func signatures(file []byte) ([]signature, error) {
	in := bytes.NewReader(file)
	doc, err := pdf.NewReader(in, in.Size())
	if err != nil {
		return nil, exam.Refuse("paper-unsigned")
	}
	var out []signature
	for _, x := range doc.Xref() {
		v := doc.Resolve(x.Ptr(), x.Ptr())
		if v.Key("Filter").Name() != "Adobe.PPKLite" {
			continue
		}
		r := v.Key("ByteRange")
		if r.Len() != 4 {
			return nil, exam.Refuse("paper-changed")
		}
		a, b, c, d := r.Index(0).Int64(), r.Index(1).Int64(), r.Index(2).Int64(), r.Index(3).Int64()
		size := int64(len(file))
		if a != 0 || b <= 0 || c <= b+1 || c > size || d < 0 || d > size-c {
			return nil, exam.Refuse("paper-changed")
		}
		message, ok := messageIn(file[b:c])
		if !ok {
			return nil, exam.Refuse("paper-changed")
		}
		out = append(out, signature{gap: int(b), back: int(c), end: int(c + d), message: message})
	}
	if len(out) == 0 {
		return nil, exam.Refuse("paper-unsigned")
	}
	return out, nil
}

// messageIn reads one PDF hex string that holds one DER value and then zeros, the
// room that was kept for it. Anything else could hide there unsigned.
func messageIn(b []byte) ([]byte, bool) {
	if b[0] != '<' || b[len(b)-1] != '>' {
		return nil, false
	}
	raw, err := hex.DecodeString(string(b[1 : len(b)-1]))
	if err != nil {
		return nil, false
	}
	var value asn1.RawValue
	rest, err := asn1.Unmarshal(raw, &value)
	if err != nil || len(bytes.Trim(rest, "\x00")) > 0 {
		return nil, false
	}
	return value.FullBytes, true
}

// signer is the certificate under whose key the signature holds. The list of
// certificates in a signature is itself not signed, so its first one, which the
// library reports, may be anybody's.
func (s signature) signer(file []byte) (*x509.Certificate, error) {
	p, err := pkcs7.Parse(s.message)
	if err != nil {
		return nil, err
	}
	p.Content = slices.Concat(file[:s.gap], file[s.back:s.end])
	if err := p.Verify(); err != nil {
		return nil, err
	}
	cert := p.GetOnlySigner()
	if cert == nil {
		return nil, exam.Refuse("paper-changed")
	}
	return cert, nil
}

// PageCount is how many pages a PDF file has; 0 where it cannot be read.
func PageCount(file []byte) (n int) {
	defer func() {
		if recover() != nil { // the PDF reader panics on hostile files
			n = 0
		}
	}()
	r, err := pdf.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return 0
	}
	return r.NumPage()
}
