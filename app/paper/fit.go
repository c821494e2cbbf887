package paper

// fit widens the columns whose longest word or number would be cut, at the cost of
// those that have room: an exam number on two lines is misread. Columns of Chinese
// text give first, since they may break anywhere.
func (fl *flow) fit(t table) []float64 {
	need := make([]float64, len(t.widths)) // the width of the longest unit
	short := false
	for _, rows := range [][]row{t.head, t.rows} {
		for _, r := range rows {
			col := 0
			for _, c := range r {
				if c.span <= 1 && c.s != "" && col < len(need) {
					w := fl.widest(c.s, t.sizeOf(c), t.widths[col]-2*padX) + 2*padX
					need[col] = max(need[col], w)
					short = short || w > t.widths[col]
				}
				col += max(1, c.span)
			}
		}
	}
	if !short {
		return t.widths
	}
	lack, spare := 0.0, 0.0
	for i, w := range t.widths {
		if need[i] > w {
			lack += need[i] - w
		} else {
			spare += w - need[i]
		}
	}
	share := 1.0 // of what is wanted, when not enough can be given
	if lack > spare {
		share = spare / lack
	}
	out := make([]float64, len(t.widths))
	for i, w := range t.widths {
		if need[i] > w {
			out[i] = w + (need[i]-w)*share
		} else {
			out[i] = w - (w-need[i])*lack*share/max(spare, lack*share)
		}
	}
	return out
}

// widest is the width of the longest piece of s that should not be broken. Text
// that fits in room is not taken apart: its units need no more than they have, and
// half of that is kept for it, so that a column is not squeezed to one character.
func (fl *flow) widest(s string, size, room float64) float64 {
	f := fl.f.Face
	s = f.Printable(s)
	whole := f.Width(s, size)
	if whole <= room {
		return min(whole, max(room/2, whole*0.8))
	}
	w := room / 2
	for _, u := range units(s) {
		w = max(w, f.Width(u, size))
	}
	return w
}
