package calllog

import (
	"fmt"
	"strings"
	"testing"
)

const bankHead = "vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tser_time\tserver\n"

// told writes a call in one line: when, then the seconds it stood in line and was handled.
func told(c Call) string {
	s := fmt.Sprintf("%d %s %s/%d in %v wait %v handle %v", c.Line, c.Arrived.Format("0102 15:04:05"), c.Kind, c.Priority, !c.Entered.IsZero(), c.Wait(), c.Handle())
	if c.Abandoned {
		s += " abandoned"
	}
	if c.Known {
		s += fmt.Sprintf(" patience %v", c.Patience)
	}
	return strings.TrimSpace(s + " " + c.Server)
}

func TestRead(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"bank: no line->answered", bankHead + "AA\t1\t0\t0\tPS\t990201\t7:02:47\t7:02:56\t9\t0:00:00\t0:00:00\t0\tAGENT\t7:02:55\t7:05:41\t166\tDORIT\n",
			[]string{"2 0201 07:02:47 PS/0 in true wait 0s handle 2m45s DORIT"}},
		{"bank: line->answered", bankHead + "AA\t1\t0\t2\tNE\t990202\t13:13:33\t13:13:42\t9\t13:13:42\t13:14:12\t30\tAGENT\t13:14:11\t13:15:00\t49\tGILI\n",
			[]string{"2 0202 13:13:33 NE/2 in true wait 30s handle 48s GILI"}},
		{"bank: line->hung up", bankHead + "AA\t1\t0\t1\tPS\t990202\t15:19:19\t15:19:24\t5\t15:19:24\t15:20:06\t42\tHANG\t0:00:00\t0:00:00\t0\tNO_SERVER\n",
			[]string{"2 0202 15:19:19 PS/1 in true wait 42s handle 0s abandoned patience 42s"}},
		{"bank: hung up before the line", bankHead + "AA\t1\t0\t0\tPS\t990202\t15:38:30\t15:38:31\t1\t0:00:00\t0:00:00\t0\tHANG\t0:00:00\t0:00:00\t0\tNO_SERVER\n",
			[]string{"2 0202 15:38:30 PS/0 in false wait 0s handle 0s abandoned"}},
		{"bank: phantom->left out", bankHead + "AA\t1\t0\t2\tPS\t990202\t13:13:33\t13:13:42\t9\t13:13:42\t13:14:12\t30\tPHANTOM\t13:13:40\t13:14:18\t38\tNO_SERVER\n", nil},
		{"bank: over midnight", bankHead + "AA\t1\t0\t2\tPS\t990202\t23:59:33\t23:59:42\t9\t23:59:42\t0:01:12\t90\tAGENT\t0:01:11\t0:03:12\t121\tGILI\n",
			[]string{"2 0202 23:59:33 PS/2 in true wait 1m30s handle 2m0s GILI"}},
		{"plain: in the order of arrival", "arrival,wait,outcome,handle\n2026-11-23 09:00:10,5,answered,60\n2026-11-23T09:00:00-05:00,7.5,Abandoned,\n",
			[]string{"3 1123 09:00:00 /0 in true wait 7.5s handle 0s abandoned patience 7.5s", "2 1123 09:00:10 /0 in true wait 5s handle 1m0s"}},
		{"plain: all columns, semicolons", "Queue;arrival;wait;outcome;handle;Server;priority;patience\nen;9:00;5;answered;60;Ann;2;300\n",
			[]string{"2 0101 09:00:00 en/2 in true wait 5s handle 1m0s patience 5m0s Ann"}},
		{"plain: seconds", "arrival,wait,outcome,handle\n3600.5,0,answered,60\n", []string{"2 0101 01:00:00 /0 in true wait 0s handle 1m0s"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			calls, err := Read("log", strings.NewReader(tc.text))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range calls {
				got = append(got, told(c))
			}
			if strings.Join(got, "\n") != strings.Join(tc.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tc.want, "\n"))
			}
		})
	}
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	for _, tc := range []struct{ name, text, say string }{
		{"empty", "", "log: it is empty"},
		{"no such columns", "when,wait,outcome,handle\n", "log: line 1: there is no column arrival"},
		{"bank, a column short", "type\tdate\tvru_entry\n", "log: line 1: there is no column vru_exit"},
		{"outcome", "arrival,wait,outcome,handle\n9:00,1,answered,1\n9:00,1,gone,1\n", "log: line 3: outcome is \"gone\""},
		{"arrival", "arrival,wait,outcome,handle\nsoon,1,answered,1\n", "log: line 2: arrival is \"soon\""},
		{"wait", "arrival,wait,outcome,handle\n9:00,-1,answered,1\n", "log: line 2: wait is \"-1\""},
		{"handle lacks", "arrival,wait,outcome,handle\n9:00,1,answered,\n", "log: line 2: handle is \"\""},
		{"bank time", bankHead + "AA\t1\t0\t2\tPS\t990202\t25:61:33\t23:59:42\t9\t0:00:00\t0:00:00\t90\tAGENT\t0:00:00\t0:00:00\t0\tGILI\n", "log: line 2: vru_entry: \"25:61:33\""},
		{"bank date", bankHead + "AA\t1\t0\t2\tPS\tmonday\t1:01:33\t23:59:42\t9\t0:00:00\t0:00:00\t90\tAGENT\t0:00:00\t0:00:00\t0\tGILI\n", "log: line 2: date is \"monday\""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if _, err := Read("log", strings.NewReader(tc.text)); err == nil || !strings.HasPrefix(err.Error(), tc.say) {
				t.Errorf("%v; want %q", err, tc.say)
			}
		})
	}
}
