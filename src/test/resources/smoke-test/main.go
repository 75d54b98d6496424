// The program of the image registry.sluice.test/smoke-test:1.0.0, which SmokeTestJobIT and ReleaseIT run in Jobs. It asks the
// target for its version, and exits with 1 unless that is WANT, if given; and asks it for / as often as REQUESTS says, and exits
// with 1 at the first answer that is not 200. With HANG set it never ends.
//
//	CGO_ENABLED=0 go build -o smoke-test main.go && tar -cf layer.tar smoke-test
//	crane append --oci-empty-base -f layer.tar -t registry.sluice.test/smoke-test:1.0.0
//	crane mutate registry.sluice.test/smoke-test:1.0.0 --set-platform linux/amd64 --entrypoint /smoke-test -t registry.sluice.test/smoke-test:1.0.0
package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"time"
)

func main() {
	lines := strings.Split(ask("/version"), "\n")
	version := lines[len(lines)-1]
	if want := os.Getenv("WANT"); want != "" && version != want {
		fail(fmt.Sprintf("the version must be %s, but is %s", want, version))
	}
	requests, _ := strconv.Atoi(os.Getenv("REQUESTS"))
	for range requests {
		if status, _, _ := strings.Cut(ask("/"), "\r\n"); !strings.Contains(status, " 200 ") {
			fail("/ must be answered with 200, but is with " + status)
		}
	}
	if os.Getenv("HANG") != "" {
		fmt.Println("waiting for nothing")
		time.Sleep(time.Hour)
	}
}

// ask returns status line, headers and body.
func ask(path string) string {
	address := net.JoinHostPort(os.Getenv("TARGET_HOST"), os.Getenv("TARGET_PORT"))
	fmt.Println("asking", address, "for", path)
	connection, err := net.DialTimeout("tcp", address, 5*time.Second)
	if err != nil {
		fail(err.Error())
	}
	defer connection.Close()
	fmt.Fprintf(connection, "GET %s HTTP/1.0\r\n\r\n", path)
	answer, _ := io.ReadAll(connection)
	return strings.TrimSpace(string(answer))
}

func fail(why string) {
	fmt.Println(why)
	os.Exit(1)
}
