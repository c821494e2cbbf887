package store

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"

	"kaowu/app/exam"
)

// An archive is one file that outlives Kaowu (record.md 9): a tar of an open part,
// which says who vouches for what, and of sealed parts, each an ordinary age file.
// Any tar and the age tool open it; VerifyFile checks it byte by byte. FORMAT.md 9.

const (
	formatArchive  = "kaowu archive v1" // and a newline: before what the exam key signs
	formatContents = "kaowu contents v1"

	manifestName  = "manifest.json"
	signatureName = "manifest.sig"
	counterFile   = "manifest.sm2"
	contentsName  = "contents.json"
	eventsName    = "events.jsonl"

	maxManifest = 64 << 20
	maxLine     = 16 << 20 // of events.jsonl
	sigSize     = 2*64 + 1 // hex and a newline
	maxCounter  = 2*72 + 1 // the same of an SM2 signature in DER, of 72 bytes at most
)

// signedBytes are what the exam key signs of a manifest as it was written.
func (m manifest) signedBytes(raw []byte) []byte { return append([]byte(m.Format+"\n"), raw...) }

// manifest is manifest.json, the open part: it names no candidate, staff by id and
// role alone, and hashes of ciphertexts only.
type manifest struct {
	Format       string          `json:"format"`
	Exam         string          `json:"exam"`
	Organisation string          `json:"organisation"`
	Site         string          `json:"site"`
	Drill        bool            `json:"drill"`
	Fingerprint  string          `json:"fingerprint"`
	ExamKey      string          `json:"exam_key"`  // Ed25519 public, base64
	Recipient    string          `json:"recipient"` // the exam's X25519
	Recovery     string          `json:"recovery"`  // the recovery key's X25519
	Lead         exam.StaffID    `json:"lead"`      // whose key file lies beside
	Written      exam.Time       `json:"written"`
	People       []archivePerson `json:"people"`
	Founding     []archiveEvent  `json:"founding"` // log.opened, exam.created, key.endorsed: by log, then number
	Logs         []exam.LogSeen  `json:"logs"`     // every log with its size and root as archived
	Checkpoints  []string        `json:"checkpoints"`
	Entries      []archiveEntry  `json:"entries"` // every further entry of the file, in order
	// SM2 is the exam's SM2 public key, an uncompressed point, base64: where it is there,
	// manifest.sm2 follows manifest.sig.
	SM2 string `json:"sm2,omitempty"`
}

type archivePerson struct {
	ID   exam.StaffID `json:"id"`
	Role exam.Role    `json:"role"`
}

// archiveEvent is a signed event: a line of events.jsonl, an element of founding.
type archiveEvent struct {
	Event []byte `json:"event"` // base64
	Sig   []byte `json:"sig"`   // base64
}

type archiveEntry struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"` // hex, of the entry as it stands: ciphertext
}

// contents is contents.json, the first sealed part: what the other ones are.
type contents struct {
	Format string         `json:"format"`
	Parts  []contentsPart `json:"parts"`
}

type contentsPart struct {
	Entry  string `json:"entry"` // 0002.age
	Name   string `json:"name"`  // papers/0001.pdf
	Kind   string `json:"kind"`  // the folder of the name, or events
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"` // hex, of the plain bytes
}

func partEntry(n int) string { return fmt.Sprintf("%04d.age", n) }

// newManifest makes the open part of an archive, or of a pack, but for logs, checkpoints
// and entries.
func newManifest(format string, c Cover, k *chain, lead exam.StaffID, now exam.Time) manifest {
	m := manifest{Format: format, Exam: k.exam, Organisation: c.Organisation, Site: c.Site, Drill: c.Drill,
		Fingerprint: fingerprint(k.examKey), ExamKey: base64.StdEncoding.EncodeToString(k.examKey),
		Recipient: k.created.Recipient, Recovery: k.created.Recovery, Lead: lead, Written: now, People: k.archivePeople(),
		Founding: foundingList(k), Logs: []exam.LogSeen{}, Checkpoints: []string{}, Entries: []archiveEntry{}, SM2: k.created.SM2}
	return m
}

// archivePeople lists who had a key, by number of their staff id.
func (c *chain) archivePeople() []archivePerson {
	out := []archivePerson{}
	for _, k := range c.people() {
		out = append(out, archivePerson{exam.StaffID(k.holder), k.role})
	}
	slices.SortFunc(out, func(a, b archivePerson) int { return exam.CompareStaff(a.ID, b.ID) })
	return out
}

// checkManifest says whether a manifest is one, before anything in it is believed.
func (m manifest) check() error {
	if m.Format != formatArchive && m.Format != formatPack {
		return fmt.Errorf("format %s", strconv.Quote(m.Format))
	}
	if m.People == nil || m.Founding == nil || m.Logs == nil || m.Checkpoints == nil {
		return fmt.Errorf("manifest lacks a list")
	}
	if _, err := readCounterPublic(m.SM2); err != nil {
		return err
	}
	return m.checkEntries()
}

// keyEntry is the name of the lead's sealed key file in an archive.
func keyEntry(lead exam.StaffID) string { return "keys/" + string(lead) + ".age" }
