// Command civicline is the whole contact centre in one program. Run it without
// arguments to see what it can do.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// A command is one thing that civicline does, by its first word or words.
type command struct {
	name string
	does string
	run  func(ctx context.Context, c *console, args []string) error
}

// commands in the order that help shows them.
func commands() []command {
	return []command{
		{"run", "start the centre", runCentre},
		{"demo", "hear a whole centre in the terminal: scripted callers over real SIP and WebRTC", runDemo},
		{"call", "place one call: civicline call sip:…|local --say \"…\" | --wav FILE | --keys …", runCall},
		{"models", "list, pull or check the speech models", runModels},
		{"agency check", "check an agency's files: civicline agency check [FOLDER]", runAgencyCheck},
		{"agency hash", "make the hash of a password, for people.yaml", runAgencyHash},
		{"eval speech", "word error rate and latency on a manifest of recordings", runEvalSpeech},
		{"eval normalise", "how written text is put into words: rows written~spoken", runEvalNormalise},
		{"flow check", "check the flows and words of an agency: civicline flow check [FOLDER]", runFlowCheck},
		{"flow try", "chat with the bot by typed words", runFlowTry},
		{"flow show", "print flows, both languages side by side; without a name, list them", runFlowShow},
		{"eval talks", "play talks, and tell which did not go as written", runEvalTalks},
		{"eval callers", "random simulated callers through the flows: how their calls end", runEvalCallers},
		{"eval intents", "how well the words of callers are understood: --train FILE --test FILE", runEvalIntents},
		{"eval waits", "how good the wait estimates are on a call log: --calls FILE", runEvalWaits},
		{"eval entities", "how receipt numbers, dates, names and the like are read, against a file of examples", runEvalEntities},
		{"staff", "how many agents keep a promise to callers, for one interval or by half-hours", runStaff},
		{"simulate", "play days of the centre in fast time: waits, service level, callbacks, the English/Spanish gap", runSimulate},
		{"bench acd", "how fast calls find agents, and whether anybody is overtaken: --steps N", runBenchACD},
		{"bench calls", "how many calls this machine carries", runBenchCalls},
		{"bench crash", "kill a centre at random moments and count what was lost or made twice", runBenchCrash},
		{"crash-child", "", runCrashChild},     // started by bench crash
		{"speech-worker", "", runSpeechWorker}, // started by the centre itself
		{"bench-callers", "", runBenchCallers}, // started by bench calls
		{"version", "say which version this is", runVersion},
	}
}

// A console is where a command talks to the person who gave it.
type console struct {
	in  io.Reader
	out io.Writer // what was asked for
	err io.Writer // progress, warnings
}

// errUsage is returned when the words of the command line made no sense and
// the reason has been said.
var errUsage = errors.New("usage")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := dispatch(ctx, &console{os.Stdin, os.Stdout, os.Stderr}, os.Args[1:])
	stop()
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
	case errors.Is(err, errUsage):
		os.Exit(2)
	default:
		fmt.Fprintln(os.Stderr, "civicline:", err)
		os.Exit(1)
	}
}

// dispatch finds the command whose words args begins with.
func dispatch(ctx context.Context, c *console, args []string) error {
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" || args[0] == "-h" {
		usage(c.out)
		return nil
	}
	for _, cmd := range commands() {
		words := strings.Fields(cmd.name)
		if len(args) >= len(words) && strings.Join(args[:len(words)], " ") == cmd.name {
			return cmd.run(ctx, c, args[len(words):])
		}
	}
	fmt.Fprintf(c.err, "civicline: there is no command %q.\n\n", strings.Join(args, " "))
	usage(c.err)
	return errUsage
}

func usage(w io.Writer) {
	fmt.Fprint(w, "Civicline is an open contact centre for public agencies.\n\n")
	for _, cmd := range commands() {
		if cmd.does != "" {
			fmt.Fprintf(w, "  civicline %-12s %s\n", cmd.name, cmd.does)
		}
	}
	fmt.Fprint(w, "\nEach command explains its flags with --help.\n")
}

// flags makes a flag set that explains itself on the console.
func (c *console) flags(name, args, what string) *flag.FlagSet {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.SetOutput(c.err)
	f.Usage = func() {
		fmt.Fprintf(c.err, "civicline %s %s\n\n%s\n\n", name, args, what)
		f.PrintDefaults()
	}
	return f
}

// parse reads args, allowing flags after the words too.
func parse(f *flag.FlagSet, args []string) ([]string, error) {
	var words []string
	for {
		if err := f.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, errUsage
		}
		args = f.Args()
		if len(args) == 0 {
			return words, nil
		}
		words, args = append(words, args[0]), args[1:]
	}
}
