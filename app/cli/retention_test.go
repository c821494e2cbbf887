package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaowu/app/cli"
	"kaowu/app/exam"
	"kaowu/store"
)

// A program that died behind the tombstone: status, verify and retention tell what is
// left, and whichever comes first ends the deletion.
func TestDeletedExamOnTheCommandLine(t *testing.T) {
	home := t.TempDir()
	opt := store.Options{ScryptLog: 6, Program: "test"}
	b, lead, _, err := store.Create(home, store.Creation{Header: exam.Header{Exam: "SC-2024-1", Body: "川南重型装备集团有限公司"},
		Staff:  []exam.Staff{{ID: "S01", Name: "邓英军", Role: exam.RoleSiteLead}},
		Policy: exam.Policy{RetentionYears: 2}, Lead: "S01", Passphrase: []byte("correct horse")}, opt)
	if err == nil {
		_, err = b.WriteTombstone(t.Context(), lead, store.Tombstone{Closed: "2024-06-01", Kept: "2026-06-01", Name: "邓英军", Reason: "保管期满"})
	}
	if err == nil {
		err = b.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	stone := store.TombstonePath(home, "SC-2024-1")
	run := func(want int, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if got := cli.Main(t.Context(), append(args, "--home", home), cli.Env{Out: &out, Err: &errs, ScryptLog: 6, Version: "test"}); got != want {
			t.Fatalf("%v: exit %d, want %d\n%s%s", args, got, want, &out, &errs)
		}
		return out.String()
	}
	for _, c := range []struct {
		want int
		args []string
		says string
	}{
		{0, []string{"status"}, "由 邓英军 删除，原因：保管期满"},
		{0, []string{"status", "--exam", "SC-2024-1", "--json"}, `"state":"deleted"`},
		{0, []string{"retention", "--json"}, `"state":"deleted"`},
		{0, []string{"retention", "delete", "SC-2024-1", "--json"}, `"holds":true`},
		{0, []string{"verify", stone}, "删除凭证：签名和检查点成立"},
		{0, []string{"verify", stone, "--trust", b.Fingerprint(), "--json"}, `"kind":"tombstone"`},
	} {
		out := run(c.want, c.args...)
		if !strings.Contains(out, c.says) {
			t.Errorf("%v says %q, want %q", c.args, out, c.says)
		}
		if last := c.args[len(c.args)-1]; last == "--json" && !json.Valid([]byte(out)) {
			t.Errorf("%v is no JSON: %s", c.args, out)
		}
	}
	if left, err := os.ReadDir(filepath.Join(home, "books")); err != nil || len(left) != 0 {
		t.Errorf("left of the book: %v, %v", left, err)
	}
	raw, err := os.ReadFile(stone)
	if err == nil {
		err = os.WriteFile(stone, bytes.Replace(raw, []byte("保管期满"), []byte("另有原因"), 1), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	run(1, "verify", stone)
	if out := run(0, "status"); !strings.Contains(out, "核验不通过") {
		t.Errorf("a tombstone that was changed: %s", out)
	}
}
