package store

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"sync"
	"testing"
	"time"

	"kaowu/app/exam"
)

// peakHeap is the most heap that do held beyond what was live before it, in bytes, looked
// at every few milliseconds.
func peakHeap(do func()) uint64 {
	runtime.GC()
	live := func() uint64 {
		s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(s)
		return s[0].Value.Uint64()
	}
	before, peak := live(), uint64(0)
	stop := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		for tick := time.NewTicker(5 * time.Millisecond); ; {
			select {
			case <-stop:
				tick.Stop()
				return
			case <-tick.C:
				peak = max(peak, live())
			}
		}
	})
	do()
	close(stop)
	watch.Wait()
	return peak - min(peak, before)
}

// megabyte is an attachment of a megabyte, as a photo or a scan is one, that no other is.
func megabyte(n int) []byte {
	b := bytes.Repeat([]byte{byte(n), byte(n >> 8), 7}, (1<<20)/3)
	copy(b, fmt.Sprintf("attachment %d", n))
	return b
}

// BenchmarkArchive writes and verifies archives of 10, 100 and 1,000 MB of attachments.
// heap-ratio is the most heap against that for 10 MB (goal at most 2: garbage that is not collected yet counts): memory does not
// grow with the archive.
func BenchmarkArchive(b *testing.B) {
	base := uint64(0)
	for _, mb := range []int{10, 100, 1000} {
		b.Run(fmt.Sprintf("%dMB", mb), func(b *testing.B) {
			d := newDay(b, nil)
			path := filepath.Join(b.TempDir(), "exam.kaowu")
			for b.Loop() {
				start := time.Now()
				write := peakHeap(func() {
					err := d.book.WriteArchive(b.Context(), path, d.lead, func(seal Seal) ([]string, error) {
						for n := range mb {
							if err := seal(fmt.Sprintf("scans/%04d", n), megabyte(n)); err != nil {
								return nil, err
							}
						}
						return nil, nil
					}, int64(mb)<<20, nil)
					if err != nil {
						b.Fatal(err)
					}
				})
				wrote := time.Since(start)
				start = time.Now()
				verify := peakHeap(func() {
					v, err := VerifyFile(b.Context(), path, VerifyOptions{As: "S17", Passphrase: []byte(leadPass)})
					if err != nil || !v.OK || !v.Opened {
						b.Fatalf("%+v, %v", v, err)
					}
				})
				if base == 0 {
					base = max(write, verify)
				}
				b.ReportMetric(float64(write)/1e6, "write-MB")
				b.ReportMetric(float64(verify)/1e6, "verify-MB")
				b.ReportMetric(wrote.Seconds(), "write-s")
				b.ReportMetric(time.Since(start).Seconds(), "verify-s")
				b.ReportMetric(float64(max(write, verify))/float64(base), "heap-ratio")
			}
			_ = os.Remove(path)
		})
	}
}

// BenchmarkVerifyEvents verifies archives of 20,000 and 200,000 events. heap-ratio is the
// most heap of the larger against the smaller, rate-ratio their events a second.
func BenchmarkVerifyEvents(b *testing.B) {
	base, rate := uint64(0), 0.0
	for _, events := range []int{20_000, 200_000} {
		b.Run(fmt.Sprint(events), func(b *testing.B) {
			d := newDay(b, nil)
			signer := d.lead.Signer()
			for n := 0; n < events; n += 1000 {
				drafts := make([]Draft, 1000)
				for i := range drafts {
					drafts[i] = Draft{Signer: signer, Kind: exam.ItemScored, On: fmt.Sprintf("candidate/%010d", 2026620000+(n+i)%10_000),
						About: fmt.Sprintf("practical/P01/S17/%d", (n+i)/10_000), Body: exam.Score{Score: 215}}
				}
				mustAppend(b, d.book, drafts...)
			}
			if err := d.write(b); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				start := time.Now()
				heap := peakHeap(func() {
					v, err := VerifyFile(b.Context(), d.archive, VerifyOptions{As: "S17", Passphrase: []byte(leadPass)})
					if err != nil || !v.OK || v.Events < uint64(events) {
						b.Fatalf("%+v, %v", v, err)
					}
				})
				each := float64(events) / time.Since(start).Seconds()
				if base == 0 {
					base, rate = heap, each
				}
				b.ReportMetric(float64(heap)/1e6, "heap-MB")
				b.ReportMetric(each, "events/s")
				b.ReportMetric(float64(heap)/float64(base), "heap-ratio")
				b.ReportMetric(each/rate, "rate-ratio")
			}
		})
	}
}
