package exam

// TimeStamp is a token of a time-stamping authority (RFC 3161) for a checkpoint: from
// then on nobody can say that the log up to there was written later.
type TimeStamp struct {
	Checkpoint string `json:"checkpoint"` // the signed note that was stamped, as it stands
	Authority  string `json:"authority"`  // host that was asked
	Time       Time   `json:"time"`       // as the token says
	Token      []byte `json:"token"`      // base64 of the DER
}
