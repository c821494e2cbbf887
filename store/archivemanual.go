package store

import (
	"embed"
	"fmt"
)

// An archive tells a stranger how to open it, in two entries that anybody can read.
const (
	readmeName = "README.txt" // what lies where, and how to open it with tar and age
	formatName = "FORMAT.md"  // this format, byte by byte
)

//go:embed ARCHIVE.txt FORMAT.md
var manualFiles embed.FS

// archiveFile is an entry that is written as it is.
type archiveFile struct {
	name string
	data []byte
}

// manualNames are the open entries behind the lead's key file, in their order. A verifier
// does not know their bytes: what a program of another version wrote is as good, and the
// manifest has their hash.
func manualNames() []string { return []string{readmeName, formatName} }

// manuals are the open entries as this program writes them.
func manuals() ([]archiveFile, error) {
	readme, err := manualFiles.ReadFile("ARCHIVE.txt")
	if err != nil {
		return nil, fmt.Errorf("read the archive's manual: %w", err)
	}
	format, err := manualFiles.ReadFile(formatName)
	if err != nil {
		return nil, fmt.Errorf("read the manual of the format: %w", err)
	}
	return []archiveFile{{readmeName, readme}, {formatName, format}}, nil
}

// opened is how many entries of the manifest stand before the sealed ones: the lead's
// key file, and the manuals; archives of older programs have none.
func (m manifest) opened() int {
	if len(m.Entries) > 1 && m.Entries[1].Name == readmeName {
		return 1 + len(manualNames())
	}
	return 1
}

// checkEntries says whether the entries are those that belong there, in their order.
func (m manifest) checkEntries() error {
	open := m.opened()
	if len(m.Entries) < open+2 || !plainID(string(m.Lead)) {
		return fmt.Errorf("manifest lacks entries")
	}
	for i, e := range m.Entries {
		want := partEntry(i - open + 1)
		switch {
		case i == 0:
			want = keyEntry(m.Lead)
		case i < open:
			want = manualNames()[i-1]
		}
		if e.Name != want || e.Size < 0 || len(e.SHA256) != 64 {
			return fmt.Errorf("entry %d is not what stands there", i)
		}
	}
	return nil
}
