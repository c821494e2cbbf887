package sheet

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"kaowu/app/exam"
)

// Limits of what is opened at all. A roster of 100,000 rows stays below a third
// of them; reading a file at the limit takes less than a minute and 700 MB.
const (
	maxFile     = 200 << 20 // bytes on disk
	maxSheets   = 400 << 20 // unpacked worksheets together
	maxStrings  = 64 << 20  // unpacked shared strings
	maxOther    = 16 << 20  // unpacked styles, relations and the like
	maxMedia    = 128 << 20 // unpacked pictures
	maxParts    = 5000
	bombRatio   = 200     // unpacked to packed, of a part
	bombMinimum = 4 << 20 // smaller parts may pack as well as they like
)

// notWorkbook is the refusal of a file that is no workbook; reason is a key
// under notworkbook in assets/words.
func notWorkbook(reason string) *exam.Refusal {
	return exam.Refuse("not-a-workbook", "reason", "code:notworkbook."+reason)
}

// inspect decides whether a file may be opened, before anything is unpacked. It
// answers the SHA-256 of the file as hex.
func inspect(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", fmt.Errorf("open workbook: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", fmt.Errorf("open workbook: %w", err)
	}
	switch {
	case info.IsDir():
		return "", notWorkbook("folder")
	case info.Size() == 0:
		return "", notWorkbook("empty")
	case info.Size() > maxFile:
		return "", notWorkbook("large")
	}
	if err := kind(f, info.Size()); err != nil {
		return "", err
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		return "", notWorkbook("damaged")
	}
	if err := parts(z); err != nil {
		return "", err
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(f, 0, info.Size())); err != nil {
		return "", fmt.Errorf("read workbook: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// kind looks at the first bytes: old .xls and encrypted workbooks share one
// container, whose directory names what is inside in UTF-16.
func kind(f io.ReaderAt, size int64) error {
	head := make([]byte, min(size, 1<<20))
	if _, err := f.ReadAt(head, 0); err != nil && err != io.EOF {
		return fmt.Errorf("read workbook: %w", err)
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK")):
		return nil
	case !bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0")):
		return notWorkbook("text")
	}
	tail := make([]byte, min(size, 1<<20))
	if _, err := f.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return fmt.Errorf("read workbook: %w", err)
	}
	mark := utf16("EncryptedPackage")
	if bytes.Contains(head, mark) || bytes.Contains(tail, mark) {
		return notWorkbook("encrypted")
	}
	return notWorkbook("xls")
}

func utf16(s string) []byte {
	var b []byte
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

// parts judges the sizes that a zip file declares; the zip reader itself refuses
// parts that turn out larger than declared.
func parts(z *zip.Reader) error {
	if len(z.File) > maxParts {
		return notWorkbook("bomb")
	}
	var sheets, texts, media, other uint64
	book := false
	for _, p := range z.File {
		name := strings.ToLower(strings.ReplaceAll(p.Name, `\`, "/"))
		size := p.UncompressedSize64
		if size > bombMinimum && size/max(p.CompressedSize64, 1) > bombRatio {
			return notWorkbook("bomb")
		}
		switch {
		case strings.HasPrefix(name, "xl/worksheets/sheet"):
			sheets += size
		case name == "xl/sharedstrings.xml":
			texts += size
		case strings.HasPrefix(name, "xl/media/"):
			media += size
		default:
			other += size
		}
		book = book || strings.HasPrefix(path.Base(name), "workbook") && strings.HasSuffix(name, ".xml")
		if path.Base(name) == "workbook.bin" {
			return notWorkbook("xlsb")
		}
	}
	if sheets > maxSheets || texts > maxStrings || media > maxMedia || other > maxOther {
		return notWorkbook("bomb")
	}
	if !book {
		return notWorkbook("other")
	}
	return nil
}
