package screen

import "kaowu/app/desk"

func newLedger(u *ui, o *desk.Officer) screen { return &nothing{u, "ledger", nil} }
func newCards(u *ui, o *desk.Officer) screen  { return &nothing{u, "cards", nil} }
