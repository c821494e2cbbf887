package stamp

import (
	"crypto"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"io"
	"net/http"
	"time"

	"github.com/digitorus/timestamp"
)

// Path is where a drill's authority answers.
const Path = "/tsa"

const (
	typeQuery = "application/timestamp-query"
	typeReply = "application/timestamp-reply"
	maxQuery  = 8 << 10
)

// Template is the certificate that an authority needs, for whoever issues it: for time
// stamps and nothing else, which RFC 3161, 2.3 wants marked critical.
func Template(name string) (*x509.Certificate, error) {
	use, err := asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}})
	return &x509.Certificate{Subject: pkix.Name{CommonName: name},
		ExtraExtensions: []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: use}}}, err
}

// Authority stamps whatever it is asked to, for drills and tests: nobody outside trusts
// its certificate.
type Authority struct {
	Certificate *x509.Certificate
	Key         crypto.Signer
	Clock       func() time.Time
}

// ServeHTTP answers one request of RFC 3161, 3.4.
func (a *Authority) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, q.Body, maxQuery))
	if err != nil || q.Header.Get("Content-Type") != typeQuery {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	answer, err := a.answer(body)
	if err != nil {
		if answer, err = timestamp.CreateErrorResponse(timestamp.Rejection, timestamp.BadRequest); err != nil {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
	}
	w.Header().Set("Content-Type", typeReply)
	_, _ = w.Write(answer) // the client sees a cut answer
}

func (a *Authority) answer(body []byte) ([]byte, error) {
	ask, err := timestamp.ParseRequest(body)
	if err != nil {
		return nil, err
	}
	ts := timestamp.Timestamp{HashAlgorithm: ask.HashAlgorithm, HashedMessage: ask.HashedMessage, Nonce: ask.Nonce, Time: a.Clock().UTC(),
		Accuracy: time.Second, Policy: asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 99999, 1}, AddTSACertificate: true}
	return ts.CreateResponseWithOpts(a.Certificate, a.Key, crypto.SHA256)
}
