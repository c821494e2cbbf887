package province

import (
	"context"
	"crypto/ed25519"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"time"

	"kaowu/app/exam"
)

// Office is what the desk needs of a provincial system, so that the real one can
// be fitted in the place of Client.
type Office interface {
	// File hands in the plan (notice 6.1).
	File(ctx context.Context, f PlanFiling) (PlanReceipt, error)
	// Send hands in a batch of stored bytes.
	Send(ctx context.Context, body []byte, key string, want []string) (Receipt, error)
	// Ask inquires about a batch, and never sends.
	Ask(ctx context.Context, key string, want []string) (Receipt, error)
	// Digest compares both sides' lists of a plan.
	Digest(ctx context.Context, plan string, mine []Held) (Agreement, error)
}

// Client fits the seam.
var _ Office = (*Client)(nil)

// ClientConfig is what a client needs. Zero durations and counts take the
// defaults named beside them.
type ClientConfig struct {
	URL             string // https://host:port
	CAFile          string // ca.pem of the receiver
	CertFile        string // client.pem
	KeyFile         string // client-key.pem
	ReceiverKeyFile string // receiver.pub, PEM; or give ReceiverKey
	ReceiverKey     ed25519.PublicKey

	Tries      int           // 6: attempts of one call
	TryTimeout time.Duration // 30 s: one attempt, its answer read
	FirstWait  time.Duration // 500 ms, then growing by half
	MaxWait    time.Duration // 30 s: longest pause of our own
	MaxRetry   time.Duration // 2 min: longest Retry-After that is waited for

	Clock     func() time.Time                              // time.Now; certificates and Retry-After dates
	Jitter    func() float64                                // in [0,1): spreads pauses between 0.5 and 1.5 of their length
	Wait      func(context.Context, time.Duration) error    // a timer
	Transport http.RoundTripper                             // in place of TLS, for tests
	Progress  func(try int, pause time.Duration, err error) // told before each pause
}

// Client is a provincial system reached over HTTPS. It is safe for concurrent
// use and holds nothing of what was sent.
type Client struct {
	cfg    ClientConfig
	base   *url.URL
	http   *http.Client
	signer ed25519.PublicKey
	drill  bool      // the receiver is one that Kaowu runs for drills
	until  time.Time // when the client certificate ends; zero where none is used
}

// NewClient reads the key files and makes a client; it opens no connection.
// Refusals: province-address, province-file (args what: ca, client or receiver),
// province-client-expired.
func NewClient(cfg ClientConfig) (*Client, error) {
	cfg = cfg.withDefaults()
	u, err := url.Parse(cfg.URL)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, exam.Refuse("province-address", "url", cfg.URL)
	}
	c := &Client{cfg: cfg, base: u, signer: cfg.ReceiverKey, drill: drillCA(cfg.CAFile)}
	if c.signer == nil {
		if c.signer, err = readPublic(cfg.ReceiverKeyFile); err != nil {
			return nil, err
		}
	}
	rt := cfg.Transport
	if rt == nil {
		if rt, c.until, err = mutualTLS(cfg); err != nil {
			return nil, err
		}
		if !cfg.Clock().Before(c.until) {
			return nil, c.expired()
		}
	}
	c.http = &http.Client{Transport: rt, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse // another address is another receiver
	}}
	return c, nil
}

// Close lets go of idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Name is the receiver as a batch's event names it: its address without credentials.
func (c *Client) Name() string { return c.base.Host }

func (cfg ClientConfig) withDefaults() ClientConfig {
	or := func(d *time.Duration, v time.Duration) {
		if *d <= 0 {
			*d = v
		}
	}
	or(&cfg.TryTimeout, 30*time.Second)
	or(&cfg.FirstWait, 500*time.Millisecond)
	or(&cfg.MaxWait, 30*time.Second)
	or(&cfg.MaxRetry, 2*time.Minute)
	if cfg.Tries <= 0 {
		cfg.Tries = 6
	}
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if cfg.Jitter == nil {
		cfg.Jitter = rand.Float64
	}
	if cfg.Wait == nil {
		cfg.Wait = pause
	}
	return cfg
}

// pause waits d or until ctx ends.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// mutualTLS is a transport that trusts only the receiver's own CA and shows the
// client certificate, and when that ends. TLS 1.3, nothing older.
func mutualTLS(cfg ClientConfig) (http.RoundTripper, time.Time, error) {
	ca, err := os.ReadFile(cfg.CAFile)
	pool := x509.NewCertPool()
	if err != nil || !pool.AppendCertsFromPEM(ca) {
		return nil, time.Time{}, exam.Refuse("province-file", "what", "code:province.file.ca", "file", cfg.CAFile)
	}
	pair, err := tls.LoadX509KeyPair(cfg.CertFile, cfg.KeyFile)
	if err != nil {
		return nil, time.Time{}, exam.Refuse("province-file", "what", "code:province.file.client", "file", cfg.CertFile)
	}
	return &http.Transport{
		TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS13, RootCAs: pool,
			Certificates: []tls.Certificate{pair}, Time: cfg.Clock},
		TLSHandshakeTimeout: cfg.TryTimeout,
		MaxIdleConnsPerHost: 4,
		DisableCompression:  true, // answers are short and their length tells a cut one
	}, pair.Leaf.NotAfter, nil
}

// readPublic reads receiver.pub: an Ed25519 key as PEM, type PUBLIC KEY.
func readPublic(file string) (ed25519.PublicKey, error) {
	refused := exam.Refuse("province-file", "what", "code:province.file.receiver", "file", file)
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, refused
	}
	p, _ := pem.Decode(b)
	if p == nil || p.Type != "PUBLIC KEY" {
		return nil, refused
	}
	k, err := x509.ParsePKIXPublicKey(p.Bytes)
	if err != nil {
		return nil, refused
	}
	pub, ok := k.(ed25519.PublicKey)
	if !ok {
		return nil, fmt.Errorf("key of another algorithm: %w", refused)
	}
	return pub, nil
}
