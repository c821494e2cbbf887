package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"kaowu/app/exam"
)

// peerLimit is how far a peer's time may be ahead and still be adopted (record.md 4).
const peerLimit = 10 * time.Minute

// peerTime is the newest stamp of another log that is on its way into the book.
type peerTime struct {
	log string
	at  exam.Stamp
}

// MeetPeer takes note of the newest stamp of a peer's log, before or after its events are
// taken in: the book's clock goes on from it, so that what is saved next comes after
// what this laptop knows. A time more than ten minutes ahead of this laptop's is not
// adopted: the device says so in a clock.disagrees event, once for each such time, and
// adopted is false. The peer's events keep the times they have.
func (b *Book) MeetPeer(ctx context.Context, log string, newest exam.Stamp) (adopted bool, err error) {
	d, err := b.opened()
	if err != nil {
		return false, err
	}
	r := &request{peer: &peerTime{log, newest}}
	err = d.send(ctx, r)
	return r.adopted, err
}

// newestOf are the newest stamps of each log among facts.
func newestOf(facts []exam.Fact) map[string]exam.Stamp {
	out := map[string]exam.Stamp{}
	for _, f := range facts {
		if out[f.Log].Compare(f.At) < 0 {
			out[f.Log] = f.At
		}
	}
	return out
}

// meetPeers is MeetPeer for several logs.
func (b *Book) meetPeers(ctx context.Context, newest map[string]exam.Stamp) error {
	for _, log := range slices.Sorted(maps.Keys(newest)) {
		if _, err := b.MeetPeer(ctx, log, newest[log]); err != nil {
			return err
		}
	}
	return nil
}

// meet lets the group's clock go on from a peer's stamp, or says why not.
func (g *group) meet(r *request) error {
	ahead := r.peer.at.Time.Sub(g.wall.Time)
	if ahead <= peerLimit {
		if r.peer.at.Compare(g.meta.At) > 0 {
			g.meta.At = r.peer.at
		}
		r.adopted = true
		return nil
	}
	about := "peer/" + r.peer.log
	if told, err := g.toldOf(about, r.peer.at.Time); told || err != nil {
		return err
	}
	body := exam.ClockDisagreement{Log: r.peer.log, Peer: r.peer.at.Time, Milliseconds: ahead.Milliseconds()}
	r.own++
	return g.addOwn(Draft{Signer: g.d.dev, Kind: exam.ClockDisagrees, On: g.d.dev.By, About: about, Body: body})
}

// toldOf says whether the device has said already that this time disagrees. The index may
// be a group behind, so what was said since the start is remembered.
func (g *group) toldOf(about string, at exam.Time) (bool, error) {
	if g.d.disagreed[about].Equal(at.Time) {
		return true, nil
	}
	if g.d.disagreed == nil {
		g.d.disagreed = map[string]exam.Time{}
	}
	g.d.disagreed[about] = at
	said, err := g.d.index.events(g.d.dev.By)
	for _, f := range said {
		if f.Kind != exam.ClockDisagrees || f.Abt != about {
			continue
		}
		if b, bad := exam.BodyOf[exam.ClockDisagreement](f); bad == nil && b.Peer.Equal(at.Time) {
			return true, nil
		}
	}
	return false, err
}
