package store

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"kaowu/app/exam"
)

// checkpoint is the size and root of a log, as its device signs them (record.md 5).
type checkpoint struct {
	exam, log string
	size      uint64
	root      tlog.Hash
}

// errCheckpoint says that a text is no checkpoint of this format.
var errCheckpoint = errors.New("not a checkpoint")

// text is what is signed: origin, size, root, each on its line.
func (c checkpoint) text() string {
	return "kaowu/" + c.exam + "/" + c.log + "\n" + strconv.FormatUint(c.size, 10) + "\n" +
		base64.StdEncoding.EncodeToString(c.root[:]) + "\n"
}

// has says whether an event of the log lies in the checkpoint's tree, by its RFC 6962
// inclusion proof.
func (c checkpoint) has(f exam.Fact, proof tlog.RecordProof) bool {
	return f.Log == c.log && f.Seq < c.size &&
		tlog.CheckRecord(proof, int64(c.size), c.root, int64(f.Seq), tlog.RecordHash(f.Signed.Leaf())) == nil
}

// parseText reads text; only what text writes passes.
func parseText(s string) (checkpoint, error) {
	lines := strings.Split(s, "\n")
	if len(lines) != 4 {
		return checkpoint{}, errCheckpoint
	}
	origin, ok := strings.CutPrefix(lines[0], "kaowu/")
	slash := strings.LastIndexByte(origin, '/')
	size, err := strconv.ParseUint(lines[1], 10, 64)
	root, rerr := base64.StdEncoding.DecodeString(lines[2])
	if !ok || slash < 0 || err != nil || rerr != nil || len(root) != tlog.HashSize {
		return checkpoint{}, errCheckpoint
	}
	c := checkpoint{exam: origin[:slash], log: origin[slash+1:], size: size, root: tlog.Hash(root)}
	if c.text() != s {
		return checkpoint{}, errCheckpoint
	}
	return c, nil
}

// readCheckpoint reads a signed note and says what it pins. It holds when one of
// the verifiers has signed it.
func readCheckpoint(signed string, by note.Verifiers) (checkpoint, error) {
	n, err := note.Open([]byte(signed), by)
	if err != nil {
		return checkpoint{}, fmt.Errorf("%w: %v", errCheckpoint, err)
	}
	return parseText(n.Text)
}

// noteKey signs and checks notes with an Ed25519 key under a name, as sumdb/note
// lays it down, so that any note tool can check a checkpoint. It is a note.Signer
// only where private is set.
type noteKey struct {
	name    string
	public  ed25519.PublicKey
	private ed25519.PrivateKey
}

// Name is the name that stands in the note's signature line.
func (k noteKey) Name() string { return k.name }

// KeyHash is the first four bytes of SHA-256 over name, newline, 1 and public key.
func (k noteKey) KeyHash() uint32 {
	h := sha256.Sum256(append(append([]byte(k.name), '\n', 1), k.public...))
	return binary.BigEndian.Uint32(h[:])
}

// Sign signs the text of a note.
func (k noteKey) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(k.private, msg), nil }

// Verify checks a signature of a note's text.
func (k noteKey) Verify(msg, sig []byte) bool { return ed25519.Verify(k.public, msg, sig) }

// signCheckpoint makes the note. A device with an SM2 key signs it by that key too.
func signCheckpoint(c checkpoint, dev Signer, rand io.Reader) (string, error) {
	by := []note.Signer{noteKeyOf(dev)}
	if dev.counter != nil {
		k, err := counterNoteOf(dev.By, &dev.counter.PublicKey)
		if err != nil {
			return "", fmt.Errorf("sign checkpoint: %w", err)
		}
		k.private, k.rand = dev.counter, rand
		by = append(by, k)
	}
	b, err := note.Sign(&note.Note{Text: c.text()}, by...)
	if err != nil {
		return "", fmt.Errorf("sign checkpoint: %w", err)
	}
	return string(b), nil
}

func noteKeyOf(s Signer) noteKey {
	return noteKey{name: s.By, public: s.Private.Public().(ed25519.PublicKey), private: s.Private}
}
