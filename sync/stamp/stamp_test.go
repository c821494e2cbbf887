package stamp

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/digitorus/timestamp"

	"kaowu/app/exam"
)

// office is an authority of its own with a certificate that a CA issued.
type office struct {
	*Authority
	roots *x509.CertPool
	spoil func([]byte) []byte // of each answer; nil: none
	asked []byte
}

func noon() time.Time { return time.Date(2026, 12, 19, 4, 0, 0, 0, time.UTC) }

// newOffice issues a certificate from a template that change may alter.
func newOffice(t testing.TB, change func(*x509.Certificate)) *office {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	issue := func(c, by *x509.Certificate, key *ecdsa.PrivateKey) (*x509.Certificate, *ecdsa.PrivateKey) {
		own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		must(err)
		c.SerialNumber = big.NewInt(noon().UnixNano() % 1e6)
		if c.NotBefore.IsZero() {
			c.NotBefore, c.NotAfter = noon().AddDate(-1, 0, 0), noon().AddDate(1, 0, 0)
		}
		if by == nil {
			by, key = c, own
		}
		der, err := x509.CreateCertificate(rand.Reader, c, by, own.Public(), key)
		must(err)
		out, err := x509.ParseCertificate(der)
		must(err)
		return out, own
	}
	ca, caKey := issue(&x509.Certificate{IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}, nil, nil)
	c, err := Template("drill")
	must(err)
	if change != nil {
		change(c)
	}
	cert, key := issue(c, ca, caKey)
	o := &office{Authority: &Authority{cert, key, noon}, roots: x509.NewCertPool()}
	o.roots.AddCert(ca)
	return o
}

// RoundTrip answers in this process.
func (o *office) RoundTrip(q *http.Request) (*http.Response, error) {
	if err := q.Context().Err(); err != nil {
		return nil, err
	}
	o.asked, _ = io.ReadAll(q.Body)
	q.Body = io.NopCloser(bytes.NewReader(o.asked))
	w := httptest.NewRecorder()
	o.ServeHTTP(w, q)
	r := w.Result()
	if b, err := io.ReadAll(r.Body); err == nil && o.spoil != nil {
		r.Body = io.NopCloser(bytes.NewReader(o.spoil(b)))
	} else {
		r.Body = io.NopCloser(bytes.NewReader(b))
	}
	return r, nil
}

