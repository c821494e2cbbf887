package stamp

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/digitorus/timestamp"

	"kaowu/app/exam"
)

// Config is what a client is told. URL is required.
type Config struct {
	URL       string            // http or https
	CAFile    string            // PEM: who may vouch for the server; empty: whom the machine trusts
	CertFile  string            // PEM: what the client shows, where the server asks for it
	KeyFile   string            // PEM, of CertFile
	Timeout   time.Duration     // of one request; 15 s when 0
	Clock     func() time.Time  // time.Now when nil
	Rand      io.Reader         // of the nonce; crypto/rand when nil
	Transport http.RoundTripper // nil: the network
}

// Client asks one authority.
type Client struct {
	cfg  Config
	host string
	http *http.Client
}

// NewClient reads the files and opens no connection. Refusals: stamp-address, stamp-file.
func NewClient(cfg Config) (*Client, error) {
	u, err := url.Parse(cfg.URL)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return nil, exam.Refuse("stamp-address", "url", cfg.URL)
	}
	if cfg.Timeout <= 0 {
		cfg.Timeout = 15 * time.Second
	}
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if cfg.Rand == nil {
		cfg.Rand = rand.Reader
	}
	rt := cfg.Transport
	if rt == nil {
		if rt, err = transport(cfg); err != nil {
			return nil, err
		}
	}
	return &Client{cfg: cfg, host: u.Host, http: &http.Client{Transport: rt, Timeout: cfg.Timeout}}, nil
}

// transport trusts CAFile alone, where it is given, and shows CertFile.
func transport(cfg Config) (http.RoundTripper, error) {
	c := &tls.Config{MinVersion: tls.VersionTLS12, Time: cfg.Clock}
	if cfg.CAFile != "" {
		roots, err := Roots(cfg.CAFile)
		if err != nil {
			return nil, err
		}
		c.RootCAs = roots
	}
	if cfg.CertFile != "" {
		pair, err := tls.LoadX509KeyPair(cfg.CertFile, cfg.KeyFile)
		if err != nil {
			return nil, exam.Refuse("stamp-file", "file", cfg.CertFile)
		}
		c.Certificates = []tls.Certificate{pair}
	}
	return &http.Transport{TLSClientConfig: c, TLSHandshakeTimeout: cfg.Timeout, DisableCompression: true, Proxy: http.ProxyFromEnvironment}, nil
}

// Roots reads the certificates of authorities, PEM. Refusal: stamp-file.
func Roots(file string) (*x509.CertPool, error) {
	b, err := os.ReadFile(file)
	pool := x509.NewCertPool()
	if err != nil || !pool.AppendCertsFromPEM(b) {
		return nil, exam.Refuse("stamp-file", "file", file)
	}
	return pool, nil
}

// Name is the authority as an event names it: its host.
func (c *Client) Name() string { return c.host }

// Close lets go of idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Stamp asks for a token of message and checks it. Refusals: stamp-unreachable (no answer,
// or a cut one), stamp-tls (one side does not take the other's certificate), stamp-refused (another status than 200), stamp-denied (the authority says
// no), stamp-large, stamp-nonce (an answer to another question), and those of Read.
func (c *Client) Stamp(ctx context.Context, message []byte) ([]byte, Token, error) {
	nonce, err := rand.Int(c.cfg.Rand, new(big.Int).Lsh(big.NewInt(1), 63))
	if err != nil {
		return nil, Token{}, fmt.Errorf("draw a nonce: %w", err)
	}
	imprint := sha256.Sum256(message)
	ask := timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: imprint[:], Certificates: true, Nonce: nonce}
	body, err := ask.Marshal()
	if err != nil {
		return nil, Token{}, fmt.Errorf("encode a time-stamp request: %w", err)
	}
	answer, err := c.post(ctx, body)
	if err != nil {
		return nil, Token{}, err
	}
	der, err := tokenOf(answer)
	if err != nil {
		return nil, Token{}, err
	}
	t, err := Read(der, message)
	if err == nil && (t.nonce == nil || t.nonce.Cmp(nonce) != 0) {
		err = exam.Refuse("stamp-nonce")
	}
	return der, t, err
}

// post sends a request and reads the whole answer.
func (c *Client) post(ctx context.Context, body []byte) ([]byte, error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, c.cfg.URL, bytes.NewReader(body))
	if err != nil {
		return nil, exam.Refuse("stamp-address", "url", c.cfg.URL)
	}
	q.Header.Set("Content-Type", typeQuery)
	w, err := c.http.Do(q)
	var cert *tls.CertificateVerificationError
	var alert *net.OpError // crypto/tls hides the alert's own type
	if errors.As(err, &cert) || errors.As(err, &alert) && alert.Op == "remote error" {
		return nil, exam.Refuse("stamp-tls", "host", c.host)
	}
	if err != nil {
		return nil, errors.Join(exam.Refuse("stamp-unreachable", "host", c.host), ctx.Err())
	}
	defer w.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(w.Body, MaxToken+1))
	switch {
	case err != nil:
		return nil, errors.Join(exam.Refuse("stamp-unreachable", "host", c.host), ctx.Err())
	case len(answer) > MaxToken:
		return nil, exam.Refuse("stamp-large", "host", c.host)
	case w.StatusCode != http.StatusOK:
		return nil, exam.Refuse("stamp-refused", "host", c.host, "status", w.StatusCode)
	}
	return answer, nil
}

// response is a time-stamp response, RFC 3161, 2.4.2.
type response struct {
	Status struct {
		Status int
		Text   asn1.RawValue  `asn1:"optional"`
		Fail   asn1.BitString `asn1:"optional"`
	}
	Token asn1.RawValue `asn1:"optional"`
}

// tokenOf is the token of a response that was granted.
func tokenOf(answer []byte) ([]byte, error) {
	var r response
	rest, err := asn1.Unmarshal(answer, &r)
	if err != nil || len(rest) > 0 {
		return nil, exam.Refuse("stamp-unreadable")
	}
	if r.Status.Status > 1 || len(r.Token.FullBytes) == 0 { // 0 granted, 1 granted with changes
		return nil, exam.Refuse("stamp-denied", "status", r.Status.Status)
	}
	return r.Token.FullBytes, nil
}
