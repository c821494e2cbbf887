package store

// Damaged says whether findings mean that something of the record is wrong or
// missing. What a crash leaves behind and opening has mended (a save that was never
// acknowledged, an index that was remade) does not.
func Damaged(found []Finding) bool {
	for _, f := range found {
		switch f.Code {
		case "journal-torn", "journal-torn-left", "index-damaged":
		default:
			return true
		}
	}
	return false
}
