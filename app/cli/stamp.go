package cli

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/store"
	"kaowu/sync/province"
	"kaowu/sync/stamp"
)

func (r *run) stampCommand() *cobra.Command {
	var cfg stamp.Config
	c := &cobra.Command{Use: "stamp --to URL", Short: r.words.T("cli.stamp"), Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return r.stamp(c, cfg) }}
	c.Flags().StringVar(&cfg.URL, "to", "", r.words.T("cli.flag.stamp-to"))
	c.Flags().StringVar(&cfg.CAFile, "ca", "", r.words.T("cli.flag.stamp-server"))
	c.Flags().StringVar(&cfg.CertFile, "cert", "", r.words.T("cli.flag.cert"))
	c.Flags().StringVar(&cfg.KeyFile, "key", "", r.words.T("cli.flag.client-key"))
	return c
}

// stamp has the newest state of the book stamped.
func (r *run) stamp(c *cobra.Command, cfg stamp.Config) error {
	if cfg.URL == "" {
		return usage{errors.New("stamp needs --to URL")}
	}
	client, err := stamp.NewClient(cfg)
	if err != nil {
		return err
	}
	defer client.Close()
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	got, err := d.StampTime(c.Context(), client)
	if err := closing(s, err); err != nil {
		return err
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "time": got.Time, "authority": got.Authority, "events": got.Size, "off_seconds": int64(got.Off / time.Second)})
	}
	r.sayStamped(&got, nil)
	return nil
}

// sayStamped says what came of a time stamp; nothing where none was asked for.
func (r *run) sayStamped(got *desk.Stamped, err error) {
	switch {
	case err != nil:
		r.say("cli.stamp-not", "why", r.words.Sentence(err))
	case got != nil:
		r.say("cli.stamped", "events", got.Size, "at", got.Time.Format("2006-01-02 15:04:05"), "authority", got.Authority)
		if got.Off != 0 {
			r.say("cli.stamp-off", "minutes", int(got.Off.Abs().Round(time.Minute)/time.Minute), "how", "code:cli.stamp-off-"+map[bool]string{true: "slow", false: "fast"}[got.Off > 0])
		}
	}
}

// serveStamps lets the drill's receiver stamp times too, with a certificate that its
// ca.pem vouches for.
func serveStamps(rec *province.Receiver, clock func() time.Time) error {
	t, err := stamp.Template("Kaowu drill time stamps")
	if err != nil {
		return fmt.Errorf("certificate for time stamps: %w", err)
	}
	cert, key, err := rec.Issue(t)
	if err != nil {
		return err
	}
	rec.Beside(http.MethodPost+" "+stamp.Path, &stamp.Authority{Certificate: cert, Key: key, Clock: clock})
	return nil
}

// stampsOf are an archive's time stamps as programs read them.
func stampsOf(list []store.StampSays) []map[string]any {
	var out []map[string]any
	for _, s := range list {
		out = append(out, map[string]any{"log": s.Log, "events": s.Size, "time": s.Time, "authority": s.Authority, "trusted": s.Trusted, "off_seconds": int64(s.Off / time.Second)})
	}
	return out
}

// printStamps says what time stamps prove, and whether their authority was checked.
func (r *run) printStamps(list []store.StampSays) {
	for _, s := range list {
		key := "cli.verify-stamp-unchecked"
		if s.Trusted {
			key = "cli.verify-stamp"
		}
		r.say(key, "events", s.Size, "at", s.Time.Format("2006-01-02 15:04:05"), "authority", s.Authority)
		if s.Off.Abs() >= exam.ClockWorth {
			r.say("cli.verify-stamp-off", "minutes", int(s.Off.Abs().Round(time.Minute)/time.Minute), "how", "code:cli.stamp-off-"+map[bool]string{true: "slow", false: "fast"}[s.Off > 0])
		}
	}
}
