package store

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"filippo.io/age"

	"kaowu/app/exam"
)

// shortest is how many characters a passphrase has at least.
const shortest = 8

func checkPassphrase(p []byte) error {
	if !utf8.Valid(p) || utf8.RuneCount(bytes.TrimSpace(p)) < shortest {
		return exam.Refuse("passphrase-short", "least", shortest)
	}
	return nil
}

// Enroll gives a person keys on this laptop, sealed by the passphrase they set while
// the site lead stands by; the lead's key endorses theirs, and theirs itself
// (record.md 7). Somebody enrolled before gets new keys, and the book a new epoch: what
// the old keys signed stands, and they open nothing that is written from then on. A lead
// who enrols themselves goes on as the person returned, who comes with an error where the
// key counts already and only the rest failed. Refusals: not-lead, passphrase-short,
// own-keys-need-passphrase, disk-full, book-read-only.
func (b *Book) Enroll(ctx context.Context, lead *Person, staff exam.StaffID, role exam.Role, passphrase []byte) (*Person, error) {
	if err := checkPassphrase(passphrase); err != nil {
		return nil, err
	}
	path, err := b.keyPath(staff)
	if err != nil {
		return nil, err
	}
	d, err := b.opened()
	if err != nil {
		return nil, err
	}
	if d.stopped != nil {
		return nil, d.stopped
	}
	b.keyMu.Lock()
	defer b.keyMu.Unlock()
	theExam, err := lead.examKeys()
	if err != nil {
		return nil, err
	}
	defer theExam.wipe()
	chain, _, err := b.chain()
	if err != nil {
		return nil, err
	}
	if staff == lead.staff && lead.Signer().Auth != exam.AuthPassphrase {
		return nil, exam.Refuse("own-keys-need-passphrase")
	}
	_, again := chain.current(string(staff))
	if again {
		if err := d.roomForTurn(); err != nil {
			return nil, err
		}
	}
	keys, err := newKeyring(b.opt.Rand)
	if err != nil {
		return nil, err
	}
	keys.ca = chain.ca
	if keys.leaf, err = newLeaf(chain.ca, theExam.paper, staff, role, keys.paper, b.opt.Clock.Now(), b.opt.Rand); err != nil {
		return nil, err
	}
	sealed, err := keys.seal(chain.exam, staff, passphrase, b.opt.ScryptLog)
	if err != nil {
		return nil, err
	}
	// The new key can open the data before anything says that it belongs to somebody:
	// cut short here, the person is simply not enrolled yet. Somebody who is enrolled
	// again keeps the way in by the old key until the new one is in its place: a power cut
	// must not lock out the only person there.
	if err := b.shareData(d.epochs(), chain, lead.Signer(), keys.open.Recipient().String()); err != nil {
		return nil, fmt.Errorf("write data key: %w", err)
	}
	if staff == lead.staff {
		if err := b.shareExam(theExam, lead.keys.open.Recipient(), keys.open.Recipient()); err != nil {
			return nil, err
		}
	}
	draft, err := endorsement(lead.Signer(), string(staff), role, keys)
	if err != nil {
		return nil, err
	}
	// The key file lies beside the old one until the event is saved: cut short before
	// it, the old passphrase holds; after it, the new one (settleKey).
	if err := writeWhole(b.opt, path+nextKey, filepath.Join(b.dir, "tmp", string(staff)+".age"), sealed); err != nil {
		return nil, fmt.Errorf("write key file: %w", err)
	}
	drafts := []Draft{draft}
	if old, holds := chain.holds(string(staff)); holds {
		// Behind the new key, which the lead may sign by the very one that goes.
		gone, err := d.revocation(lead.Signer(), old, Reason{Code: exam.RevokedReplaced})
		if err != nil {
			return nil, err
		}
		drafts = append(drafts, gone...)
	}
	if _, err := d.append(ctx, drafts); err != nil {
		return nil, err
	}
	keys.next = true
	if err := b.settleKey(staff, keys); err != nil {
		return nil, err
	}
	p := &Person{book: b, staff: staff, role: role, keys: keys, auth: exam.AuthPassphrase}
	return p, b.arrive(ctx, lead, p, again)
}

