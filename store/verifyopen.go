package store

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"

	"kaowu/app/exam"
)

// readManifest reads manifest and signature, the two entries that all else rests on.
// It says whether the file can be looked at further.
func (v *verifier) readManifest() bool {
	var h [tarBlock]byte
	if v.size < tarBlock || v.read(h[:], 0) != nil || !bytes.HasPrefix(h[:], []byte(manifestName)) {
		v.note("not-an-archive", "0")
		return false
	}
	v.out.Kind = "archive"
	n := tarSize(h, manifestName)
	if n < 0 || n > maxManifest || n > v.size {
		v.note("archive-header", manifestName)
		return false
	}
	v.raw = make([]byte, n)
	var sig [sigSize]byte
	at := tarBlock + n + tarPadding(n)
	if v.read(v.raw, tarBlock) != nil || !v.zeros(tarBlock+n, tarPadding(n)) || !v.header(at, signatureName, sigSize) ||
		v.read(sig[:], at+tarBlock) != nil || !v.zeros(at+tarBlock+sigSize, tarPadding(sigSize)) {
		v.note("archive-header", signatureName)
		return false
	}
	if newerPack(v.raw) {
		v.note("pack-newer", manifestName)
		return false
	}
	if err := readCanonical(v.raw, &v.m); err != nil {
		v.note("archive-manifest", manifestName)
		return false
	}
	if err := v.m.check(); err != nil {
		v.note("archive-manifest", manifestName)
		return false
	}
	v.out.Exam = v.m.Exam
	if v.m.Format == formatPack {
		v.out.Kind = "pack"
	}
	pub, err := publicKey(v.m.ExamKey)
	got, herr := hex.DecodeString(string(sig[:sigSize-1]))
	if err != nil || herr != nil || sig[sigSize-1] != '\n' || hex.EncodeToString(got) != string(sig[:sigSize-1]) ||
		!ed25519.Verify(pub, v.m.signedBytes(v.raw), got) {
		v.note("archive-signature", signatureName)
		return false
	}
	at += tarBlock + sigSize + tarPadding(sigSize)
	if v.m.SM2 != "" {
		n := v.readCounterSignature(at)
		if n < 0 {
			v.note("archive-header", counterFile)
			return false
		}
		at += n
	}
	v.at = []int64{at} // where the next entry's header stands
	return true
}

// readEntries holds every further byte of the file against the manifest: headers,
// hashes, padding, the end. An error means that the file could not be read.
func (v *verifier) readEntries() error {
	at := v.at[0]
	v.at = nil
	for _, e := range v.m.Entries {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		end := at + tarBlock + e.Size + tarPadding(e.Size)
		v.at = append(v.at, at+tarBlock)
		if end > v.size || end < at {
			v.note("archive-cut", e.Name)
			v.whole = append(v.whole, make([]bool, len(v.m.Entries)-len(v.whole))...)
			for len(v.at) < len(v.m.Entries) {
				v.at = append(v.at, v.size)
			}
			return nil
		}
		header := v.header(at, e.Name, e.Size)
		if !header {
			v.note("archive-header", e.Name)
		}
		h := sha256.New()
		if err := v.hash(h, at+tarBlock, e.Size); err != nil {
			return err
		}
		same := hex.EncodeToString(h.Sum(nil)) == e.SHA256
		if !same {
			v.note("archive-part", e.Name)
		}
		if !v.zeros(at+tarBlock+e.Size, tarPadding(e.Size)) {
			v.note("archive-padding", e.Name)
		}
		v.whole = append(v.whole, same)
		at = end
	}
	switch {
	case v.size < at+tarEnd:
		v.note("archive-cut", "end")
	case !v.zeros(at, tarEnd):
		v.note("archive-padding", "end")
	case v.size > at+tarEnd:
		v.note("archive-tail", "end", "bytes", v.size-at-tarEnd)
	}
	return nil
}

// hash hashes n bytes from at.
func (v *verifier) hash(h io.Writer, at, n int64) error {
	_, err := io.Copy(h, &counted{v, io.NewSectionReader(v.r, at, n), weightHash})
	if err != nil && v.ctx.Err() == nil {
		return fmt.Errorf("read file to verify: %w", err)
	}
	return errors.Join(v.ctx.Err(), err)
}

// counted shows progress and stops when nobody waits any more.
type counted struct {
	v      *verifier
	r      io.Reader
	weight int64 // of a byte
}

func (c *counted) Read(b []byte) (int, error) {
	if err := c.v.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(b)
	c.v.done += c.weight * int64(n)
	c.v.o.Progress(progressTotal*min(c.v.done, c.v.total)/max(c.v.total, 1), progressTotal)
	return n, err
}

// read fills b from at.
func (v *verifier) read(b []byte, at int64) error {
	if at < 0 || at+int64(len(b)) > v.size {
		return io.ErrUnexpectedEOF
	}
	_, err := v.r.ReadAt(b, at)
	if errors.Is(err, io.EOF) {
		err = nil // ReadAt may say so with the last byte
	}
	return err
}

// header says whether the one header for name and size stands at at.
func (v *verifier) header(at int64, name string, size int64) bool {
	var h [tarBlock]byte
	want, err := tarHeader(name, size)
	return err == nil && v.read(h[:], at) == nil && h == want
}

// zeros says whether n zero bytes stand at at.
func (v *verifier) zeros(at, n int64) bool {
	b := make([]byte, n)
	return v.read(b, at) == nil && bytes.Equal(b, make([]byte, n))
}

// checkOpenPart builds the chain of keys from the founding events and holds what the
// manifest says of exam and people against it.
func (v *verifier) checkOpenPart() {
	facts, bad := foundingFacts(v.m.Exam, v.m.Founding)
	if bad != "" {
		v.note("founding-event", bad)
		return
	}
	k, found, err := newChain(v.m.Exam, facts)
	if err != nil {
		v.note("chain-broken", "founding")
		return
	}
	v.out.Findings = append(v.out.Findings, found...)
	lead, has := k.current(string(v.m.Lead))
	same := k.created.ExamKey == v.m.ExamKey && k.created.SM2 == v.m.SM2 && base64.StdEncoding.EncodeToString(k.examKey) == v.m.ExamKey &&
		k.created.Recipient == v.m.Recipient && k.created.Recovery == v.m.Recovery && fingerprint(k.examKey) == v.m.Fingerprint &&
		has && lead.role == exam.RoleSiteLead && slices.Equal(v.m.People, k.archivePeople())
	v.out.Logs = v.m.Logs
	for i, l := range v.m.Logs {
		o, opened := k.openings[l.Log]
		same = same && opened && o.Drill == v.m.Drill && (i == 0 || v.m.Logs[i-1].Log < l.Log)
		v.out.Events += l.Size
	}
	if !same || len(v.m.Logs) == 0 {
		v.note("archive-manifest", manifestName)
	}
	v.chain = k
}
