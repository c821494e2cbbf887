package province

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/cenkalti/backoff/v5"

	"kaowu/app/exam"
)

// call is one request that may be attempted several times. It must be harmless
// to repeat: a GET, or a POST whose key or content makes it so.
type call struct {
	method string
	path   []string
	query  string
	key    string // Idempotency-Key, empty for none
	body   []byte
}

// problem is the body of an answer that is no receipt.
type problem struct {
	Error struct {
		Code  string `json:"code"`
		Words string `json:"words"`
	} `json:"error"`
}

// errTry marks what may be mended by trying again.
var errTry = errors.New("the receiver gave no usable answer")

// do attempts x until an answer is read and taken, at most Tries times. take
// reads the answer; an ErrForm from it counts as a cut answer. Every pause grows
// from FirstWait by half and is spread by jitter, so that hundreds of sites which
// lost the same office do not come back in step; a Retry-After is honoured. When ctx
// ends, the attempt on the road is given its time, so that stopping leaves no batch
// unanswered that the office has already taken; no other is begun.
func (c *Client) do(ctx context.Context, x call, take func(answer []byte) error) error {
	grow := &backoff.ExponentialBackOff{InitialInterval: c.cfg.FirstWait, Multiplier: 1.5, MaxInterval: c.cfg.MaxWait}
	grow.Reset()
	for try := 1; ; try++ {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		answer, after, err := c.try(ctx, x)
		if err == nil {
			if err = take(answer); err == nil {
				return nil
			}
			if errors.Is(err, ErrForm) {
				err = fmt.Errorf("%w: %w", errTry, err)
			}
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if !errors.Is(err, errTry) {
			return err
		}
		if try >= c.cfg.Tries || after > c.cfg.MaxRetry {
			return c.unreachable(try, after, err)
		}
		d := time.Duration(float64(grow.NextBackOff()) * (0.5 + c.cfg.Jitter()))
		d = max(d, after) // never sooner than we were asked to
		if c.cfg.Progress != nil {
			c.cfg.Progress(try, d, err)
		}
		if err := c.cfg.Wait(ctx, d); err != nil {
			return err
		}
	}
}

// unreachable is the refusal after the last attempt. A receiver that answered
// with something unreadable to the end is told from one that did not answer.
func (c *Client) unreachable(tries int, after time.Duration, err error) error {
	if after > c.cfg.MaxRetry {
		return exam.Refuse("province-busy", "host", c.base.Host, "minutes", int(after.Round(time.Minute)/time.Minute))
	}
	if errors.Is(err, ErrForm) {
		return exam.Refuse("receipt-form", "host", c.base.Host, "n", tries)
	}
	return exam.Refuse("province-unreachable", "host", c.base.Host, "n", tries)
}

// try is one attempt: the answer of a 2xx, or an error, with errTry when another
// attempt may help, and how long the receiver asked us to stay away.
func (c *Client) try(ctx context.Context, x call) (answer []byte, after time.Duration, err error) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), c.cfg.TryTimeout)
	defer stop()
	u := c.base.JoinPath(x.path...)
	u.RawQuery = x.query
	req, err := http.NewRequestWithContext(ctx, x.method, u.String(), bytes.NewReader(x.body))
	if err != nil {
		return nil, 0, fmt.Errorf("make request: %w", err)
	}
	req.GetBody = nil // this loop is the only one that repeats a request
	if x.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if x.key != "" {
		req.Header.Set("Idempotency-Key", x.key)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		var cert *tls.CertificateVerificationError
		if errors.As(err, &cert) {
			return nil, 0, exam.Refuse("province-certificate", "host", c.base.Host)
		}
		if saysExpired(err) {
			return nil, 0, c.expired()
		}
		return nil, 0, fmt.Errorf("%w: %w", errTry, err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxBody+1))
	switch {
	case resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= 500:
		return nil, c.retryAfter(resp), fmt.Errorf("%w: status %d", errTry, resp.StatusCode)
	case err != nil:
		return nil, 0, fmt.Errorf("%w: read answer: %w", errTry, err)
	case len(b) > maxBody:
		return nil, 0, exam.Refuse("receipt-form", "host", c.base.Host, "n", 1)
	case resp.StatusCode == http.StatusOK:
		return b, 0, nil
	}
	return nil, 0, c.refused(resp.StatusCode, b)
}

// refused turns an answer of no into a refusal. The office's own words are
// carried as they are.
func (c *Client) refused(status int, b []byte) error {
	p, err := strict[problem](b)
	if err != nil {
		return exam.Refuse("province-refused", "host", c.base.Host, "code", strconv.Itoa(status), "words", "")
	}
	switch p.Error.Code {
	case ProblemKeyClash, ProblemBatchUnknown, ProblemPlanClash, ProblemOtherKey, ProblemPlanUnknown:
		return exam.Refuse(p.Error.Code, "host", c.base.Host)
	}
	return exam.Refuse("province-refused", "host", c.base.Host, "code", p.Error.Code, "words", p.Error.Words)
}

// retryAfter reads the header as seconds or as a date (RFC 9110, 10.2.3).
func (c *Client) retryAfter(resp *http.Response) time.Duration {
	h := resp.Header.Get("Retry-After")
	if s, err := strconv.Atoi(h); err == nil && s >= 0 && s < 1e6 {
		return time.Duration(s) * time.Second
	}
	if t, err := http.ParseTime(h); err == nil {
		return max(t.Sub(c.cfg.Clock()), 0)
	}
	return 0
}
