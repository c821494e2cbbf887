package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"kaowu/app/exam"
)

// newerPack says whether a manifest is of a pack that a later version wrote.
func newerPack(raw []byte) bool {
	rest, is := bytes.CutPrefix(raw, []byte(packHead))
	return is && !bytes.HasPrefix(rest, []byte(`1"`))
}

// PackFront is the open part of a pack: what to compare before a passphrase is given.
type PackFront struct {
	Exam         string
	Organisation string
	Site         string
	Drill        bool
	Fingerprint  string // of the exam key
	Lead         exam.StaffID
	Written      exam.Time
	Events       uint64
}

// pack is a pack that is being read: its open part was checked.
type pack struct {
	f    *os.File
	v    *verifier
	list contents
}

// ReadPack reads the open part of a pack and checks all that can be checked without a key:
// every byte of the file is accounted for, and the exam key has signed it. Refusals:
// not-a-pack, pack-newer, pack-cut, pack-damaged (the first finding).
func ReadPack(ctx context.Context, path string, progress func(done, total int64)) (PackFront, error) {
	p, err := openPack(ctx, path, progress)
	if err != nil {
		return PackFront{}, err
	}
	return p.front(), p.close()
}

// openPack opens a pack and checks its open part.
func openPack(ctx context.Context, path string, progress func(done, total int64)) (*pack, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open pack: %w", err)
	}
	p := &pack{f: f}
	if err := p.check(ctx, progress); err != nil {
		_ = f.Close() // it was only read
		return nil, err
	}
	return p, nil
}

func (p *pack) close() error { return p.f.Close() }

func (p *pack) check(ctx context.Context, progress func(done, total int64)) error {
	st, err := p.f.Stat()
	if err != nil {
		return fmt.Errorf("size of pack: %w", err)
	}
	if progress == nil {
		progress = func(int64, int64) {}
	}
	return p.read(&verifier{ctx: ctx, r: p.f, size: st.Size(), o: VerifyOptions{Progress: progress}, total: 3 * st.Size()})
}

// read checks what v holds as a pack's open part.
func (p *pack) read(v *verifier) error {
	p.v, v.out.Trust = v, TrustUnchecked
	if err := v.beginsAsPack(); err != nil {
		return err
	}
	if err := v.run(); err != nil {
		return err
	}
	return packFault(v.out.Findings)
}

// packHead is how the manifest of every pack begins.
const packHead = `{"format":"kaowu pack v`

// beginsAsPack refuses what is no pack, and one that breaks off before its signature.
func (v *verifier) beginsAsPack() error {
	var h [tarBlock]byte
	name := min(v.size, int64(len(manifestName)))
	if name == 0 || v.read(h[:name], 0) != nil || string(h[:name]) != manifestName[:name] {
		return exam.Refuse("not-a-pack")
	}
	if v.size < tarBlock+int64(len(packHead)) {
		return exam.Refuse("pack-cut")
	}
	head := make([]byte, len(packHead))
	if v.read(h[:], 0) != nil || v.read(head, tarBlock) != nil || string(head) != packHead {
		return exam.Refuse("not-a-pack")
	}
	if n := tarSize(h, manifestName); n >= 0 && v.size < 2*tarBlock+n+tarPadding(n)+sigSize+tarPadding(sigSize) {
		return exam.Refuse("pack-cut")
	}
	return nil
}

// packFault words what is wrong with a pack: newer, cut or damaged; nil where nothing is.
func packFault(found []Finding) error {
	if len(found) == 0 {
		return nil
	}
	for _, f := range found {
		switch f.Code {
		case "pack-newer":
			return exam.Refuse("pack-newer")
		case "archive-cut":
			return exam.Refuse("pack-cut")
		}
	}
	return exam.Refuse("pack-damaged", "where", found[0].Where)
}

func (p *pack) front() PackFront {
	m := p.v.m
	return PackFront{Exam: m.Exam, Organisation: m.Organisation, Site: m.Site, Drill: m.Drill, Fingerprint: m.Fingerprint,
		Lead: m.Lead, Written: m.Written, Events: p.v.out.Events}
}

// unseal opens the lead's key file, then reads and checks all sealed parts.
func (p *pack) unseal(passphrase []byte) (*keyring, error) {
	v := p.v
	if v.m.Entries[0].Size > maxKeyFile {
		return nil, exam.Refuse("pack-damaged", "where", v.m.Entries[0].Name)
	}
	sealed := make([]byte, v.m.Entries[0].Size)
	if _, err := v.r.ReadAt(sealed, v.at[0]); err != nil {
		return nil, fmt.Errorf("read key file: %w", err)
	}
	keys, err := p.leadKeys(sealed, passphrase)
	if err != nil {
		return nil, err
	}
	v.sealed = append(v.sealed, keys.open)
	if err := v.readSealed(); err != nil {
		return nil, err
	}
	if err := packFault(v.out.Findings); err != nil {
		return nil, err
	}
	p.list, err = v.readContents()
	return keys, err
}

// leadKeys opens the key file in the pack: it must be of the lead that the exam's chain
// of keys has now.
func (p *pack) leadKeys(sealed, passphrase []byte) (*keyring, error) {
	lead := p.v.m.Lead
	plain, err := openByPassphrase(sealed, passphrase)
	if errors.Is(err, errPassphrase) {
		return nil, exam.Refuse("pack-passphrase", "lead", string(lead))
	}
	damaged := exam.Refuse("pack-damaged", "where", keyEntry(lead))
	if err != nil {
		return nil, damaged
	}
	defer clear(plain)
	keys, f, err := readPerson(plain)
	if err != nil || f.Exam != p.v.m.Exam || f.Staff != lead {
		return nil, damaged
	}
	if held, ok := p.v.chain.current(string(lead)); !ok || !held.public.Equal(keys.public()) {
		return nil, damaged
	}
	return keys, nil
}

// each yields every sealed part with its plain bytes, but for the list of contents.
func (p *pack) each(yield func(name string, r io.Reader) error) error {
	for i, part := range p.list.Parts {
		r, err := p.v.openEntry(p.v.m.opened()+1+i, weightOpen)
		if err != nil {
			return fmt.Errorf("open part of the pack: %w", err)
		}
		if err := yield(part.Name, r); err != nil {
			return err
		}
	}
	return nil
}

// partName is the last element of a part's name below a folder, where it is a plain one.
func partName(name, folder string) (string, bool) {
	rest, ok := strings.CutPrefix(name, folder)
	return rest, ok && rest != "" && !strings.ContainsAny(rest, `/\:`) && !strings.HasPrefix(rest, ".")
}
