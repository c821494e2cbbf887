package province

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// drillName is the name of the CA and the server that a drill receiver makes.
const drillName = "Kaowu drill receiver"

// authority is the receiver's own certificate authority. Nothing outside trusts
// it; a client trusts nothing else.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// openKeys reads the keys of the folder, or makes all of them the first time. The
// receiver's signing key is written last and stands for the whole set: a first
// start that was cut short makes a new set.
func openKeys(dir string, now time.Time) (ed25519.PrivateKey, authority, error) {
	_, err := os.Stat(filepath.Join(dir, FileReceiverKey))
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeKeys(dir, now); err != nil {
			return nil, authority{}, fmt.Errorf("make the receiver's keys: %w", err)
		}
	}
	sign, err := readPEM(dir, fileSignKey, x509.ParsePKCS8PrivateKey)
	if err != nil {
		return nil, authority{}, err
	}
	caKey, err := readPEM(dir, fileCAKey, x509.ParsePKCS8PrivateKey)
	if err != nil {
		return nil, authority{}, err
	}
	cert, err := readPEM(dir, FileCA, func(b []byte) (any, error) { return x509.ParseCertificate(b) })
	if err != nil {
		return nil, authority{}, err
	}
	key, ok1 := sign.(ed25519.PrivateKey)
	k, ok2 := caKey.(*ecdsa.PrivateKey)
	c, ok3 := cert.(*x509.Certificate)
	if !ok1 || !ok2 || !ok3 {
		return nil, authority{}, errors.New("the receiver's keys are of another kind")
	}
	return key, authority{c, k}, nil
}

func readPEM(dir, name string, parse func([]byte) (any, error)) (any, error) {
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return nil, fmt.Errorf("read the receiver's keys: %w", err)
	}
	p, _ := pem.Decode(b)
	if p == nil {
		return nil, fmt.Errorf("read the receiver's keys: %s is not PEM", name)
	}
	k, err := parse(p.Bytes)
	if err != nil {
		return nil, fmt.Errorf("read the receiver's keys: %s: %w", name, err)
	}
	return k, nil
}

// makeKeys writes the authority, one client certificate and the signing key.
func makeKeys(dir string, now time.Time) error {
	ca, err := newAuthority(now)
	if err != nil {
		return err
	}
	client, clientKey, err := ca.issue(now, &x509.Certificate{
		Subject: pkix.Name{CommonName: "Kaowu client"}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}})
	if err != nil {
		return err
	}
	pub, sign, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return fmt.Errorf("make signing key: %w", err)
	}
	pubDER, err := x509.MarshalPKIXPublicKey(pub)
	if err != nil {
		return fmt.Errorf("encode signing key: %w", err)
	}
	for _, f := range []struct {
		name, kind string
		private    any
		der        []byte
	}{
		{FileCA, "CERTIFICATE", nil, ca.cert.Raw}, {fileCAKey, "PRIVATE KEY", ca.key, nil},
		{FileClient, "CERTIFICATE", nil, client}, {FileClientKey, "PRIVATE KEY", clientKey, nil},
		{fileSignKey, "PRIVATE KEY", sign, nil}, {FileReceiverKey, "PUBLIC KEY", nil, pubDER},
	} {
		if f.private != nil {
			if f.der, err = x509.MarshalPKCS8PrivateKey(f.private); err != nil {
				return fmt.Errorf("encode %s: %w", f.name, err)
			}
		}
		text := pem.EncodeToMemory(&pem.Block{Type: f.kind, Bytes: f.der})
		if err := writeWhole(filepath.Join(dir, f.name), text); err != nil {
			return err
		}
	}
	return nil
}

// writeWhole writes a file under a temporary name, syncs it and renames it, so
// that a key file is there whole or not at all.
func writeWhole(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", filepath.Base(path), err), os.Remove(f.Name()))
	}
	return nil
}

func newAuthority(now time.Time) (authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return authority{}, fmt.Errorf("make authority key: %w", err)
	}
	t := template(now, &x509.Certificate{Subject: pkix.Name{CommonName: drillName}, IsCA: true,
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign})
	der, err := x509.CreateCertificate(rand.Reader, t, t, key.Public(), key)
	if err != nil {
		return authority{}, fmt.Errorf("make authority: %w", err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return authority{}, fmt.Errorf("make authority: %w", err)
	}
	return authority{cert, key}, nil
}

// issue makes a key and a certificate for it.
func (a authority) issue(now time.Time, t *x509.Certificate) ([]byte, *ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, fmt.Errorf("make certificate key: %w", err)
	}
	t.KeyUsage = x509.KeyUsageDigitalSignature
	der, err := x509.CreateCertificate(rand.Reader, template(now, t), a.cert, key.Public(), a.key)
	if err != nil {
		return nil, nil, fmt.Errorf("make certificate: %w", err)
	}
	return der, key, nil
}

// template gives a certificate its serial number and a long life in both
// directions: a drill's clock and an exam laptop's may be years apart.
func template(now time.Time, t *x509.Certificate) *x509.Certificate {
	serial := make([]byte, 16)
	_, _ = rand.Read(serial) // never fails (crypto/rand)
	t.SerialNumber = new(big.Int).SetBytes(serial)
	t.NotBefore, t.NotAfter = now.AddDate(-10, 0, 0), now.AddDate(20, 0, 0)
	return t
}

// server is the certificate for one listener, made anew each time: its names
// depend on the address.
func (a authority) server(now time.Time, host string) ([]byte, *ecdsa.PrivateKey, error) {
	t := &x509.Certificate{Subject: pkix.Name{CommonName: drillName},
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	ip := net.ParseIP(host)
	switch {
	case host == "" || ip != nil && ip.IsUnspecified():
		addrs, err := net.InterfaceAddrs()
		if err != nil {
			return nil, nil, fmt.Errorf("find this machine's addresses: %w", err)
		}
		for _, addr := range addrs {
			if n, ok := addr.(*net.IPNet); ok {
				t.IPAddresses = append(t.IPAddresses, n.IP)
			}
		}
	case ip != nil:
		t.IPAddresses = append(t.IPAddresses, ip)
	default:
		t.DNSNames = append(t.DNSNames, host)
	}
	return a.issue(now, t)
}
