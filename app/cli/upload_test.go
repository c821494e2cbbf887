package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaowu/app/cli"
	"kaowu/app/exam"
	"kaowu/assets"
	"kaowu/sync/province"
)

// An upload that Ctrl C meets says how far it came, exits 1, and the same command goes
// on from there. The receiver is one set up anew, so that there is something to send.
func TestUploadInterrupted(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	main := func(ctx context.Context, args ...string) (int, string, string) {
		var o, e bytes.Buffer
		code := cli.Main(ctx, args, cli.Env{Out: &o, Err: &e, ScryptLog: 10, Version: "test", Getenv: func(string) string { return "" }})
		return code, o.String(), e.String()
	}
	if code, _, e := main(t.Context(), "rehearse", "--plan", filepath.Join("testdata", "plan12.xlsx"), "--out", out); code != 0 {
		t.Fatal(e)
	}
	var people []struct{ ID, Passphrase string }
	b, err := os.ReadFile(filepath.Join(out, "people.json"))
	if err == nil {
		err = json.Unmarshal(b, &people)
	}
	pass := filepath.Join(dir, "pass")
	for _, p := range people {
		if p.ID == "S16" && err == nil {
			err = os.WriteFile(pass, []byte(p.Passphrase), 0o600)
		}
	}
	if err != nil {
		t.Fatal(err)
	}

	ctx, interrupt := context.WithCancel(t.Context())
	cal, err := exam.LoadCalendar(assets.Holidays())
	if err != nil {
		t.Fatal(err)
	}
	tables, err := province.ReadTables(assets.Codes())
	if err != nil {
		t.Fatal(err)
	}
	office := filepath.Join(dir, "office")
	rec, err := province.NewReceiver(office, province.ReceiverConfig{LeadDays: cal.WorkdaysBetween, Tables: tables,
		Words: func(string) string { interrupt(); return "" }}) // the plan is being answered
	if err != nil {
		t.Fatal(err)
	}
	addr, ended := make(chan string, 1), make(chan error, 1)
	serve, end := context.WithCancel(t.Context())
	go func() { ended <- rec.Listen(serve, "127.0.0.1:0", func(a string) { addr <- a }) }()
	t.Cleanup(func() {
		end()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		_ = rec.Close()
	})
	args := []string{"upload", "--to", <-addr, "--home", filepath.Join(out, "laptops", "1"), "--as", "S16", "--passphrase-file", pass}
	for flag, file := range map[string]string{"--ca": "ca.pem", "--cert": "client.pem", "--key": "client-key.pem", "--receiver-key": "receiver.pub"} {
		args = append(args, flag, filepath.Join(office, file))
	}
	code, said, told := main(ctx, args...)
	if code != 1 || !strings.Contains(said, "已暂停。合格 ") || !strings.Contains(told, "等在途批次的回执") || len(rec.List("SC-JD-2026-0417")) != 0 {
		t.Errorf("interrupted: exit %d\n%s%s", code, said, told)
	}
	code, said, told = main(t.Context(), append(args, "--json")...)
	if n := len(rec.List("SC-JD-2026-0417")); code != 0 || n == 0 || !strings.Contains(said, `"paused":false`) || !strings.Contains(said, `"agrees":true`) {
		t.Errorf("gone on: exit %d, %d held\n%s%s", code, n, said, told)
	}
}
