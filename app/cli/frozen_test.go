package cli_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"kaowu/app/cli"
)

// frozenFingerprint is the exam key's, as the plan of the frozen rehearsal was filed with.
const frozenFingerprint = "KF1-4EXR-7IFW-L5NA-U7FV-H6G3-UJ67-RHKK-TEGZ"

// frozen is what the README beside the files says.
const frozen = "testdata/frozen/"

// command runs the program in this process.
func command(t *testing.T, want int, args ...string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	code := cli.Main(context.Background(), args, cli.Env{In: bytes.NewReader(nil), Out: &out, Err: &errs,
		Getenv: func(string) string { return "" }, Version: "test"})
	if code != want {
		t.Fatalf("kaowu %v: exit %d, want %d\n%s%s", args, code, want, out.String(), errs.String())
	}
	return out.Bytes()
}

// record.md, first paragraph: a frozen book must open with every later commit.
func TestFrozenBookOpens(t *testing.T) {
	home := unpack(t, frozen+"home.tar.gz")
	as := []string{"--home", home, "--as", "S16", "--passphrase-file", frozen + "passphrase", "--json"}
	want, err := os.ReadFile(frozen + "results.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []string{"as it was frozen", "rebuilt from its journal"} {
		var st struct {
			OK     bool
			Events int
			State  string
		}
		if err := json.Unmarshal(command(t, 0, append(as, "status")...), &st); err != nil || !st.OK || st.Events != 597 || st.State != "archived" {
			t.Errorf("%s: status %+v, %v", step, st, err)
		}
		if got := command(t, 0, append(as, "result", "list")...); !bytes.Equal(got, want) {
			t.Errorf("%s: other results than were frozen:\n%s", step, got)
		}
		command(t, 0, append(as, "rebuild")...)
	}
}

// The same for the frozen archive: without a key, with the lead's, and against the
// fingerprint that was filed; another fingerprint is an answer of no.
func TestFrozenArchiveVerifies(t *testing.T) {
	file := frozen + "SC-JD-2026-0417.kaowu"
	type answer struct {
		OK, Opened bool
		Trust      string
		Findings   []any
	}
	for _, c := range []struct {
		exit int
		args []string
		want answer
	}{
		{0, nil, answer{OK: true, Trust: "unchecked"}},
		{0, []string{"--trust", frozenFingerprint}, answer{OK: true, Trust: "holds"}},
		{0, []string{"--trust", frozenFingerprint, "--as", "S16", "--passphrase-file", frozen + "passphrase"}, answer{OK: true, Opened: true, Trust: "holds"}},
		{1, []string{"--trust", "KF1-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA"}, answer{Trust: "fails"}},
	} {
		var got answer
		if err := json.Unmarshal(command(t, c.exit, append([]string{"verify", file, "--json"}, c.args...)...), &got); err != nil {
			t.Fatal(err)
		}
		if got.OK != c.want.OK || got.Opened != c.want.Opened || got.Trust != c.want.Trust || c.want.OK && len(got.Findings) > 0 {
			t.Errorf("verify %v: %+v, want %+v", c.args, got, c.want)
		}
	}
}

// unpack puts a packed home into a temporary folder.
func unpack(t *testing.T, file string) string {
	t.Helper()
	home := t.TempDir()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return home
		}
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(home, filepath.FromSlash(h.Name))
		if h.FileInfo().IsDir() {
			err = os.MkdirAll(path, 0o700)
		} else {
			var b []byte
			if b, err = io.ReadAll(r); err == nil {
				err = os.WriteFile(path, b, 0o600)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
