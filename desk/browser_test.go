package desk_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/desk"
	"github.com/civicline/civicline/desk/web"
)

// needs skips the test if a tool is missing, or fails it where the tools must
// be there (CIVICLINE_REQUIRE_TOOLS=1).
func needs(t *testing.T) (chromium string) {
	t.Helper()
	missing := func(what string) {
		if os.Getenv("CIVICLINE_REQUIRE_TOOLS") == "1" {
			t.Fatal(what)
		}
		t.Skip(what)
	}
	if testing.Short() {
		t.Skip("-short: no browser")
	}
	if _, err := exec.LookPath("node"); err != nil {
		missing("node is not installed")
	}
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		missing("chromium is not installed")
	}
	if _, err := fs.Stat(web.Pages(), "index.html"); err != nil {
		missing("desk/web/dist is not built: run make build")
	}
	if _, err := os.Stat("web/node_modules/playwright-core"); err != nil {
		missing("desk/web/node_modules is not there: run make build")
	}
	return chromium
}

// TestBrowser drives the built page in Chromium through an agent's day. The
// steps are in web/tests/desk.mjs; each that it reports is a test here.
func TestBrowser(t *testing.T) {
	chromium := needs(t)
	phones, err := newTonePhones()
	if err != nil {
		t.Fatal(err)
	}
	defer phones.Close()
	r := newRig(t, time.Now, func(o *desk.Options) {
		o.Pages, o.Webphones = web.Pages(), phones
		o.Recordings = os.DirFS("testdata")
		o.Poll = time.Second
	})
	r.c.wrapUp = 2 * time.Minute
	stage := httptest.NewServer(stageHands(r, phones))
	defer stage.Close()
	cmd := exec.CommandContext(t.Context(), "node", "web/tests/desk.mjs", r.srv.URL, stage.URL)
	cmd.Env = append(os.Environ(), "CHROMIUM="+chromium)
	steps(t, cmd)
}

// steps runs a script that prints "ok NAME", or "not ok NAME" and then a line
// of JSON with the reason.
func steps(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	n := 0
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		if name, ok := strings.CutPrefix(line, "ok "); ok {
			n++
			t.Run(name, func(*testing.T) {})
		} else if name, ok := strings.CutPrefix(line, "not ok "); ok {
			n++
			why := ""
			if lines.Scan() {
				if json.Unmarshal(lines.Bytes(), &why) != nil {
					why = lines.Text()
				}
			}
			t.Run(name, func(t *testing.T) { t.Error(why) })
		} else {
			t.Log(line)
		}
	}
	if err := cmd.Wait(); err != nil && !t.Failed() {
		t.Errorf("the browser script ended with %v", err)
	}
	if n == 0 {
		t.Error("the browser script reported no step")
	}
}

// stageHands lets the script make things happen at the centre.
func stageHands(r *rig, phones *tonePhones) http.Handler {
	mux := http.NewServeMux()
	n := 0
	mux.HandleFunc("POST /ring", func(w http.ResponseWriter, req *http.Request) {
		n++
		id := civicline.CallID(fmt.Sprintf("call-%d", n))
		r.c.ring(id, civicline.AgentID(req.FormValue("agent")), func(c *civicline.Call) {
			if req.FormValue("language") == "en" {
				c.Language, c.Queue, c.Reason = civicline.English, "tier1-en", "I want to know why my case has not moved since March."
			}
		})
		for i, turn := range talk {
			if i < 4 {
				r.c.say(id, turn)
			}
		}
		fmt.Fprint(w, id)
	})
	mux.HandleFunc("POST /talk", func(_ http.ResponseWriter, req *http.Request) {
		for _, turn := range talk[4:] {
			r.c.say(civicline.CallID(req.FormValue("call")), turn)
		}
	})
	mux.HandleFunc("POST /caller-hangs-up", func(_ http.ResponseWriter, req *http.Request) {
		r.c.callerHangsUp(civicline.CallID(req.FormValue("call")))
	})
	mux.HandleFunc("POST /crowd", func(http.ResponseWriter, *http.Request) {
		crowd(r.c)
		watched(r.c)
	})
	mux.HandleFunc("POST /callback", func(w http.ResponseWriter, req *http.Request) {
		n++
		id := civicline.CallID(fmt.Sprintf("call-%d", n))
		r.c.fallDue(id, civicline.AgentID(req.FormValue("agent")), req.FormValue("first") == "caller")
		fmt.Fprint(w, id)
	})
	mux.HandleFunc("POST /dialled", func(_ http.ResponseWriter, req *http.Request) {
		r.c.dialled(civicline.CallID(req.FormValue("call")), civicline.Miss(req.FormValue("miss")))
	})
	mux.HandleFunc("POST /officer", func(http.ResponseWriter, *http.Request) {
		r.c.officerReady()
		r.c.mu.Lock()
		defer r.c.mu.Unlock()
		r.c.agents["elena"].State = civicline.SignedOut
	})
	mux.HandleFunc("POST /items-late", func(http.ResponseWriter, *http.Request) { r.c.itemsLate() })
	mux.HandleFunc("POST /wrap-up-ends", func(_ http.ResponseWriter, req *http.Request) {
		r.c.wrapUpEnds(civicline.AgentID(req.FormValue("agent")))
	})
	mux.HandleFunc("GET /sound", func(w http.ResponseWriter, _ *http.Request) {
		l := phones.last()
		if l == nil {
			fmt.Fprint(w, `{}`)
			return
		}
		fmt.Fprintf(w, `{"loud":%d,"quiet":%d,"keys":%q}`, l.loud.Load(), l.quiet.Load(), l.pressed())
	})
	mux.HandleFunc("GET /state", func(w http.ResponseWriter, req *http.Request) {
		r.c.mu.Lock()
		defer r.c.mu.Unlock()
		a := r.c.agents[civicline.AgentID(req.FormValue("agent"))]
		note := ""
		if call := r.c.calls[civicline.CallID(req.FormValue("call"))]; call != nil {
			note = call.Note
		}
		fmt.Fprintf(w, `{"state":%q,"reason":%q,"until":%d,"note":%q,"closings":%d}`, a.State, a.Reason, a.Until.UnixMilli(), note, len(r.c.closings))
	})
	return mux
}

