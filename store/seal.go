package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"runtime/metrics"

	"filippo.io/age"
)

const (
	maxKeyFile   = 64 << 10 // a key file has a few hundred bytes; a hostile one is refused
	maxScryptLog = 16       // 64 MB; the library's own limit of 22 lets a hostile file ask for 4 GB
)

// errPassphrase says that a passphrase does not open a key file.
var errPassphrase = errors.New("passphrase does not fit")

// sealTo seals data to X25519 recipients as an ordinary age v1 file.
func sealTo(data []byte, to ...age.Recipient) ([]byte, error) {
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to...)
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return out.Bytes(), nil
}

// openSealed opens a small age file whole.
func openSealed(sealed []byte, with ...age.Identity) ([]byte, error) {
	if len(sealed) > maxKeyFile {
		return nil, fmt.Errorf("open sealed file: %d bytes are too many", len(sealed))
	}
	r, err := age.Decrypt(bytes.NewReader(sealed), with...)
	if err != nil {
		return nil, fmt.Errorf("open sealed file: %w", err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read sealed file: %w", err)
	}
	return data, nil
}

// roomy is how many bytes work must have taken before they are given back at once.
// Giving back costs a collection of everything, more than a small factor's scrypt.
const roomy = 8 << 20

// givesBack begins work that may take much memory for a moment, as scrypt does; done
// gives it back to the machine: a laptop of the site has little.
func givesBack() (done func()) {
	before := taken()
	return func() {
		if taken()-before >= roomy {
			debug.FreeOSMemory()
		}
	}
}

// taken is how many bytes the program has ever taken from its heap.
func taken() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// sealByPassphrase seals data by scrypt at 2^logN.
func sealByPassphrase(data, passphrase []byte, logN int) ([]byte, error) {
	r, err := age.NewScryptRecipient(string(passphrase))
	if err != nil {
		return nil, fmt.Errorf("seal by passphrase: %w", err)
	}
	r.SetWorkFactor(logN)
	defer givesBack()()
	return sealTo(data, r)
}

// openByPassphrase opens what sealByPassphrase sealed, at any work factor up to
// 2^16. Errors: errPassphrase; anything else means a damaged or hostile file.
func openByPassphrase(sealed, passphrase []byte) ([]byte, error) {
	if len(passphrase) == 0 {
		return nil, errPassphrase
	}
	id, err := age.NewScryptIdentity(string(passphrase))
	if err != nil {
		return nil, fmt.Errorf("open by passphrase: %w", err)
	}
	id.SetMaxWorkFactor(maxScryptLog)
	defer givesBack()()
	data, err := openSealed(sealed, id)
	var no *age.NoIdentityMatchError
	if errors.As(err, &no) {
		return nil, errPassphrase
	}
	return data, err
}
