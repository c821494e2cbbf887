package province

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"
)

// exchange is one request with its answer, as the wire carried them.
type exchange struct {
	method, path, key string
	sent, got         []byte
	status            int
}

// recorder writes down what a transport carries whole, and holds each exchange
// against openapi.yaml where a test is given.
type recorder struct {
	http.RoundTripper
	all  []exchange
	spec spec
	t    testing.TB
}

// judged puts a transport under the eye of openapi.yaml: whatever a test is about,
// each request that was taken and each answer must be as written there.
func judged(t testing.TB, inner http.RoundTripper) http.RoundTripper {
	return &recorder{RoundTripper: inner, spec: readSpec(t), t: t}
}

func (r *recorder) RoundTrip(q *http.Request) (*http.Response, error) {
	var sent []byte
	if q.Body != nil {
		var err error
		if sent, err = io.ReadAll(q.Body); err != nil {
			return nil, err
		}
		q.Body = io.NopCloser(bytes.NewReader(sent))
	}
	resp, err := r.RoundTripper.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	got, err := io.ReadAll(resp.Body)
	if err != nil { // cut: the caller meets the same
		resp.Body = io.NopCloser(io.MultiReader(bytes.NewReader(got), iotest.ErrReader(err)))
		return resp, nil
	}
	resp.Body = io.NopCloser(bytes.NewReader(got))
	x := exchange{q.Method, q.URL.EscapedPath(), q.Header.Get("Idempotency-Key"), sent, got, resp.StatusCode}
	if r.t != nil {
		r.spec.hold(r.t, x)
		return resp, nil
	}
	r.all = append(r.all, x)
	return resp, nil
}

// CloseIdleConnections lets go of the connections below.
func (r *recorder) CloseIdleConnections() {
	if c, ok := r.RoundTripper.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

// operation finds the path template that a path belongs to, and its operation.
func (s spec) operation(method, path string) (string, map[string]any) {
	parts := strings.Split(path, "/")
next:
	for template := range s.at("paths") {
		names := strings.Split(template, "/")
		if len(names) != len(parts) {
			continue
		}
		for i, n := range names {
			if !strings.HasPrefix(n, "{") && n != parts[i] {
				continue next
			}
		}
		return template, s.at("paths", template, strings.ToLower(method))
	}
	return "", nil
}

// hold holds an exchange against the file and names what it was: operation, status
// and code.
func (s spec) hold(t testing.TB, x exchange) string {
	t.Helper()
	path, op := s.operation(x.method, x.path)
	if op == nil {
		t.Errorf("%s %s is not in the file", x.method, x.path)
		return ""
	}
	responses := s.at("paths", path, strings.ToLower(x.method), "responses")
	at := fmt.Sprintf("%s %s %d", x.method, path, x.status)
	response, _ := responses[fmt.Sprint(x.status)].(map[string]any)
	if response == nil {
		response, _ = responses[fmt.Sprintf("%dXX", x.status/100)].(map[string]any)
	}
	if response == nil {
		t.Errorf("%s is not in the file: %s", at, x.got)
		return ""
	}
	if x.status != http.StatusOK {
		codes, _ := response["x-codes"].([]any)
		if codes == nil {
			return at // trouble: nothing is said
		}
		findings(t, at, s.check(s.at("components", "schemas", "Problem"), x.got))
		var p problem
		if err := json.Unmarshal(x.got, &p); err != nil {
			t.Error(err)
		}
		known := false
		for _, c := range codes {
			known = known || fmt.Sprint(c) == p.Error.Code
		}
		if !known {
			t.Errorf("%s: code %s is not in the file", at, p.Error.Code)
		}
		return at + " " + p.Error.Code
	}
	if x.method == http.MethodPost {
		body := s.at("paths", path, "post", "requestBody", "content", "application/json", "schema")
		findings(t, at+" request", s.check(body, x.sent))
	}
	findings(t, at, s.check(s.at("components", "schemas", "Statement"), x.got))
	var e envelope
	if err := json.Unmarshal(x.got, &e); err != nil {
		t.Error(err)
	}
	findings(t, at+" body", s.check(s.at(response["x-statement"].(string)), []byte(e.Body)))
	return at + " "
}

func findings(t testing.TB, at string, all []string) {
	t.Helper()
	for _, f := range all {
		t.Errorf("%s: %s", at, f)
	}
}

// faultyTest collects what a test would have failed with.
type faultyTest struct {
	testing.TB
	said []string
}

func (f *faultyTest) Helper()                   {}
func (f *faultyTest) Error(a ...any)            { f.said = append(f.said, fmt.Sprint(a...)) }
func (f *faultyTest) Errorf(s string, a ...any) { f.said = append(f.said, fmt.Sprintf(s, a...)) }

// The judge finds what it is there for.
func TestJudge(t *testing.T) {
	s := readSpec(t)
	good := string(signedReceipt(t, testKey(0), pack("key-of-the-batch", person(1)), Outcome{ExamNo: "1", Verdict: Accepted, Code: CodeOK}))
	for why, c := range map[string]struct {
		x    exchange
		want string
	}{
		"a batch asked for":        {exchange{method: "GET", path: "/v1/batches/key-of-the-batch", got: []byte(good), status: 200}, "received"}, // signedReceipt leaves the time out
		"another path":             {exchange{method: "GET", path: "/v1/people", status: 200}, "not in the file"},
		"another method":           {exchange{method: "DELETE", path: "/v1/batches/k", status: 200}, "not in the file"},
		"a status that is not":     {exchange{method: "GET", path: "/v1/batches/k", status: 302}, "not in the file"},
		"trouble":                  {exchange{method: "GET", path: "/v1/batches/k", status: 502}, ""},
		"no problem":               {exchange{method: "GET", path: "/v1/batches/k", status: 404, got: []byte("{}")}, "error is missing"},
		"another operation's code": {exchange{method: "GET", path: "/v1/batches/k", status: 404, got: []byte(`{"error":{"code":"E15","words":""}}`)}, "E15"},
		"a request that was taken": {exchange{method: "POST", path: "/v1/batches", status: 200, sent: []byte(`{"v":2}`), got: []byte(good)}, "2 is none of"},
	} {
		f := &faultyTest{TB: t}
		s.hold(f, c.x)
		all := strings.Join(f.said, "; ")
		if (c.want == "") != (all == "") || !strings.Contains(all, c.want) {
			t.Errorf("%s: %q, want %q", why, all, c.want)
		}
	}
}
