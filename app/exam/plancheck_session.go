package exam

import (
	"sort"
	"strconv"
)

// Limits of domain 6 that are custom and only warn.
const (
	theoryRoomSize = 30 // candidates in a theory room
	theoryMinutes  = 90 // shortest theory paper
	reviewMinutes  = 15 // for each candidate of a review
)

// timespan is when a session is held, minutes from midnight.
type timespan struct {
	day      Date
	from, to int
}

// meets says whether two spans share a minute; one may begin when the other ends.
func (t timespan) meets(o timespan) bool { return t.day == o.day && t.from < o.to && o.from < t.to }

// span reads a session's time; false when a part of it is missing or turned round.
func span(s Session) (timespan, bool) {
	from, ok1 := minutes(s.Start)
	to, ok2 := minutes(s.End)
	return timespan{s.Date, from, to}, ok1 && ok2 && s.Date != "" && from < to
}

// minutes reads "09:00" as minutes from midnight.
func minutes(s string) (int, bool) {
	if len(s) != 5 || s[2] != ':' {
		return 0, false
	}
	h, err1 := strconv.Atoi(s[:2])
	m, err2 := strconv.Atoi(s[3:])
	return h*60 + m, err1 == nil && err2 == nil && h < 24 && m < 60
}

// roomRows checks 考场: numbers, and what notice 2.6 and 9.3 ask of each room. A
// review room without camera is only warned of (domain 2, R8).
func (c *planCheck) roomRows() {
	c.nonEmpty(SheetRooms, len(c.p.Rooms))
	for i, r := range c.p.Rooms {
		row := c.src.Row(SheetRooms, i)
		if r.No != "" && c.rooms[r.No] != i {
			c.add(SeverityError, "duplicate-number", cell{SheetRooms, row, ColRoom}, r.No, "other", c.src.Row(SheetRooms, c.rooms[r.No]))
		}
		severity := SeverityError
		if r.Kind == Review {
			severity = SeverityWarning
		}
		if r.Cameras == "" {
			c.add(severity, "no-camera", cell{SheetRooms, row, ColCameras}, "", "room", r.No)
		}
		if r.Equipment == "" {
			c.add(severity, "no-equipment", cell{SheetRooms, row, ColEquipment}, "", "room", r.No)
		}
		if r.Kind == Theory && r.Capacity > theoryRoomSize {
			c.add(SeverityWarning, "room-large", cell{SheetRooms, row, ColCapacity}, strconv.Itoa(r.Capacity), "limit", theoryRoomSize)
		}
		c.print(cell{SheetRooms, row, ColRoomName}, r.Name)
		c.print(cell{SheetRooms, row, ColPlace}, r.Place)
	}
}

// sessionRows checks 场次 row by row.
func (c *planCheck) sessionRows() {
	c.nonEmpty(SheetSessions, len(c.p.Sessions))
	for i, s := range c.p.Sessions {
		row := c.src.Row(SheetSessions, i)
		if s.No != "" && c.sessions[s.No] != i {
			c.add(SeverityError, "duplicate-number", cell{SheetSessions, row, ColSession}, string(s.No), "other", c.src.Row(SheetSessions, c.sessions[s.No]))
		}
		if si, ok := c.subjects[s.Subject]; s.Subject != "" && !ok {
			c.add(SeverityError, "unknown-subject", cell{SheetSessions, row, ColSubject}, s.Subject)
		} else if ok && s.Component == Review && c.p.Subjects[si].Level.Valid() && !c.p.Subjects[si].Level.NeedsReview() {
			c.add(SeverityError, "review-unexpected", cell{SheetSessions, row, ColComponent}, "", "level", c.p.Subjects[si].Level)
		}
		c.sessionRoom(s, row)
		c.sessionTime(s, row)
	}
}

// sessionRoom checks the room of a session: known, of the right kind, large
// enough. Review candidates come one after another, so their room bounds nothing.
func (c *planCheck) sessionRoom(s Session, row int) {
	at := cell{SheetSessions, row, ColRoom}
	ri, ok := c.rooms[s.Room]
	if !ok {
		if s.Room != "" && len(c.p.Rooms) > 0 {
			c.add(SeverityError, "unknown-room", at, s.Room)
		}
		return
	}
	room, n := c.p.Rooms[ri], c.seated[s.No]
	switch {
	case s.Component != "" && room.Kind != "" && room.Kind != s.Component:
		c.add(SeverityError, "room-mismatch", at, s.Room, "component", s.Component, "kind", room.Kind)
	case s.Component != Review && room.Capacity > 0 && n > room.Capacity:
		c.add(SeverityError, "room-overbooked", at, s.Room, "session", string(s.No), "candidates", n, "capacity", room.Capacity)
	}
}

func (c *planCheck) sessionTime(s Session, row int) {
	h := c.p.Header
	if s.Date != "" && h.From != "" && h.To != "" && h.From <= h.To && (s.Date < h.From || s.Date > h.To) {
		c.add(SeverityError, "session-outside-plan", cell{SheetSessions, row, ColDate}, string(s.Date), "from", h.From, "to", h.To)
	}
	end := cell{SheetSessions, row, ColEnd}
	from, ok1 := minutes(s.Start)
	to, ok2 := minutes(s.End)
	if !ok1 || !ok2 {
		return
	}
	n := c.seated[s.No]
	switch {
	case to <= from:
		c.add(SeverityError, "time-order", end, s.End, "start", s.Start)
	case s.Component == Theory && to-from < theoryMinutes:
		c.add(SeverityWarning, "theory-short", end, s.End, "minutes", to-from, "need", theoryMinutes)
	case s.Component == Review && n > 0 && to-from < reviewMinutes*n:
		c.add(SeverityWarning, "review-short", end, s.End, "minutes", to-from, "candidates", n, "need", reviewMinutes)
	}
}

// sessionClashes reports every session that is in a room while another still is.
func (c *planCheck) sessionClashes() {
	byRoom := map[string][]int{}
	for i, s := range c.p.Sessions {
		if _, ok := c.at[s.No]; ok && s.Room != "" && c.sessions[s.No] == i {
			byRoom[s.Room] = append(byRoom[s.Room], i)
		}
	}
	for _, r := range c.p.Rooms {
		list := byRoom[r.No]
		delete(byRoom, r.No)
		c.clashes(list, func(i, other int) {
			c.add(SeverityError, "room-clash", cell{SheetSessions, c.src.Row(SheetSessions, i), ColRoom}, r.No,
				"session", string(c.p.Sessions[i].No), "other", string(c.p.Sessions[other].No))
		})
	}
}

// clashes sorts sessions by time and calls report for each that begins before an
// earlier one has ended, with that one.
func (c *planCheck) clashes(list []int, report func(later, earlier int)) {
	when := func(k int) timespan { return c.at[c.p.Sessions[list[k]].No] }
	sort.SliceStable(list, func(a, b int) bool {
		x, y := when(a), when(b)
		return x.day < y.day || x.day == y.day && x.from < y.from
	})
	longest := 0 // of those before k on its day, the one that ends last
	for k := 1; k < len(list); k++ {
		if when(longest).meets(when(k)) {
			report(list[k], list[longest])
		}
		if when(k).day != when(longest).day || when(k).to > when(longest).to {
			longest = k
		}
	}
}
