package store

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"kaowu/app/exam"
)

// newLog draws a log's id and makes the device that writes it, with a key for
// counter-signatures where national algorithms are demanded.
func newLog(national bool, rand io.Reader) (log string, dev Signer, err error) {
	sign, err := newSigningKey(rand)
	if err != nil {
		return "", dev, err
	}
	var ids [24]byte
	if _, err := io.ReadFull(rand, ids[:]); err != nil {
		return "", dev, fmt.Errorf("name log and device: %w", err)
	}
	dev = deviceSigner("device/"+hex.EncodeToString(ids[16:]), sign)
	if national {
		dev.counter, err = newCounterKey(rand)
	}
	return hex.EncodeToString(ids[:16]), dev, err
}

// logOpening drafts the two events that a log cannot do without: its device opens it, as its
// first event, and the lead endorses the device.
func logOpening(log string, dev, lead Signer, trust, program string, drill bool) (opens, endorses Draft, err error) {
	opens = Draft{Signer: dev, Kind: exam.LogOpened, On: "log/" + log, About: "opened", Body: exam.LogOpening{
		Device:    strings.TrimPrefix(dev.By, "device/"),
		DeviceKey: base64.StdEncoding.EncodeToString(dev.Private.Public().(ed25519.PublicKey)), Fingerprint: trust, Program: program, Drill: drill}}
	endorses, err = endorsement(lead, dev.By, "", &keyring{sign: dev.Private, counter: dev.counter})
	return opens, endorses, err
}

// newFolder makes the folder of a book that is being made, and holds it.
func newFolder(dir string, opt Options) (*lock, error) {
	for _, sub := range []string{"keys", "tmp"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return nil, fmt.Errorf("make book: %w", err)
		}
	}
	return takeLock(dir, opt)
}

// syncFolders flushes folders of a book that was made, so that their files are there
// before it is put into its place.
func syncFolders(dir string, subs ...string) error {
	for _, sub := range subs {
		if err := syncDir(filepath.Join(dir, sub)); err != nil {
			return fmt.Errorf("make book: %w", err)
		}
	}
	return nil
}
