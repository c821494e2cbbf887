package exam

import "bytes"

// Differences names the parts in which two contents of an exam-room record differ,
// as keys of their wording; none where they say the same. Whoever has read one of
// them must read these again before they sign the other (record.md 8).
func (c RecordContent) Differences(o RecordContent) []string {
	var out []string
	part := func(key string, is, was any) {
		a, err := Marshal(is)
		b, wrong := Marshal(was)
		if err != nil || wrong != nil || !bytes.Equal(a, b) {
			out = append(out, "code:record."+key)
		}
	}
	part("part.revision", c.Revision, o.Revision)
	part("part.plan", []any{c.Header, c.Fingerprint}, []any{o.Header, o.Fingerprint})
	part("part.session", []any{c.Session, c.Room, c.Subject}, []any{o.Session, o.Room, o.Subject})
	part("part.times", []Time{c.OpenedAt, c.ClosedAt}, []Time{o.OpenedAt, o.ClosedAt})
	part("part.people", []any{c.Expected, c.Present, c.Absent, c.Late}, []any{o.Expected, o.Present, o.Absent, o.Late})
	for _, f := range RecordFields() {
		part("field."+f.Name, c.Fields[f.Name], o.Fields[f.Name])
	}
	part("part.incidents", []any{c.Incidents, c.Violations, c.Visits}, []any{o.Incidents, o.Violations, o.Visits})
	part("part.video", c.Video, o.Video)
	part("part.scores", c.Scores, o.Scores)
	part("part.signers", c.Signers, o.Signers)
	return out
}
