package province

import (
	"context"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

// clientUntil writes a client certificate of the receiver's authority that ends at a
// time, and its key.
func (o *office) clientUntil(t *testing.T, until time.Time) (cert, key string) {
	t.Helper()
	der, private, err := o.ca.issue(until.AddDate(-20, 0, 0), &x509.Certificate{
		Subject: pkix.Name{CommonName: "Kaowu client"}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "client.pem"), filepath.Join(dir, "client-key.pem")
	for file, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: raw}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}

// A client certificate that has run out is its own refusal, whoever notices: the
// client by its clock, or the real handler by its own when the laptop's clock is late.
func TestClientCertificateExpired(t *testing.T) {
	o := openOffice(t, t.TempDir(), nil)
	cert, key := o.clientUntil(t, noon().Add(-time.Hour))
	use := func(c *ClientConfig) { c.CertFile, c.KeyFile = cert, key }
	cfg := o.client.cfg
	use(&cfg)
	want := map[string]any{"host": o.client.base.Host, "file": "client.pem", "until": "2026-12-28"}
	if _, err := NewClient(cfg); code(err) != "province-client-expired" || !reflect.DeepEqual(args(err), want) {
		t.Errorf("by our clock: %v %v", err, args(err))
	}
	late := o.newClient(t, func(c *ClientConfig) {
		use(c)
		c.Clock = func() time.Time { return noon().Add(-2 * time.Hour) }
	})
	b := pack("key-of-the-batch", person(1))
	got, err := late.Send(context.Background(), b.body, b.key, b.want)
	if code(err) != "province-client-expired" || !reflect.DeepEqual(args(err), want) {
		t.Errorf("by the receiver's clock: %v %v", err, args(err))
	}
	if got.Outcomes[0].Verdict != Unknown || len(o.List(testPlan)) != 0 {
		t.Errorf("told %v, %d arrived", got.Outcomes, len(o.List(testPlan)))
	}
	if e := late.Expires(); !e.Equal(noon().Add(-time.Hour)) {
		t.Errorf("expires %v", e)
	}
	if e := fakeClient(t, &pauses{}).Expires(); !e.IsZero() {
		t.Errorf("a client without a certificate expires %v", e)
	}
}

// When ctx ends, the request on the road is answered first and its receipt counts; no
// other attempt is made.
func TestStopAfterTheRunningBatch(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	b := pack("key-of-the-batch", person(1))
	good := answer(200, "", goodAnswer(t, b, Outcome{ExamNo: b.want[0], Verdict: Accepted, Code: CodeOK}))
	c := fakeClient(t, &pauses{}, func(q *http.Request) (*http.Response, error) {
		cancel()
		if q.Context().Err() != nil {
			t.Error("the request on the road was cut")
		}
		return good(q)
	})
	got, err := c.Send(ctx, b.body, b.key, b.want)
	if err != nil || got.Outcomes[0].Verdict != Accepted {
		t.Errorf("%v, %v", got.Outcomes, err)
	}
	tries := 0
	c = fakeClient(t, &pauses{}, func(*http.Request) (*http.Response, error) { tries++; return nil, io.ErrUnexpectedEOF })
	if _, err := c.Send(ctx, b.body, b.key, b.want); !errors.Is(err, context.Canceled) || tries != 0 {
		t.Errorf("after stopping: %v, %d attempts", err, tries)
	}
}
