package province

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The folder has what a client needs, and private keys that nobody else reads.
func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	r, err := NewReceiver(dir, receiverConfig(t))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
		info, err := e.Info()
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", e.Name(), info.Mode(), err)
		}
	}
	want := []string{"ca-key.pem", "ca.pem", "client-key.pem", "client.pem", "ledger.jsonl", "receiver-key.pem", "receiver.pub"}
	if !slices.Equal(names, want) {
		t.Errorf("files %v", names)
	}
}

func TestReceiverConfig(t *testing.T) {
	good := receiverConfig(t)
	for _, change := range []func(*ReceiverConfig){
		func(c *ReceiverConfig) { c.LeadDays = nil },
		func(c *ReceiverConfig) { c.Open = func(string) (File, error) { return nil, os.ErrPermission } },
	} {
		cfg := good
		change(&cfg)
		if _, err := NewReceiver(t.TempDir(), cfg); err == nil {
			t.Error("made a receiver that cannot work")
		}
	}
}

// A first start that was cut short before the public key was written makes a new
// set of keys; a key file that is missing later is named.
func TestCutFirstStart(t *testing.T) {
	dir := t.TempDir()
	open := func() (*Receiver, error) { return NewReceiver(dir, receiverConfig(t)) }
	r, err := open()
	if err != nil {
		t.Fatal(err)
	}
	first := r.PublicKey()
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, FileReceiverKey)); err != nil {
		t.Fatal(err)
	}
	if r, err = open(); err != nil {
		t.Fatal(err)
	}
	if first.Equal(r.PublicKey()) {
		t.Error("half a set of keys was used on")
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{fileSignKey, fileCAKey, FileCA} {
		kept, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("no key"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := open(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s broken: %v", name, err)
		}
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		if _, err := open(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s missing: %v", name, err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), kept, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// A server's certificate names the address it listens on, so that a client that
// was given that address can check it.
func TestServerNames(t *testing.T) {
	ca, err := newAuthority(noon())
	if err != nil {
		t.Fatal(err)
	}
	for host, names := range map[string][]string{
		"127.0.0.1": {"127.0.0.1", "localhost", "::1"}, "10.1.2.3": {"10.1.2.3", "127.0.0.1"},
		"drill.example": {"drill.example", "localhost"}, "": {"127.0.0.1"}, "0.0.0.0": {"127.0.0.1"}, "::": {"::1"},
	} {
		der, _, err := ca.server(noon(), host)
		if err != nil {
			t.Fatal(err)
		}
		cert, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range names {
			if err := cert.VerifyHostname(n); err != nil {
				t.Errorf("listening on %q: %v", host, err)
			}
		}
		if err := cert.VerifyHostname("198.51.100.7"); err == nil {
			t.Errorf("listening on %q names every address", host)
		}
	}
}

// An exam laptop's clock may be years off: the certificates hold.
func TestCertificatesLastLong(t *testing.T) {
	r := newFiled(t)
	b, err := os.ReadFile(filepath.Join(r.dir, FileClient))
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(b)
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(r.ca.cert)
	for _, years := range []int{-9, 0, 19} {
		_, err := cert.Verify(x509.VerifyOptions{Roots: pool, CurrentTime: noon().AddDate(years, 0, 0),
			KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}})
		if err != nil {
			t.Errorf("%d years off: %v", years, err)
		}
	}
	if _, err := cert.Verify(x509.VerifyOptions{Roots: pool, CurrentTime: noon(), KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}); err == nil {
		t.Error("a client's certificate passes as a server's")
	}
}

// An address that cannot be listened on is an error, not a hang.
func TestListenRefused(t *testing.T) {
	r := newFiled(t)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for _, addr := range []string{taken.Addr().String(), "no address", "127.0.0.1"} {
		if err := r.Listen(context.Background(), addr, func(string) { t.Error("ready") }); err == nil {
			t.Errorf("listening on %s", addr)
		}
	}
}
