package province

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

// shutdownTime is how long a closing receiver waits for requests under way.
const shutdownTime = 5 * time.Second

// Listen serves on addr ("127.0.0.1:0" takes a free port) over TLS 1.3, to
// clients with a certificate of this receiver's authority and nobody else, until
// ctx ends. ready is told the address in use before the first request is taken.
func (r *Receiver) Listen(ctx context.Context, addr string, ready func(addr string)) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	der, key, err := r.ca.server(r.cfg.Clock(), host)
	if err != nil {
		return err
	}
	pool := x509.NewCertPool()
	pool.AddCert(r.ca.cert)
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	s := &http.Server{
		Handler: r.Handler(),
		TLSConfig: &tls.Config{MinVersion: tls.VersionTLS13, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: pool,
			Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, Time: r.cfg.Clock},
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          log.New(io.Discard, "", 0), // a failed handshake is the client's to tell
	}
	ready(l.Addr().String())
	done := make(chan error, 1)
	go func() { done <- s.ServeTLS(l, "", "") }()
	select {
	case err := <-done:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	err = s.Shutdown(stop)
	if err != nil {
		err = errors.Join(fmt.Errorf("stop serving: %w", err), s.Close())
	}
	<-done
	return err
}
