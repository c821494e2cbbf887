package province

import (
	"crypto"
	"crypto/ed25519"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"kaowu/app/exam"
)

// ReceiverConfig is what a receiver is told. LeadDays is required.
type ReceiverConfig struct {
	Clock func() time.Time // time.Now when nil
	// LeadDays counts the working days strictly between filing and the first exam
	// day (domain 13): exam.Calendar's WorkdaysBetween.
	LeadDays func(filed, firstDay exam.Date) int
	// FilingDays is how many of them must lie between; 15 when 0 (notice 6.1).
	FilingDays int
	// Tables are the code tables; the zero value knows no code at all.
	Tables Tables
	// Words gives the office's words for one of Codes; nil gives none.
	Words func(code string) string
	// BatchNos, where not empty, are the batch numbers given beforehand (domain 4.3).
	BatchNos []string
	// Faults, where not nil, spoils answers in drills and tests.
	Faults *Faults
	// Open opens the ledger file; nil is the real disk.
	Open func(path string) (File, error)
}

// Receiver plays the provincial office: it keeps what it accepts in a folder of
// its own and signs every answer. It is safe for concurrent use; one folder is one
// receiver's at a time. The folder holds people's data in the clear, as an office's
// own database would: drills send made-up people.
type Receiver struct {
	dir string
	cfg ReceiverConfig
	key ed25519.PrivateKey
	ca  authority

	beside map[string]http.Handler // what else is served here, by pattern

	mu     sync.Mutex // owns ledger and held
	ledger *ledger
	held   *holdings
}

// Files of a receiver's folder. What a client needs is the first four.
const (
	FileCA          = "ca.pem"
	FileClient      = "client.pem"
	FileClientKey   = "client-key.pem"
	FileReceiverKey = "receiver.pub"
	fileCAKey       = "ca-key.pem"
	fileSignKey     = "receiver-key.pem"
	fileLedger      = "ledger.jsonl"
)

// NewReceiver opens the folder dir, making it and its keys the first time, and
// reads back all that was ever accepted. A last line that was cut off while being
// written is dropped: no answer was given for it. Damage before it is the refusal
// province-ledger-damaged, with its line.
func NewReceiver(dir string, cfg ReceiverConfig) (*Receiver, error) {
	if cfg.FilingDays == 0 {
		cfg.FilingDays = 15
	}
	if cfg.Words == nil {
		cfg.Words = func(string) string { return "" }
	}
	if cfg.Open == nil {
		cfg.Open = openFile
	}
	if cfg.LeadDays == nil {
		return nil, errors.New("a receiver needs a way to count working days")
	}
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the receiver's folder: %w", err)
	}
	key, ca, err := openKeys(dir, cfg.Clock())
	if err != nil {
		return nil, err
	}
	r := &Receiver{dir: dir, cfg: cfg, key: key, ca: ca, held: newHoldings()}
	r.ledger, err = openLedger(filepath.Join(dir, fileLedger), cfg.Open, r.held.apply)
	if err != nil {
		return nil, err
	}
	return r, nil
}

// Beside serves h as well, under a pattern as of http.ServeMux; before Listen.
func (r *Receiver) Beside(pattern string, h http.Handler) {
	if r.beside == nil {
		r.beside = map[string]http.Handler{}
	}
	r.beside[pattern] = h
}

// Issue makes a key and a certificate of the receiver's authority, which ca.pem vouches for.
func (r *Receiver) Issue(t *x509.Certificate) (*x509.Certificate, crypto.Signer, error) {
	der, key, err := r.ca.issue(r.cfg.Clock(), t)
	if err != nil {
		return nil, nil, err
	}
	cert, err := x509.ParseCertificate(der)
	return cert, key, err
}

// Close closes the ledger. No handler may run any more.
func (r *Receiver) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ledger.close()
}

// PublicKey verifies the receiver's receipts.
func (r *Receiver) PublicKey() ed25519.PublicKey {
	pub, _ := r.key.Public().(ed25519.PublicKey)
	return pub
}

// List is what the receiver holds of a plan, sorted by exam number.
func (r *Receiver) List(plan string) []Held {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.held.list(plan).people)
}

// now is the receiver's clock, in China's time as an office would print it.
func (r *Receiver) now() exam.Time {
	return exam.At(r.cfg.Clock().In(time.FixedZone("", 8*3600)))
}
