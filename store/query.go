package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/dgraph-io/badger/v4"

	"kaowu/app/exam"
)

// factOf decodes a stored event. Its form was checked before it was journalled, so
// here it is only decoded, and its id compared: Badger's encryption does not notice
// a changed byte.
func factOf(v []byte, want *exam.ID) (exam.Fact, error) {
	s, err := signed(v)
	if err != nil {
		return exam.Fact{}, err
	}
	f := exam.Fact{ID: s.ID(), Signed: s}
	if want != nil && f.ID != *want {
		return f, indexError("read event", errors.New("not the event that was stored"))
	}
	if err := json.Unmarshal(s.Bytes, &f.Event); err != nil {
		return f, indexError("read event", fmt.Errorf("decode: %w", err))
	}
	return f, nil
}

// events lists the events of a subject by log, then number.
func (x *index) events(on string) ([]exam.Fact, error) {
	var out []exam.Fact
	prefix := append(append([]byte("s/"), on...), 0)
	err := x.walk(prefix, func(txn *badger.Txn, tail, v []byte) error {
		raw, err := x.get(txn, append([]byte("e/"), tail...))
		if err != nil {
			return err
		}
		if len(v) != 32 {
			return errors.New("id of another length")
		}
		id := exam.ID(v)
		f, err := factOf(raw, &id)
		out = append(out, f)
		return err
	})
	return out, err
}

// subjects lists the subjects that begin with prefix.
func (x *index) subjects(prefix string) ([]string, error) {
	var out []string
	err := x.walk([]byte("h/"+prefix), func(_ *badger.Txn, tail, _ []byte) error {
		out = append(out, prefix+string(tail))
		return nil
	})
	return out, err
}

// fact is the event of an id.
func (x *index) fact(id exam.ID) (exam.Fact, error) {
	at, err := x.view(append([]byte("i/"), id[:]...))
	if err != nil {
		return exam.Fact{}, err
	}
	if at == nil {
		return exam.Fact{}, errNoEvent
	}
	v, err := x.view(append([]byte("e/"), at...))
	if err != nil {
		return exam.Fact{}, err
	}
	return factOf(v, &id)
}

// each yields all events, log by log in order of number.
func (x *index) each(yield func(exam.Fact) error) error {
	return x.walk([]byte("e/"), func(_ *badger.Txn, _, v []byte) error {
		f, err := factOf(append([]byte(nil), v...), nil)
		if err != nil {
			return err
		}
		return yield(f)
	})
}

// checkpoints lists the signed notes, oldest first.
func (x *index) checkpoints() ([]string, error) {
	var out []string
	err := x.walk([]byte("c/"), func(_ *badger.Txn, _, v []byte) error {
		out = append(out, string(v))
		return nil
	})
	return out, err
}

// checkpoint is the n-th signed note, from 0; empty when there is none.
func (x *index) checkpoint(n uint64) (string, error) {
	v, err := x.view(binary.BigEndian.AppendUint64([]byte("c/"), n))
	return string(v), err
}

// draft is the data kept under a key; nil when there is none.
func (x *index) draft(key string) ([]byte, error) {
	v, err := x.view(append([]byte("d/"), key...))
	if err != nil || len(v) == 0 || v[0] == 0 {
		return nil, err
	}
	return v[1:], nil
}

// files lists the names of the sealed files that the journal knows.
func (x *index) files() ([]string, error) {
	var out []string
	err := x.walk([]byte("a/"), func(_ *badger.Txn, tail, _ []byte) error {
		out = append(out, string(tail))
		return nil
	})
	return out, err
}

// walk yields key tail and value of all keys with a prefix, in order. The value
// holds only during the call. A refusal of yield's comes back as it is.
func (x *index) walk(prefix []byte, yield func(txn *badger.Txn, tail, v []byte) error) error {
	err := x.see(func(txn *badger.Txn) error {
		o := badger.DefaultIteratorOptions
		o.Prefix = prefix
		it := txn.NewIterator(o)
		defer it.Close()
		for it.Rewind(); it.Valid(); it.Next() {
			tail := strings.TrimPrefix(string(it.Item().Key()), string(prefix))
			err := it.Item().Value(func(v []byte) error {
				v, err := value(v)
				if err != nil {
					return indexError("read index", err)
				}
				if err := yield(txn, []byte(tail), v); err != nil {
					return yielded{err}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	var y yielded
	if errors.As(err, &y) {
		return y.error
	}
	return indexError("read index", err)
}

// yielded marks an error as the caller's own, not Badger's.
type yielded struct{ error }

// Unwrap is the caller's error.
func (y yielded) Unwrap() error { return y.error }
