package cli

import (
	"encoding/json"
	"errors"
	"io/fs"
	"slices"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/assets"
)

// keyCommand is about who holds keys in an exam 人员与密钥: the list, taking one back,
// and what a revoked key signed late.
func (r *run) keyCommand() *cobra.Command {
	t := r.words.T
	list := &cobra.Command{Use: "list", Short: t("cli.key-list"), Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return r.keys(nil, false) }}
	late := &cobra.Command{Use: "late", Short: t("cli.key-late"), Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return r.keys(nil, true) }}
	var code, text string
	revoke := &cobra.Command{Use: "revoke STAFF --reason CODE [--text T]", Short: t("cli.key-revoke"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error { return r.revokeKey(c, args[0], code, text) }}
	revoke.Flags().StringVar(&code, "reason", "", t("cli.flag.key-reason", "codes", revocationCodes()))
	revoke.Flags().StringVar(&text, "text", "", t("cli.flag.key-text"))
	var why string
	admit := &cobra.Command{Use: "admit EVENT --reason T", Short: t("cli.key-admit"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error { return r.admitLate(c, args[0], why) }}
	admit.Flags().StringVar(&why, "reason", "", t("cli.flag.key-admit"))
	return r.group("key", list, revoke, late, admit)
}

// revocationCodes are the codes of revocations.json.
func revocationCodes() []string {
	raw, err := fs.ReadFile(assets.Codes(), "revocations.json")
	var rows []struct {
		Code string `json:"code"`
	}
	if err != nil || json.Unmarshal(raw, &rows) != nil {
		return nil // a test reads the table
	}
	out := make([]string, len(rows))
	for i, x := range rows {
		out[i] = x.Code
	}
	return out
}

// revokeKey takes the key of a person or laptop back.
func (r *run) revokeKey(c *cobra.Command, who, code, text string) error {
	if known := revocationCodes(); !slices.Contains(known, code) {
		return usage{errors.New(r.words.T("cli.key-code", "given", code, "codes", known))}
	}
	return r.keys(func(d *desk.Desk) error { return d.Revoke(c.Context(), who, code, text) }, false)
}

// admitLate lets one late event count.
func (r *run) admitLate(c *cobra.Command, event, why string) error {
	var id exam.ID
	if err := id.UnmarshalText([]byte(event)); err != nil {
		return usage{errors.New(r.words.T("cli.key-event"))}
	}
	return r.keys(func(d *desk.Desk) error { return d.AdmitLate(c.Context(), id, why) }, true)
}