func (o *office) client(t testing.TB) *Client {
	t.Helper()
	c, err := NewClient(Config{URL: "https://tsa.example/tsa", Transport: o, Clock: noon})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func refused(t *testing.T, err error, code string) {
	t.Helper()
	if !errors.Is(err, exam.Refuse(code)) {
		t.Errorf("got %v, want refusal %s", err, code)
	}
}

func TestStamped(t *testing.T) {
	o := newOffice(t, nil)
	der, tok, err := o.client(t).Stamp(t.Context(), []byte("checkpoint"))
	if err != nil || !tok.Time.Equal(noon()) || tok.Authority != "CN=drill" {
		t.Fatalf("%+v, %v", tok, err)
	}
	again, err := Read(der, []byte("checkpoint"))
	if err != nil || again.TrustedBy(o.roots) != nil {
		t.Errorf("read again: %v", err)
	}
	refused(t, again.TrustedBy(newOffice(t, nil).roots), "stamp-untrusted")
	_, err = Read(der, []byte("another checkpoint"))
	refused(t, err, "stamp-imprint")
}

// What an authority, or who stands between, may do wrong.
func TestStampFaults(t *testing.T) {
	good := newOffice(t, nil)
	elsewhere := func(message string, nonce int64) func([]byte) []byte {
		return func([]byte) []byte {
			ask, err := timestamp.CreateRequest(bytes.NewReader([]byte(message)), &timestamp.RequestOptions{Certificates: true, Nonce: big.NewInt(nonce)})
			if err != nil {
				t.Fatal(err)
			}
			b, err := good.answer(ask)
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
	}
	denied, err := timestamp.CreateErrorResponse(timestamp.Rejection, timestamp.BadRequest)
	if err != nil {
		t.Fatal(err)
	}
	for why, c := range map[string]struct {
		change func(*x509.Certificate)
		spoil  func([]byte) []byte
		code   string
	}{
		"an answer to another question":   {nil, elsewhere("checkpoint", 7), "stamp-nonce"},
		"a stamp of another checkpoint":   {nil, elsewhere("another", 7), "stamp-imprint"},
		"an answer cut in the middle":     {nil, func(b []byte) []byte { return b[:len(b)/2] }, "stamp-unreadable"},
		"something behind the answer":     {nil, func(b []byte) []byte { return append(b, 0) }, "stamp-unreadable"},
		"a web page":                      {nil, func([]byte) []byte { return []byte("<html>log in to the network</html>") }, "stamp-unreadable"},
		"nothing":                         {nil, func([]byte) []byte { return nil }, "stamp-unreadable"},
		"a huge answer":                   {nil, func([]byte) []byte { return make([]byte, 10<<20) }, "stamp-large"},
		"a refusal":                       {nil, func([]byte) []byte { return denied }, "stamp-denied"},
		"a changed byte of the signature": {nil, func(b []byte) []byte { b[len(b)-1] ^= 1; return b }, "stamp-signature"},
		"a certificate that has expired": {func(c *x509.Certificate) {
			c.NotBefore, c.NotAfter = noon().AddDate(-3, 0, 0), noon().AddDate(0, 0, -1)
		}, nil, "stamp-expired"},
		"a certificate for servers": {func(c *x509.Certificate) {
			c.ExtraExtensions, c.ExtKeyUsage = nil, []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
		}, nil, "stamp-purpose"},
		"a certificate for this and that": {func(c *x509.Certificate) {
			c.ExtraExtensions, c.ExtKeyUsage = nil, []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping, x509.ExtKeyUsageServerAuth}
		}, nil, "stamp-purpose"},
	} {
		t.Run(why, func(t *testing.T) {
			o := newOffice(t, c.change)
			o.spoil = c.spoil
			_, _, err := o.client(t).Stamp(t.Context(), []byte("checkpoint"))
			refused(t, err, c.code)
		})
	}
}

// A certificate that one side does not take is no missing network.
func TestUntrusted(t *testing.T) {
	for _, ask := range []tls.ClientAuthType{tls.NoClientCert, tls.RequireAnyClientCert} {
		s := httptest.NewUnstartedServer(http.NotFoundHandler())
		s.TLS = &tls.Config{ClientAuth: ask}
		s.Config.ErrorLog = log.New(io.Discard, "", 0)
		s.StartTLS()
		t.Cleanup(s.Close)
		cfg := Config{URL: s.URL}
		if ask != tls.NoClientCert { // the server's own is trusted, and ours is missing
			cfg.CAFile = filepath.Join(t.TempDir(), "ca.pem")
			if err := os.WriteFile(cfg.CAFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		c, err := NewClient(cfg)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = c.Stamp(t.Context(), []byte("x"))
		refused(t, err, "stamp-tls")
		c.Close()
	}
}

func TestClientRefuses(t *testing.T) {
	for _, u := range []string{"", "tsa.example", "ftp://tsa.example", "https://"} {
		_, err := NewClient(Config{URL: u})
		refused(t, err, "stamp-address")
	}
	_, err := NewClient(Config{URL: "https://tsa.example", CAFile: "no such file"})
	refused(t, err, "stamp-file")
	_, err = NewClient(Config{URL: "https://tsa.example", CertFile: "no such file"})
	refused(t, err, "stamp-file")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err = newOffice(t, nil).client(t).Stamp(ctx, []byte("x"))
	refused(t, err, "stamp-unreachable")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// The authority answers what is no request with a refusal, and no other method.
func TestAuthorityRefuses(t *testing.T) {
	o := newOffice(t, nil)
	for _, c := range []struct {
		kind, body string
		status     int
	}{{typeQuery, "not a request", http.StatusOK}, {"text/plain", "x", http.StatusBadRequest}, {typeQuery, string(make([]byte, maxQuery+1)), http.StatusBadRequest}} {
		q := httptest.NewRequest(http.MethodPost, Path, bytes.NewReader([]byte(c.body)))
		q.Header.Set("Content-Type", c.kind)
		w := httptest.NewRecorder()
		o.ServeHTTP(w, q)
		if w.Code != c.status {
			t.Errorf("%s of %d bytes: %d", c.kind, len(c.body), w.Code)
		}
		if _, err := tokenOf(w.Body.Bytes()); w.Code == http.StatusOK {
			refused(t, err, "stamp-denied")
		}
	}
}

// FuzzRead: no token panics, and what is accepted is of this message.
func FuzzRead(f *testing.F) {
	o := newOffice(f, nil)
	der, _, err := o.client(f).Stamp(f.Context(), []byte("checkpoint"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(der)
	f.Add(der[:len(der)-40])
	f.Add([]byte{0x30, 0x80})
	f.Add([]byte{0x30, 0x03, 0x02, 0x01, 0x00})
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := tokenOf(b); err == nil && len(b) == 0 {
			t.Error("a token of nothing")
		}
		if tok, err := Read(b, []byte("checkpoint")); err == nil && tok.certificate == nil {
			t.Error("accepted without a certificate")
		}
		if _, err := Read(b, []byte("another")); err == nil && !bytes.Equal(b, der) {
			t.Log("a stamp of another message was made up")
			t.Fail()
		}
	})
}
