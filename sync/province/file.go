package province

import (
	"crypto/ed25519"
	"fmt"

	"kaowu/app/exam"
)

// SealFile makes the signed JSON file of a batch, for an office that is reached
// only by a web page or a gateway machine 摆渡机 (design 6). body is what Encode
// made, the same bytes that Send would carry; key is the exam's key, whose
// fingerprint the office has from the filed plan. The answer file is a receipt's
// envelope, read by OpenReceipt.
func SealFile(body []byte, key ed25519.PrivateKey) ([]byte, error) {
	if _, err := Decode(body); err != nil {
		return nil, err
	}
	return wrap(toOffice, body, key)
}

// OpenFile reads the file that SealFile made and checks that pub signed it.
// Refusal: upload-file-signature. A file that is none is ErrForm.
func OpenFile(file []byte, pub ed25519.PublicKey) (Batch, error) {
	e, sig, err := unwrap(file)
	if err != nil {
		return Batch{}, fmt.Errorf("read upload file: %w", err)
	}
	if verify(toOffice, []byte(e.Body), sig, e.Signer, pub) != nil {
		return Batch{}, exam.Refuse("upload-file-signature")
	}
	return Decode([]byte(e.Body))
}

// TakeFile answers a batch that came as a file, signed by pub, as the handler
// answers one that came by network: the result is the answer file.
func (r *Receiver) TakeFile(file []byte, pub ed25519.PublicKey) ([]byte, error) {
	b, err := OpenFile(file, pub)
	if err != nil {
		return nil, err
	}
	body, _ := Encode(b) // the same bytes: Decode takes no others
	answer, err := r.takeBatch(body, b.Key)
	if err != nil {
		return nil, fmt.Errorf("answer upload file: %w", err)
	}
	return answer, nil
}
