package province_test

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// secondReceiver is the office once more, in memory. It judges little: what it is
// there for is how answers travel.
type secondReceiver struct {
	doc document
	key ed25519.PrivateKey
	dir string // with ca.pem, client.pem, client-key.pem and receiver.pub
	url string

	mu      sync.Mutex
	faults  []string // met one each, then none
	plans   map[string]*secondPlan
	batches map[string][2]string // key → digest of the body, answer
}

type secondPlan struct {
	fingerprint string
	version     int64
	answers     map[string]string // digest of the body → answer
	held        map[string]object // exam number → record
}

func newSecondReceiver(t *testing.T) *secondReceiver {
	t.Helper()
	pub, key, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	r := &secondReceiver{doc: readDocument(t), key: key, dir: t.TempDir()}
	r.forget()
	s := httptest.NewUnstartedServer(r)
	s.TLS = r.pair(t, pub)
	s.StartTLS()
	t.Cleanup(s.Close)
	r.url = s.URL
	return r
}

// forget is a receiver set up anew: what it held is lost, its keys are not.
func (r *secondReceiver) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.plans, r.batches = map[string]*secondPlan{}, map[string][2]string{}
}

// pair writes the four files and gives the server's side of them.
func (r *secondReceiver) pair(t *testing.T, pub ed25519.PublicKey) *tls.Config {
	t.Helper()
	serial := int64(0)
	issue := func(c, parent *x509.Certificate, by *ecdsa.PrivateKey) (*x509.Certificate, *ecdsa.PrivateKey) {
		k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		must(t, err)
		serial++
		c.SerialNumber, c.NotBefore, c.NotAfter = big.NewInt(serial), time.Unix(0, 0), time.Unix(1<<33, 0)
		if parent == nil {
			parent, by = c, k
		}
		der, err := x509.CreateCertificate(rand.Reader, c, parent, k.Public(), by)
		must(t, err)
		out, err := x509.ParseCertificate(der)
		must(t, err)
		return out, k
	}
	ca, caKey := issue(&x509.Certificate{Subject: pkix.Name{CommonName: "Kaowu drill receiver"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign}, nil, nil)
	server, serverKey := issue(&x509.Certificate{IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}, ca, caKey)
	client, clientKey := issue(&x509.Certificate{KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}, ca, caKey)
	private, err := x509.MarshalPKCS8PrivateKey(clientKey)
	must(t, err)
	public, err := x509.MarshalPKIXPublicKey(pub)
	must(t, err)
	for name, b := range map[string]*pem.Block{"ca.pem": {Type: "CERTIFICATE", Bytes: ca.Raw}, "client.pem": {Type: "CERTIFICATE", Bytes: client.Raw},
		"client-key.pem": {Type: "PRIVATE KEY", Bytes: private}, "receiver.pub": {Type: "PUBLIC KEY", Bytes: public}} {
		must(t, os.WriteFile(filepath.Join(r.dir, name), pem.EncodeToMemory(b), 0o600))
	}
	pool := x509.NewCertPool()
	pool.AddCert(ca)
	return &tls.Config{MinVersion: tls.VersionTLS13, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: pool,
		Certificates: []tls.Certificate{{Certificate: [][]byte{server.Raw}, PrivateKey: serverKey}}}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// allTrouble is what a day at the office brings, worded as the document does.
func allTrouble() []string {
	return []string{"nothing kept, no answer", "kept, no answer", "500, nothing kept", "502, kept", "503 and a date", "429", "cut", "not JSON",
		"backwards", "every second left out", "one said twice", "one said both ways", "accepted with a code of no", "blanks in it", "by another key", "of another batch"}
}

// ServeHTTP meets one trouble, or answers.
func (r *secondReceiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, err := io.ReadAll(q.Body)
	if err != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	fault := ""
	if len(r.faults) > 0 {
		fault, r.faults = r.faults[0], r.faults[1:]
	}
	switch fault {
	case "nothing kept, no answer":
		panic(http.ErrAbortHandler)
	case "500, nothing kept":
		w.WriteHeader(http.StatusInternalServerError)
		return
	case "429":
		w.Header().Set("Retry-After", "3")
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	status, answer := r.handle(q, string(body))
	switch fault {
	case "kept, no answer":
		panic(http.ErrAbortHandler)
	case "502, kept":
		w.WriteHeader(http.StatusBadGateway)
		return
	case "503 and a date":
		w.Header().Set("Retry-After", time.Date(2026, 12, 28, 4, 0, 9, 0, time.UTC).Format(http.TimeFormat))
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprint(w, encode(object{{"error", object{{"code", "storage"}, {"words", ""}}}}))
		return
	case "cut":
		w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
		w.WriteHeader(status)
		_, _ = io.WriteString(w, answer[:len(answer)/2])
		panic(http.ErrAbortHandler)
	case "not JSON":
		answer = "<html>"
	case "":
	default:
		if status == http.StatusOK {
			answer = r.spoil(answer, fault)
		}
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, answer)
}

// spoil changes what a receipt says and signs that, as a program gone wrong would.
func (r *secondReceiver) spoil(answer, fault string) string {
	s, _ := decode(answer)
	body, _ := decode(s.text("body"))
	outcomes, isReceipt := body.get("records").([]any)
	key := r.key
	if !isReceipt || body.text("kind") != "receipt" || len(outcomes) == 0 {
		outcomes = nil
	}
	set := func(list []any) {
		for i := range body {
			if body[i].name == "records" {
				body[i].value = list
			}
		}
	}
	no := func(o any) any { return o.(object).with("verdict", "rejected", "code", "E10") }
	switch {
	case fault == "by another key":
		key = ed25519.NewKeyFromSeed([]byte(strings.Repeat("x", 32)))
	case fault == "blanks in it":
		return statement(answerPrefix, strings.Replace(s.text("body"), ":", ": ", 1), key)
	case fault == "of another batch":
		body = body.with("key", "another-batch", "plan", "another")
	case outcomes == nil:
	case fault == "backwards":
		outcomes = slices.Clone(outcomes)
		slices.Reverse(outcomes)
		set(outcomes)
	case fault == "every second left out":
		var kept []any
		for i, o := range outcomes {
			if i%2 == 0 {
				kept = append(kept, o)
			}
		}
		set(kept)
	case fault == "one said twice":
		set(append(slices.Clone(outcomes), outcomes[0]))
	case fault == "one said both ways":
		set(append(slices.Clone(outcomes), no(outcomes[0])))
	case fault == "accepted with a code of no":
		set(append([]any{outcomes[0].(object).with("code", "E10")}, outcomes[1:]...))
	}
	return statement(answerPrefix, encode(body), key)
}

func refuse(status int, code string) (int, string) {
	return status, encode(object{{"error", object{{"code", code}, {"words", "words of " + code}}}})
}

func (r *secondReceiver) handle(q *http.Request, body string) (int, string) {
	parts := strings.Split(strings.TrimPrefix(q.URL.Path, "/v1/"), "/")
	switch {
	case q.Method == "POST" && parts[0] == "plans":
		return r.takePlan(body)
	case q.Method == "POST" && parts[0] == "batches":
		return r.takeBatch(body, q.Header.Get("Idempotency-Key"))
	case q.Method == "GET" && parts[0] == "batches":
		if b, ok := r.batches[parts[1]]; ok {
			return http.StatusOK, b[1]
		}
		return refuse(http.StatusNotFound, "province-batch-unknown")
	case q.Method == "GET" && parts[0] == "plans" && len(parts) == 3:
		return r.list(parts[1], q.URL.Query().Get("after"), q.URL.Query().Get("limit"))
	}
	return http.StatusNotFound, ""
}

const received = "2026-12-28T12:00:00.000+08:00"

func (r *secondReceiver) takePlan(body string) (int, string) {
	p, err := decode(body)
	if err != nil || !r.doc.fits(p, "Plan") {
		return refuse(http.StatusUnprocessableEntity, "E15")
	}
	version := int64(0)
	for _, v := range p.list("versions") {
		version, _ = v.get("version").(int64)
	}
	held := r.plans[p.text("plan")]
	if held == nil {
		held = &secondPlan{answers: map[string]string{}, held: map[string]object{}}
		r.plans[p.text("plan")] = held
	} else if answer, again := held.answers[sha(body)]; again {
		return http.StatusOK, answer
	} else if held.fingerprint != p.text("fingerprint") {
		return refuse(http.StatusConflict, "province-other-key")
	} else if version <= held.version {
		return refuse(http.StatusConflict, "province-plan-clash")
	}
	held.fingerprint, held.version = p.text("fingerprint"), version
	filed := object{{"v", int64(1)}, {"kind", "filing"}, {"plan", p.text("plan")}, {"filing", p.text("filing")}, {"digest", sha(body)},
		{"fingerprint", p.text("fingerprint")}, {"received", received}, {"lead_days", int64(19)}, {"verdict", "accepted"}, {"code", "OK"}, {"words", ""}}
	if version > 0 {
		filed = append(filed, member{"version", version})
	}
	held.answers[sha(body)] = statement(answerPrefix, encode(filed), r.key)
	return http.StatusOK, held.answers[sha(body)]
}

func (r *secondReceiver) takeBatch(body, key string) (int, string) {
	if b, again := r.batches[key]; again {
		if b[0] != sha(body) {
			return refuse(http.StatusConflict, "province-key-clash")
		}
		return http.StatusOK, b[1]
	}
	b, err := decode(body)
	if err != nil || !r.doc.fits(b, "Batch") || b.text("key") != key {
		return refuse(http.StatusUnprocessableEntity, "E15")
	}
	plan := r.plans[b.text("plan")]
	if plan == nil {
		return refuse(http.StatusUnprocessableEntity, "E06")
	}
	outcomes := []any{}
	for _, rec := range b.list("records") {
		no := rec.text("exam_no")
		verdict, code := plan.judge(rec)
		if code == "OK" {
			if plan.held[no] = rec; rec.text("data_kind") == "3" {
				delete(plan.held, no)
			}
		}
		number := ""
		if verdict != "rejected" {
			number = rec.text("certificate_no")
		}
		outcomes = append(outcomes, object{{"exam_no", no}, {"verdict", verdict}, {"code", code}, {"words", ""}, {"certificate_no", number}})
	}
	answer := statement(answerPrefix, encode(object{{"v", int64(1)}, {"kind", "receipt"}, {"key", key}, {"digest", sha(body)},
		{"plan", b.text("plan")}, {"filing", b.text("filing")}, {"received", received}, {"records", outcomes}}), r.key)
	r.batches[key] = [2]string{sha(body), answer}
	return http.StatusOK, answer
}

// judge is the document's paragraph on data kinds.
func (p *secondPlan) judge(rec object) (verdict, code string) {
	before, held := p.held[rec.text("exam_no")]
	switch {
	case rec.text("data_kind") != "1" && !held:
		return "rejected", "E17"
	case rec.text("data_kind") == "3" && (before.text("id_number") != rec.text("id_number") || before.text("certificate_no") != rec.text("certificate_no")):
		return "rejected", "E17"
	case rec.text("data_kind") != "1" || !held:
		return "accepted", "OK"
	case contentOf(before) == contentOf(rec) && before.text("certificate_no") == rec.text("certificate_no"):
		return "duplicate", "DUP"
	}
	return "rejected", "E09"
}

func (r *secondReceiver) list(plan, after, limit string) (int, string) {
	p := r.plans[plan]
	if p == nil {
		return refuse(http.StatusNotFound, "province-plan-unknown")
	}
	most, err := strconv.Atoi(limit)
	if err != nil {
		most = 1000
	}
	page, more, all := []any{}, false, ""
	for _, no := range p.numbers() {
		rec := p.held[no]
		all += no + " " + contentOf(rec) + " " + rec.text("certificate_no") + "\n"
		if no <= after {
			continue
		}
		if len(page) == most {
			more = true
			continue
		}
		page = append(page, object{{"exam_no", no}, {"content", contentOf(rec)}, {"certificate_no", rec.text("certificate_no")}})
	}
	return http.StatusOK, statement(answerPrefix, encode(object{{"v", int64(1)}, {"kind", "records"}, {"plan", plan}, {"count", int64(len(p.held))},
		{"digest", sha(all)}, {"after", after}, {"records", page}, {"more", more}}), r.key)
}

func (p *secondPlan) numbers() []string {
	var out []string
	for no := range p.held {
		out = append(out, no)
	}
	slices.Sort(out)
	return out
}
