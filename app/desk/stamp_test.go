package desk

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"kaowu/app/exam"
	"kaowu/store"
	"kaowu/sync/stamp"
)

// tsa is a time-stamping authority in this process that vouches for itself.
type tsa struct {
	*stamp.Authority
	roots *x509.CertPool
	cut   bool
}

func newTSA(t *testing.T, clock func() time.Time) *tsa {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c, err := stamp.Template("drill")
	if err != nil {
		t.Fatal(err)
	}
	c.SerialNumber, c.NotBefore, c.NotAfter = big.NewInt(1), clock().AddDate(-1, 0, 0), clock().AddDate(1, 0, 0)
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	o := &tsa{Authority: &stamp.Authority{Certificate: cert, Key: key, Clock: clock}, roots: x509.NewCertPool()}
	o.roots.AddCert(cert)
	return o
}

func (o *tsa) RoundTrip(q *http.Request) (*http.Response, error) {
	if o.cut {
		return nil, io.ErrUnexpectedEOF
	}
	w := httptest.NewRecorder()
	o.ServeHTTP(w, q)
	return w.Result(), nil
}

func (o *tsa) client(t *testing.T) *stamp.Client {
	t.Helper()
	c, err := stamp.NewClient(stamp.Config{URL: "https://tsa.example/tsa", Transport: o})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// forged gives a token of something else than it is asked for.
type forged struct{ of Stamper }

func (f forged) Name() string { return f.of.Name() }
func (f forged) Stamp(ctx context.Context, _ []byte) ([]byte, stamp.Token, error) {
	return f.of.Stamp(ctx, []byte("another checkpoint"))
}

// A stamp is of a new checkpoint; the archive keeps it, and verifying checks the token
// against that checkpoint, its authority where one is given. A laptop whose clock is off
// is told so.
func TestStampTime(t *testing.T) {
	w := newEnded(t)
	ctx, lead := t.Context(), w.lead()
	w.refused("stamp-none", func() error { _, err := lead.StampTime(ctx, nil); return err })
	office := newTSA(t, w.clock.Now)
	office.cut = true
	if _, err := lead.StampTime(ctx, office.client(t)); err == nil {
		t.Error("stamped without an answer")
	}
	office.cut = false
	got, err := lead.StampTime(ctx, office.client(t))
	w.must(err)
	if got.Off != 0 || got.Authority != "tsa.example" || got.Size == 0 {
		t.Errorf("%+v", got)
	}
	w.clock.set(-time.Hour)
	office.Clock = func() time.Time { return w.clock.Now().Add(time.Hour) }
	if got, err = lead.StampTime(ctx, office.client(t)); err != nil || got.Off < 59*time.Minute || got.Off > time.Hour {
		t.Errorf("a clock an hour slow: %+v, %v", got, err)
	}
	file := filepath.Join(t.TempDir(), "a.kaowu")
	w.must(lead.WriteArchive(ctx, file, nil))
	verify := func(roots *x509.CertPool) store.Verification {
		t.Helper()
		v, err := store.VerifyFile(ctx, file, store.VerifyOptions{As: "S16", Passphrase: secret("S16"), Stamp: CheckStamp(roots)})
		w.must(err)
		return v
	}
	v := verify(nil)
	if !v.OK || len(v.Stamps) != 2 || v.Stamps[0].Trusted || v.Stamps[0].Authority != "tsa.example" || v.Stamps[0].Size >= v.Stamps[1].Size || v.Stamps[1].Off < 59*time.Minute {
		t.Errorf("unchecked: %t, %+v, %v", v.OK, v.Stamps, v.Findings)
	}
	if v = verify(office.roots); !v.OK || len(v.Stamps) != 2 || !v.Stamps[1].Trusted {
		t.Errorf("trusted: %t, %+v, %v", v.OK, v.Stamps, v.Findings)
	}
	if v = verify(newTSA(t, w.clock.Now).roots); v.OK || len(v.Findings) != 2 || v.Findings[0].Code != "stamp-untrusted" {
		t.Errorf("another authority: %t, %v", v.OK, v.Findings)
	}
	view, err := lead.ArchiveView()
	w.must(err)
	if view.Stamped.IsZero() || view.CanStamp {
		t.Errorf("the archive page: %+v", view)
	}
	// A token of something else is kept by a laptop that lies; the archive shows it.
	if _, err := lead.StampTime(ctx, forged{office.client(t)}); err != nil {
		t.Fatal(err)
	}
	w.must(lead.WriteArchive(ctx, file, nil))
	if v = verify(nil); v.OK || len(v.Findings) != 1 || v.Findings[0].Code != "stamp-imprint" {
		t.Errorf("a token of another checkpoint: %t, %v", v.OK, v.Findings)
	}
	// And one that gives another time than its token, of a checkpoint that is not there.
	facts, err := w.site.book.Events("log/" + w.site.book.Log())
	w.must(err)
	b, err := exam.BodyOf[exam.TimeStamp](facts[len(facts)-1])
	w.must(err)
	b.Checkpoint += "x"
	_, err = lead.append(ctx, lead.say(exam.TimeStamped, "log/"+w.site.book.Log(), "stamp/1", b))
	w.must(err)
	w.must(lead.WriteArchive(ctx, file, nil))
	if v = verify(nil); v.OK || len(v.Findings) != 2 || v.Findings[1].Code != "stamp-checkpoint" {
		t.Errorf("a stamp of no checkpoint: %t, %v", v.OK, v.Findings)
	}
}

// After an upload a stamp is asked for quietly: no network is a sentence and no error.
func TestStampQuietly(t *testing.T) {
	w := newEnded(t)
	office := newTSA(t, w.clock.Now)
	if s, err := w.lead().stampQuietly(t.Context()); s != nil || err != nil {
		t.Errorf("none is set up: %+v, %v", s, err)
	}
	w.site.opt.Stamper = func() (Stamper, error) { return office.client(t), nil }
	office.cut = true
	if s, err := w.lead().stampQuietly(t.Context()); s != nil || err == nil {
		t.Errorf("no network: %+v, %v", s, err)
	}
	office.cut = false
	if s, err := w.lead().stampQuietly(t.Context()); s == nil || err != nil || s.Time.IsZero() {
		t.Errorf("%+v, %v", s, err)
	}
}
