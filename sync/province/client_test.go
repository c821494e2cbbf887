package province

import (
	"context"
	"crypto/ed25519"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"kaowu/app/exam"
)

// answer is an answer of a made-up receiver.
func answer(status int, retryAfter, body string) func(*http.Request) (*http.Response, error) {
	return func(*http.Request) (*http.Response, error) {
		h := http.Header{}
		if retryAfter != "" {
			h.Set("Retry-After", retryAfter)
		}
		return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body))}, nil
	}
}

func silence(*http.Request) (*http.Response, error) { return nil, errors.New("connection reset") }

// testKey is a receiver's key from a fixed seed.
func testKey(seed byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed([]byte(strings.Repeat(string(rune('a'+seed)), ed25519.SeedSize)))
}

func publicOf(k ed25519.PrivateKey) ed25519.PublicKey { return k.Public().(ed25519.PublicKey) }

// fakeClient speaks with made-up answers.
func fakeClient(t *testing.T, p *pauses, list ...func(*http.Request) (*http.Response, error)) *Client {
	t.Helper()
	a := answers(list)
	c, err := NewClient(ClientConfig{URL: "https://office.example:8443", ReceiverKey: publicOf(testKey(0)),
		Transport: &a, Clock: noon, Wait: p.wait, Jitter: func() float64 { return 0.5 }, Tries: 4})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// goodAnswer is a signed receipt for a batch.
func goodAnswer(t *testing.T, b batch, said ...Outcome) string {
	t.Helper()
	return string(signedReceipt(t, testKey(0), b, said...))
}

func signedReceipt(t testing.TB, k ed25519.PrivateKey, b batch, said ...Outcome) []byte {
	t.Helper()
	if said == nil {
		said = []Outcome{}
	}
	out, err := seal(wireReceipt{V: 1, Kind: "receipt", Key: b.key, Digest: sum(string(b.body)), Records: said}, k)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Pauses grow from 500 ms by half; jitter 0.5 leaves them as they are. A
// Retry-After, as seconds or as a date (RFC 9110, 10.2.3), is never undercut.
func TestPauses(t *testing.T) {
	b := pack("key-of-the-batch", person(1))
	good := answer(200, "", goodAnswer(t, b))
	inAMinute := noon().Add(time.Minute).UTC().Format(http.TimeFormat)
	ms := func(n ...int) (out []time.Duration) {
		for _, x := range n {
			out = append(out, time.Duration(x)*time.Millisecond)
		}
		return out
	}
	type list = []func(*http.Request) (*http.Response, error)
	for _, c := range []struct {
		why     string
		answers list
		pauses  []time.Duration
		err     string
	}{
		{"at once", list{good}, nil, ""},
		{"growing by half", list{silence, answer(500, "", ""), answer(502, "", ""), good}, ms(500, 750, 1125), ""},
		{"after the last try", list{silence, silence, silence, silence}, ms(500, 750, 1125), "province-unreachable"},
		{"429, ten seconds", list{answer(429, "10", ""), good}, ms(10000), ""},
		{"503, until a date", list{answer(503, inAMinute, ""), good}, ms(60000), ""},
		{"shorter than our own pause", list{silence, answer(429, "0", ""), good}, ms(500, 750), ""},
		{"a date gone by", list{answer(503, noon().Add(-time.Hour).UTC().Format(http.TimeFormat), ""), good}, ms(500), ""},
		{"unreadable", list{answer(503, "soon", ""), good}, ms(500), ""},
		{"longer than we wait", list{answer(429, "600", "")}, nil, "province-busy"},
		{"an answer cut to pieces", list{answer(200, "", `{"body":"`), good}, ms(500), ""},
		{"never readable", list{answer(200, "", "<html>"), answer(200, "", ""), answer(200, "", "{}"), answer(200, "", "[]")}, ms(500, 750, 1125), "receipt-form"},
		{"a redirect to another address", list{answer(302, "", "")}, nil, "province-refused"},
		{"refused, unreadable", list{answer(400, "", "no")}, nil, "province-refused"},
		{"refused, with a code", list{answer(422, "", `{"error":{"code":"E14","words":"多于500条"}}`)}, nil, "province-refused"},
		{"key clash", list{answer(409, "", `{"error":{"code":"province-key-clash","words":""}}`)}, nil, "province-key-clash"},
		{"too long an answer", list{answer(200, "", strings.Repeat(" ", maxBody+1))}, nil, "receipt-form"},
	} {
		t.Run(c.why, func(t *testing.T) {
			p := &pauses{}
			got, err := fakeClient(t, p, c.answers...).Send(context.Background(), b.body, b.key, b.want)
			if code(err) != c.err || !reflect.DeepEqual(p.all, c.pauses) {
				t.Errorf("%v after %v, want %q after %v", err, p.all, c.err, c.pauses)
			}
			if len(got.Outcomes) != 1 || got.Outcomes[0].Verdict != Unknown {
				t.Errorf("an answer that says nothing of the person gave %v", got.Outcomes)
			}
		})
	}
}

// Jitter spreads a pause from half of it to one and a half (design 6).
func TestJitter(t *testing.T) {
	for _, c := range []struct {
		jitter float64
		want   time.Duration
	}{{0, 250 * time.Millisecond}, {0.5, 500 * time.Millisecond}, {0.75, 625 * time.Millisecond}} {
		p := &pauses{}
		client := fakeClient(t, p, silence, silence)
		client.cfg.Tries, client.cfg.Jitter = 2, func() float64 { return c.jitter }
		_, err := client.Ask(context.Background(), "key-of-the-batch", nil)
		if code(err) != "province-unreachable" || len(p.all) != 1 || p.all[0] != c.want {
			t.Errorf("jitter %v: %v %v, want %v", c.jitter, p.all, err, c.want)
		}
	}
}

// What the office says when it refuses reaches the person who reads it.
func TestRefusalArguments(t *testing.T) {
	p := &pauses{}
	c := fakeClient(t, p, answer(422, "", `{"error":{"code":"E16","words":"批次号未知"}}`), answer(429, "600", ""))
	_, err := c.Send(context.Background(), []byte("{}"), "key-of-the-batch", nil)
	want := map[string]any{"host": "office.example:8443", "code": "E16", "words": "批次号未知"}
	if !reflect.DeepEqual(args(err), want) {
		t.Errorf("%v", args(err))
	}
	_, err = c.Ask(context.Background(), "key-of-the-batch", nil)
	if want := (map[string]any{"host": "office.example:8443", "minutes": 10}); !reflect.DeepEqual(args(err), want) {
		t.Errorf("%v", args(err))
	}
	if _, err = c.Ask(context.Background(), "../plans", nil); code(err) != "province-key" {
		t.Errorf("a key that is a path: %v", err)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	why := errors.New("the window was closed")
	p := &pauses{}
	c := fakeClient(t, p, func(*http.Request) (*http.Response, error) { cancel(why); return nil, ctx.Err() })
	if _, err := c.Ask(ctx, "key-of-the-batch", nil); !errors.Is(err, why) || p.all != nil {
		t.Errorf("%v after %v", err, p.all)
	}
	done, stop := context.WithCancel(context.Background())
	stop()
	if err := pause(done, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("pausing: %v", err)
	}
	if err := pause(context.Background(), time.Nanosecond); err != nil {
		t.Errorf("pausing: %v", err)
	}
}

// Asking sends no body and uses no method that changes anything.
func TestAskNeverSends(t *testing.T) {
	c := fakeClient(t, &pauses{}, func(q *http.Request) (*http.Response, error) {
		b, err := io.ReadAll(q.Body)
		if q.Method != http.MethodGet || len(b) > 0 || err != nil || q.URL.Path != "/v1/batches/key-of-the-batch" {
			t.Errorf("%s %s with %d bytes", q.Method, q.URL.Path, len(b))
		}
		return answer(404, "", `{"error":{"code":"province-batch-unknown","words":""}}`)(q)
	})
	if _, err := c.Ask(context.Background(), "key-of-the-batch", []string{"1"}); code(err) != ProblemBatchUnknown {
		t.Error(err)
	}
}

func TestClientConfig(t *testing.T) {
	dir := t.TempDir()
	r, err := NewReceiver(dir, receiverConfig(t))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	bad := filepath.Join(dir, "bad.pem")
	if err := os.WriteFile(bad, []byte("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		why    string
		change func(*ClientConfig)
		err    string
		what   any
	}{
		{"good", func(*ClientConfig) {}, "", nil},
		{"plain http", func(c *ClientConfig) { c.URL = "http://127.0.0.1:1" }, "province-address", nil},
		{"no scheme", func(c *ClientConfig) { c.URL = "127.0.0.1:1" }, "province-address", nil},
		{"no address", func(c *ClientConfig) { c.URL = "" }, "province-address", nil},
		{"CA not there", func(c *ClientConfig) { c.CAFile += "x" }, "province-file", "code:province.file.ca"},
		{"CA is a key", func(c *ClientConfig) { c.CAFile = c.ReceiverKeyFile }, "province-file", "code:province.file.ca"},
		{"certificate not there", func(c *ClientConfig) { c.CertFile += "x" }, "province-file", "code:province.file.client"},
		{"another's key", func(c *ClientConfig) { c.KeyFile = filepath.Join(dir, fileCAKey) }, "province-file", "code:province.file.client"},
		{"receiver's key not there", func(c *ClientConfig) { c.ReceiverKeyFile += "x" }, "province-file", "code:province.file.receiver"},
		{"receiver's key is a certificate", func(c *ClientConfig) { c.ReceiverKeyFile = c.CAFile }, "province-file", "code:province.file.receiver"},
		{"receiver's key is broken", func(c *ClientConfig) { c.ReceiverKeyFile = bad }, "province-file", "code:province.file.receiver"},
	} {
		cfg := ClientConfig{URL: "https://127.0.0.1:1", CAFile: filepath.Join(dir, FileCA), CertFile: filepath.Join(dir, FileClient),
			KeyFile: filepath.Join(dir, FileClientKey), ReceiverKeyFile: filepath.Join(dir, FileReceiverKey)}
		c.change(&cfg)
		client, err := NewClient(cfg)
		if code(err) != c.err || err != nil && args(err)["what"] != c.what {
			t.Errorf("%s: %v %v", c.why, err, args(err))
		}
		if err == nil && (client.Name() != "127.0.0.1:1" || client.Signer() != exam.KeyID(r.PublicKey())) {
			t.Errorf("named %s, signer %s", client.Name(), client.Signer())
		}
	}
}

// TLS: another receiver's CA, no client certificate, another CA's client
// certificate and an old TLS version get nowhere, and nothing is sent.
func TestOnlyPairedClients(t *testing.T) {
	o := openOffice(t, t.TempDir(), nil)
	other, err := NewReceiver(t.TempDir(), receiverConfig(t))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	b := pack("key-of-the-batch", person(1))
	wrongCA := o.newClient(t, func(c *ClientConfig) { c.CAFile = filepath.Join(other.dir, FileCA) })
	if _, err := wrongCA.Send(context.Background(), b.body, b.key, b.want); code(err) != "province-certificate" {
		t.Errorf("another receiver's CA: %v", err)
	}
	wrongClient := o.newClient(t, func(c *ClientConfig) {
		c.CertFile, c.KeyFile = filepath.Join(other.dir, FileClient), filepath.Join(other.dir, FileClientKey)
	})
	if _, err := wrongClient.Send(context.Background(), b.body, b.key, b.want); code(err) != "province-unreachable" {
		t.Errorf("another receiver's client: %v", err)
	}
	for why, change := range map[string]func(*tls.Config){
		"no certificate": func(c *tls.Config) { c.Certificates = nil },
		"TLS 1.2":        func(c *tls.Config) { c.MinVersion, c.MaxVersion = tls.VersionTLS12, tls.VersionTLS12 },
	} {
		rt, _, err := mutualTLS(o.client.cfg)
		if err != nil {
			t.Fatal(err)
		}
		change(rt.(*http.Transport).TLSClientConfig)
		c := o.newClient(t, func(c *ClientConfig) { c.Transport = rt; c.Tries = 1 })
		if _, err := c.Send(context.Background(), b.body, b.key, b.want); code(err) != "province-unreachable" {
			t.Errorf("%s: %v", why, err)
		}
	}
	if n := len(o.List(testPlan)); n != 0 {
		t.Errorf("%d people arrived all the same", n)
	}
	wrongKey := o.newClient(t, func(c *ClientConfig) { c.ReceiverKeyFile = filepath.Join(other.dir, FileReceiverKey) })
	got, err := wrongKey.Send(context.Background(), b.body, b.key, b.want)
	if code(err) != "receipt-signature" || got.Outcomes[0].Verdict != Unknown || got.Body != nil {
		t.Errorf("a receipt by another key: %v %v", got.Outcomes, err)
	}
}

// An unfinished Progress call tells which attempt failed and how long the pause is.
func TestProgress(t *testing.T) {
	b := pack("key-of-the-batch", person(1))
	c := fakeClient(t, &pauses{}, silence, answer(200, "", goodAnswer(t, b)))
	var told []time.Duration
	c.cfg.Progress = func(try int, d time.Duration, err error) {
		if try != 1 || err == nil {
			t.Errorf("told %d %v", try, err)
		}
		told = append(told, d)
	}
	if _, err := c.Send(context.Background(), b.body, b.key, b.want); err != nil || len(told) != 1 {
		t.Errorf("told %v, %v", told, err)
	}
}
