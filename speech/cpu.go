package speech

import (
	"os"
	"strconv"
	"strings"
	"time"
)

// ProcessorTime is what the workers have used so far, without those that ended;
// 0 where the system does not tell.
func (e *Engines) ProcessorTime() time.Duration {
	var sum time.Duration
	for _, all := range e.listeners {
		for _, s := range all {
			s.mu.Lock()
			if s.proc != nil {
				sum += used(s.proc.cmd.Process.Pid)
			}
			s.mu.Unlock()
		}
	}
	return sum
}

// tick is the unit of /proc/PID/stat on every Linux that Go runs on.
const tick = 10 * time.Millisecond

// used reads /proc/PID/stat, see proc(5): utime and stime are the fields 14 and
// 15, and the name in parentheses before them may hold blanks.
func used(pid int) time.Duration {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0
	}
	f := strings.Fields(string(b)[strings.LastIndexByte(string(b), ')')+1:])
	if len(f) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(f[11])
	system, _ := strconv.Atoi(f[12])
	return time.Duration(user+system) * tick
}
