package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"filippo.io/age"

	"kaowu/app/exam"
)

// shareData seals the data keys anew to all who may open the book and newcomers.
func (b *Book) shareData(e epochs, c *chain, by Signer, newcomers ...string) error {
	to := append(c.readers(), newcomers...)
	slices.Sort(to)
	sealed, err := e.seal(c.exam, slices.Compact(to), by)
	if err != nil {
		return err
	}
	return writeKeyFile(b.opt, b.dir, epochName(e.number()), sealed)
}

// writeKeyFile writes a file under keys, whole or not at all.
func writeKeyFile(opt Options, dir, name string, sealed []byte) error {
	return writeWhole(opt, filepath.Join(dir, "keys", name), filepath.Join(dir, "tmp", name), sealed)
}

// shareExam seals the exam's keys anew, to the site lead.
func (b *Book) shareExam(theExam *keyring, to ...age.Recipient) error {
	sealed, err := theExam.sealExam(b.Cover().Exam, to...)
	if err != nil {
		return err
	}
	if err := writeKeyFile(b.opt, b.dir, "exam.age", sealed); err != nil {
		return fmt.Errorf("write the exam's keys: %w", err)
	}
	return nil
}

// openKeyFiles opens the data keys and the device's key with a person's keys. Refusals:
// not-enrolled (theirs are keys of an epoch that has ended), data-key-damaged.
func (b *Book) openKeyFiles(staff exam.StaffID, keys *keyring) (f dataFile, e epochs, dev Signer, err error) {
	n, err := newestEpoch(b.dir)
	if err != nil {
		return f, nil, dev, err
	}
	sealed, err := os.ReadFile(filepath.Join(b.dir, "keys", epochName(n)))
	if err != nil {
		return f, nil, dev, fmt.Errorf("read data key: %w", err)
	}
	f, e, err = openDataKey(sealed, b.Cover().Exam, n, keys.open)
	var stranger *age.NoIdentityMatchError
	if errors.As(err, &stranger) && n > firstEpoch {
		return f, nil, dev, exam.Refuse("not-enrolled", "staff", string(staff))
	}
	if err != nil {
		return f, nil, dev, exam.Refuse("data-key-damaged", "file", "keys/"+epochName(n))
	}
	dev, err = b.openDevice(e)
	return f, e, dev, err
}

// openDevice opens the device's key. One that is still sealed by an older data key was
// left so by a step cut short, and is sealed anew.
func (b *Book) openDevice(e epochs) (dev Signer, err error) {
	examID := b.Cover().Exam
	box, err := os.ReadFile(filepath.Join(b.dir, "keys", "device.box"))
	if err != nil {
		return dev, fmt.Errorf("read device key: %w", err)
	}
	if dev, err = e.newest().key.openDevice(box, examID); err == nil {
		return dev, nil
	}
	for _, old := range slices.Backward(e[:len(e)-1]) {
		if dev, err = old.key.openDevice(box, examID); err != nil {
			continue
		}
		if box, err := e.newest().key.sealDevice(examID, dev, b.opt.Rand); err == nil {
			_ = writeKeyFile(b.opt, b.dir, "device.box", box) // tried again at the next opening
		}
		return dev, nil
	}
	return dev, exam.Refuse("data-key-damaged", "file", "keys/device.box")
}
