package province_test

import (
	"crypto/ed25519"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// secondClient is a site lead's laptop once more. It waits for nothing: a request that
// comes to nothing is made again at once.
type secondClient struct {
	doc   document
	http  *http.Client
	url   string
	pub   ed25519.PublicKey
	tries int
}

// newSecondClient reads the four files of a receiver's folder.
func newSecondClient(t *testing.T, dir, address string, eye func(http.RoundTripper) http.RoundTripper) *secondClient {
	t.Helper()
	ca, err := os.ReadFile(filepath.Join(dir, "ca.pem"))
	must(t, err)
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(ca) {
		t.Fatal("no certificate in ca.pem")
	}
	pair, err := tls.LoadX509KeyPair(filepath.Join(dir, "client.pem"), filepath.Join(dir, "client-key.pem"))
	must(t, err)
	b, err := os.ReadFile(filepath.Join(dir, "receiver.pub"))
	must(t, err)
	block, _ := pem.Decode(b)
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	must(t, err)
	wire := &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS13, RootCAs: pool, Certificates: []tls.Certificate{pair}}}
	t.Cleanup(wire.CloseIdleConnections)
	return &secondClient{doc: readDocument(t), url: "https://" + address, pub: key.(ed25519.PublicKey), tries: 20,
		http: &http.Client{Transport: eye(wire)}}
}

// refused is an answer of no.
type refused struct{ code string }

func (r refused) Error() string { return r.code }

var errTrouble = errors.New("no usable answer")

// ask makes a request until something is said.
func (c *secondClient) ask(method, path, key, body, schema string) (object, error) {
	for range c.tries {
		o, err := c.once(method, path, key, body, schema)
		if !errors.Is(err, errTrouble) {
			return o, err
		}
	}
	return nil, errTrouble
}

func (c *secondClient) once(method, path, key, body, schema string) (object, error) {
	q, err := http.NewRequest(method, c.url+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	q.Header.Set("Content-Type", "application/json")
	if key != "" {
		q.Header.Set("Idempotency-Key", key)
	}
	resp, err := c.http.Do(q)
	if err != nil {
		return nil, errTrouble
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= 500 {
		return nil, errTrouble
	}
	if resp.StatusCode != http.StatusOK {
		p, err := decode(string(answer))
		if err != nil || !c.doc.fits(p, "Problem") {
			return nil, errNotCanonical
		}
		e, _ := p.get("error").(object)
		return nil, refused{e.text("code")}
	}
	return c.doc.stated(string(answer), c.pub, schema)
}

func (c *secondClient) file(plan object) (object, error) {
	o, err := c.ask("POST", "/v1/plans", "", encode(plan), "Filed")
	if err == nil && (o.text("digest") != sha(encode(plan)) || o.text("fingerprint") != plan.text("fingerprint")) {
		err = errUnsigned
	}
	return o, err
}

// send gives what is known of each exam number of a batch afterwards; asking again
// while something is unknown.
func (c *secondClient) send(batch object) (map[string]string, error) {
	key := batch.text("key")
	o, err := c.ask("POST", "/v1/batches", key, encode(batch), "Receipt")
	for range c.tries {
		if err != nil {
			return nil, err
		}
		if o.text("key") != key || o.text("digest") != sha(encode(batch)) {
			return nil, errUnsigned
		}
		if said := known(o, batch); len(said) == len(batch.list("records")) {
			return said, nil
		}
		o, err = c.ask("GET", "/v1/batches/"+url.PathEscape(key), "", "", "Receipt")
	}
	return nil, errTrouble
}

// known is the document's paragraph on verdicts.
func known(receipt, batch object) map[string]string {
	out := map[string]string{}
	for _, r := range batch.list("records") {
		var said []string
		for _, o := range receipt.list("records") {
			if o.text("exam_no") == r.text("exam_no") {
				said = append(said, encode(o))
			}
		}
		slices.Sort(said)
		if said = slices.Compact(said); len(said) != 1 {
			continue
		}
		o, _ := decode(said[0])
		verdict, code := o.text("verdict"), o.text("code")
		if code == "OK" && verdict == "accepted" || code == "DUP" && verdict == "duplicate" || code != "OK" && code != "DUP" && verdict == "rejected" {
			out[r.text("exam_no")] = code
		}
	}
	return out
}

// held is the office's whole list, as lines of its digest, which must be theirs.
func (c *secondClient) held(plan string, limit string) (string, error) {
	all, after := "", ""
	for {
		o, err := c.ask("GET", "/v1/plans/"+url.PathEscape(plan)+"/records?limit="+limit+"&after="+url.QueryEscape(after), "", "", "Listing")
		if err != nil {
			return "", err
		}
		for _, h := range o.list("records") {
			after = h.text("exam_no")
			all += after + " " + h.text("content") + " " + h.text("certificate_no") + "\n"
		}
		if o.get("more") == false {
			if sha(all) != o.text("digest") {
				return "", errUnsigned
			}
			return all, nil
		}
	}
}
