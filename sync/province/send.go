package province

import (
	"context"
	"net/http"
	"net/url"

	"kaowu/app/exam"
)

// Problems: codes of an answer that is no receipt. E06, E14, E15 and E16 are such
// codes too, when a whole batch is refused.
const (
	ProblemKeyClash     = "province-key-clash"     // same key, other bytes
	ProblemBatchUnknown = "province-batch-unknown" // asked about a key never received
	ProblemPlanClash    = "province-plan-clash"    // the plan was filed with other content
	ProblemOtherKey     = "province-other-key"     // the plan was filed with another exam key's fingerprint
	ProblemPlanUnknown  = "province-plan-unknown"  // asked about a plan never filed
	ProblemStorage      = "storage"                // the receiver could not keep it; try later
)

// Send hands in a batch: body is the stored bytes that Encode made, key its key,
// want the exam numbers in it. However it ends, the receipt has one outcome for
// each of want; without a receipt all are Unknown. It is safe to send again, the
// same bytes under the same key. Refusals: province-unreachable, province-busy,
// province-certificate, province-refused, province-key-clash, receipt-form,
// receipt-signature, receipt-other; or the cause of ctx.
func (c *Client) Send(ctx context.Context, body []byte, key string, want []string) (Receipt, error) {
	return c.receipt(ctx, call{method: http.MethodPost, path: []string{"v1", "batches"}, key: key, body: body},
		key, digestOf(body), want)
}

// Ask inquires what became of a batch (查询未明) and never sends anything. The
// refusal province-batch-unknown means that the receiver holds nothing of it, so
// that the stored bytes have to be sent.
func (c *Client) Ask(ctx context.Context, key string, want []string) (Receipt, error) {
	return c.receipt(ctx, call{method: http.MethodGet, path: []string{"v1", "batches", url.PathEscape(key)}}, key, "", want)
}

func (c *Client) receipt(ctx context.Context, x call, key, digest string, want []string) (Receipt, error) {
	if !validKey(key) {
		return lost(key, want), exam.Refuse("province-key", "key", key)
	}
	got := lost(key, want)
	err := c.do(ctx, x, func(answer []byte) error {
		r, err := OpenReceipt(answer, c.signer, key, digest, want)
		if err == nil {
			got = r
		}
		return err
	})
	return got, err
}

// File hands in the plan. Filing the same content again gives the same receipt. Other
// content under a plan number that was accepted is a later version, with reason and
// differences in Versions, else province-plan-clash; another exam key's fingerprint is
// province-other-key. A plan that came too late is no error: Verdict is Rejected, with E06.
func (c *Client) File(ctx context.Context, f PlanFiling) (PlanReceipt, error) {
	body, err := exam.Marshal(f)
	if err != nil {
		return PlanReceipt{}, err
	}
	var got PlanReceipt
	err = c.do(ctx, call{method: http.MethodPost, path: []string{"v1", "plans"}, body: body}, func(answer []byte) error {
		w, text, sig, err := unseal[wireFiled](answer, c.signer)
		if err != nil {
			return err
		}
		if w.V != version || w.Kind != "filing" || w.Plan != f.Plan || w.Digest != digestOf(body) || w.Fingerprint != f.Fingerprint ||
			w.Version != f.version() {
			return exam.Refuse("receipt-other")
		}
		got = PlanReceipt{Plan: w.Plan, Verdict: w.Verdict, Code: w.Code, Words: w.Words, Version: w.Version, LeadDays: w.LeadDays,
			Received: w.Received, Body: text, Signature: sig, Signer: exam.KeyID(c.signer)}
		return nil
	})
	return got, err
}