// talk is the conversation of the browser test.
var talk = []civicline.Turn{
	{Who: civicline.ByBot, Language: civicline.Spanish, Text: "Gracias por llamar. En pocas palabras, ¿en qué le ayudo?", Began: time.Second},
	{Who: civicline.ByCaller, Language: civicline.Spanish, Text: "Quiero hablar con una persona.", Began: 6 * time.Second, Interrupted: false},
	{Who: civicline.ByBot, Language: civicline.Spanish, Text: "Con gusto. ¿Cuál es el motivo de su llamada?", Began: 9 * time.Second},
	{Who: civicline.ByCaller, Language: civicline.Spanish, Text: "Quiero saber por qué mi caso no se ha movido desde marzo.", Began: 13 * time.Second},
	{Who: civicline.ByAgent, Language: civicline.Spanish, Text: "Buenas tardes, le atiende María.", Began: 122 * time.Second},
	{Who: civicline.ByCaller, Language: civicline.Spanish, Text: "Ah, qué bueno, gracias. Mi número de recibo es éste.", Keys: "9900104", Began: 126 * time.Second},
}

// crowd fills the board: lines, agents in every state, promised callbacks.
func crowd(c *smallCenter) {
	for i, min := range []int{7, 4, 1} {
		c.ring(civicline.CallID(fmt.Sprintf("waiting-%d", i)), "", func(call *civicline.Call) {
			call.Entered = c.now().Add(-time.Duration(min) * time.Minute)
			call.From = civicline.PhoneNumber(fmt.Sprintf("120255501%02d", 40+i*7))
			if i == 1 {
				call.State = civicline.Away
			}
			if i == 2 {
				call.Queue, call.Language = "tier1-en", civicline.English
			}
		})
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, state := range map[civicline.AgentID]civicline.AgentState{"james": civicline.Talking, "olga": civicline.NotReady} {
		c.agents[id].State, c.agents[id].Since = state, c.now().Add(-4*time.Minute)
	}
	c.agents["olga"].Reason = "lunch"
	c.agents["james"].Skills, c.agents["james"].Began, c.agents["james"].Worked = map[string]int{"en": 4, "military": 3}, c.now().Add(-3*time.Hour), 100*time.Minute
	c.pledges = append(c.pledges, civicline.Callback{Reference: civicline.NewReference(20771430), Number: "+12025550188",
		Language: civicline.Spanish, Reason: "Perdí mi cita de huellas.", Due: c.now().Add(14 * time.Hour), State: civicline.CallbackPromised},
		civicline.Callback{Reference: civicline.NewReference(20771431), Number: "+12025550189", Language: civicline.English,
			Due: c.now().Add(-time.Hour), State: civicline.CallbackUnreached, Attempts: 2})
	c.note(civicline.Event{Kind: civicline.CallbackBooked, Who: civicline.Bot})
}