// arrive does what is left when a person's key counts: nothing of the keys that they had
// before stays in use.
func (b *Book) arrive(ctx context.Context, lead, p *Person, again bool) error {
	if err := b.freshStart(p.staff); err != nil {
		return err
	}
	if again {
		by := lead
		if p.staff == lead.staff {
			by = p // what the lead signs now by the old key counts no more
		}
		if err := b.newEpoch(ctx, by); err != nil {
			return err
		}
	}
	return b.UpdateCover(func(c *Cover) {
		i := slices.IndexFunc(c.Staff, func(s CoverStaff) bool { return s.ID == p.staff })
		if i >= 0 {
			c.Staff[i].Enrolled = true
		}
	})
}

// freshStart forgets the short code and the wrong tries of a person's old keys.
func (b *Book) freshStart(staff exam.StaffID) error {
	b.codesMu.Lock()
	delete(b.codes, staff)
	b.codesMu.Unlock()
	b.triesMu.Lock()
	defer b.triesMu.Unlock()
	f, err := b.readTries(staff)
	if err != nil {
		return err
	}
	if _, has := f.Staff[staff]; !has {
		return nil
	}
	delete(f.Staff, staff)
	return b.writeTries(f)
}

// SignAsExam lets sign make a file that the exam itself vouches for, as one for the
// provincial office; the key is wiped when it returns. Refusals: not-lead,
// data-key-damaged.
func (p *Person) SignAsExam(sign func(key ed25519.PrivateKey) ([]byte, error)) ([]byte, error) {
	keys, err := p.examKeys()
	if err != nil {
		return nil, err
	}
	defer keys.wipe()
	return sign(keys.sign)
}

// examKeys opens the exam's private keys, which only the site lead's key opens.
func (p *Person) examKeys() (*keyring, error) {
	sealed, err := os.ReadFile(filepath.Join(p.book.dir, "keys", "exam.age"))
	if err != nil {
		return nil, fmt.Errorf("read the exam's keys: %w", err)
	}
	plain, err := openSealed(sealed, p.keys.open)
	var no *age.NoIdentityMatchError
	if errors.As(err, &no) || p.role != exam.RoleSiteLead {
		return nil, exam.Refuse("not-lead", "staff", string(p.staff))
	}
	if err != nil {
		return nil, exam.Refuse("data-key-damaged", "file", "keys/exam.age")
	}
	defer clear(plain)
	return readExam(plain, p.book.Cover().Exam)
}

// endorsement is the event that says whose key this is.
func endorsement(by Signer, holder string, role exam.Role, keys *keyring) (Draft, error) {
	e := exam.Endorsement{Holder: holder, Key: base64.StdEncoding.EncodeToString(keys.public()), Role: role}
	on := holder
	if !strings.HasPrefix(holder, "device/") {
		on = onStaff(exam.StaffID(holder))
		e.Recipient = keys.open.Recipient().String()
		e.Certificate = base64.StdEncoding.EncodeToString(keys.leaf.Raw)
	}
	var err error
	if e.SM2, err = counterPublic(keys.counter); err != nil {
		return Draft{}, err
	}
	e, err = signSelf(e, keys.sign)
	if err != nil {
		return Draft{}, err
	}
	return Draft{Signer: by, Kind: exam.KeyEndorsed, On: on, About: "key", Body: e}, nil
}

func personSigner(staff exam.StaffID, key ed25519.PrivateKey) Signer {
	return Signer{By: string(staff), Key: exam.KeyID(key.Public().(ed25519.PublicKey)), Auth: exam.AuthPassphrase, Private: key}
}
