package cli

import (
	"bufio"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/store"
)

// certificateList prints the register. It names nobody: exam numbers do.
func (r *run) certificateList() error {
	var v desk.CertificatesView
	err := r.atDesk(func(d *desk.Desk) (err error) { v, err = d.Certificates(); return err })
	if err != nil {
		return err
	}
	rows, gaps := []map[string]any{}, []map[string]any{}
	for _, x := range v.Rows {
		reason := ""
		if n := len(x.Register.Reissued); n > 0 {
			reason = x.Register.Reissued[n-1].Reason
		}
		if x.Register.Withdrawn != nil {
			reason = x.Register.Withdrawn.Reason
		}
		rows = append(rows, map[string]any{"number": x.Number, "issued": x.Issued, "exam_no": x.Candidate.No, "level": int(x.Subject.Level),
			"state": x.State, "reissues": len(x.Register.Reissued), "reason": reason, "doubt": x.Doubt})
	}
	for _, g := range v.Gaps {
		gaps = append(gaps, map[string]any{"series": g.Series, "from": g.From, "to": g.To, "skipped": g.Skipped, "reason": g.Reason})
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "certificates": rows, "missing": v.Missing, "gaps": gaps})
	}
	r.say("cli.certificates", "n", len(rows), "missing", v.Missing)
	for _, x := range v.Rows {
		r.say("cli.certificate-row", "number", x.Number, "issued", string(x.Issued), "no", string(x.Candidate.No), "state", "code:certstate."+x.State)
		if x.Doubt && x.State != desk.CertificateWithdrawn {
			r.say("cli.certificate-doubt", "number", x.Number)
		}
	}
	for _, g := range v.Gaps {
		r.say("cli.certificate-gap", "numbers", desk.Gap(g.NumberSpan), "reason", desk.GapReason(r.words.T, g))
	}
	return nil
}

// certificateCheck verifies the text of a certificate's QR. It needs no home.
func (r *run) certificateCheck() *cobra.Command {
	var trust, holder string
	c := &cobra.Command{Use: "check TEXT", Short: r.words.T("cli.certificate-check"), Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error { return r.checkCertificate(args[0], trust, holder) }}
	c.Flags().StringVar(&trust, "trust", "", r.words.T("cli.flag.trust"))
	c.Flags().StringVar(&holder, "holder", "", r.words.T("cli.flag.certificate-holder"))
	return c
}

// checkCertificate answers no where the signature does not hold, or an anchor that was
// given does not fit.
func (r *run) checkCertificate(text, trust, holderFile string) error {
	c, err := exam.OpenSeal(text)
	if err != nil {
		return err
	}
	fp := store.FingerprintOf(c.Key)
	trusted, person := store.TrustUnchecked, store.TrustUnchecked
	fits := func(ok bool) string {
		if ok {
			return store.TrustHolds
		}
		return store.TrustFails
	}
	if trust != "" {
		trusted = fits(store.SameFingerprint(trust, fp))
	}
	if holderFile != "" {
		name, id, err := readHolder(holderFile)
		if err != nil {
			return err
		}
		person = fits(exam.HolderOf(name, id) == c.Holder)
	}
	ok := trusted != store.TrustFails && person != store.TrustFails
	if r.json {
		err = r.printJSON(map[string]any{"ok": ok, "trust": trusted, "holder": person, "number": c.Number.String(), "issued": c.Issued,
			"occupation": c.Occupation, "trade": c.Trade, "level": int(c.Number.Level), "reissue": c.Reissue, "drill": c.Drill, "fingerprint": fp})
	} else {
		r.say("cli.certificate-says", "number", c.Number.String(), "issued", string(c.Issued), "occupation", c.Occupation, "trade", c.Trade,
			"level", c.Number.Level.Printed(), "fingerprint", fp)
		if c.Reissue > 0 {
			r.say("cli.certificate-replaces", "n", c.Reissue)
		}
		if c.Drill {
			r.say("cli.certificate-drill")
		}
		r.say("cli.certificate-trust-" + trusted)
		r.say("cli.certificate-holder-" + person)
	}
	if err == nil && !ok {
		return errNo
	}
	return err
}

// readHolder reads name and ID number, a line each: they are no arguments, which every
// program on the machine can read.
func readHolder(file string) (name, id string, err error) {
	f, err := os.Open(file)
	if err != nil {
		return "", "", err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	var lines []string
	for s.Scan() && len(lines) < 2 {
		lines = append(lines, strings.TrimPrefix(s.Text(), "\ufeff"))
	}
	if s.Err() != nil || len(lines) < 2 {
		return "", "", exam.Refuse("holder-file", "file", file)
	}
	return exam.CleanText(lines[0]), exam.CleanID(lines[1]), nil
}
