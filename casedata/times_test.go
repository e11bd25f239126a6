package casedata_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/casedata"
)

func TestStatusMeaning(t *testing.T) {
	d, g := open(t)
	for said, want := range map[string]string{
		"actively reviewed": "Case Is Being Actively Reviewed",
		"It says actively reviewed, what does that mean?":         "Case Is Being Actively Reviewed",
		"My case was transferred, is that bad?":                   "Case Was Transferred and a New Office Has Jurisdiction",
		"The website changed to fingerprints taken, now what?":    "Case Was Updated to Show Fingerprints Were Taken",
		"case was received":                                       "Case Was Received",
		"it says case was approved":                               "Case Was Approved",
		"expedite request denied":                                 "Expedite Request Denied",
		"request for additional evidence was sent":                "Request for Additional Evidence Was Sent",
		"card was mailed to me":                                   "Card Was Mailed to Me",
		"ready to be scheduled for an interview":                  "Case Is Ready to Be Scheduled for an Interview",
		"my interview was rescheduled":                            "Interview Was Rescheduled",
		"no one appeared":                                         "No One Appeared for In-Person Processing",
		"new card is being produced":                              "New Card Is Being Produced",
		"it says rejected because i did not sign":                 "Case Was Rejected Because I Did Not Sign My Form",
		"Me sale que está en revisión activa, ¿qué quiere decir?": "Case Is Being Actively Reviewed",
		"Dice que transfirieron mi caso, ¿eso es malo?":           "Case Was Transferred and a New Office Has Jurisdiction",
		"dice que ya tomaron mis huellas, ¿y ahora qué sigue?":    "Case Was Updated to Show Fingerprints Were Taken",
		"caso aprobado":                                           "Case Was Approved",
		"tarjeta devuelta":                                        "Card Was Returned",
		"entrevista programada":                                   "Interview Was Scheduled",
		"enviado al departamento de estado":                       "Case Was Sent to the Department of State",
		"solicitud de evidencia adicional":                        "Request for Additional Evidence Was Sent",
		// Fits several alike, or nothing.
		"rejected":                 "",
		"what does my status mean": "", "no entiendo lo que dice el estatus de mi caso": "", "banana": "", "": "", "qué significa mi estado": "",
		"it says notice explaining actions, i'm scared": "",
		"i have a green card":                           "", "yes": "", "no sé": "", "i o e nine nine nine": "",
	} {
		if got := lookUp(t, d, g, casedata.StatusMeaning, civicline.Facts{"status title": said}); got["status en"] != want {
			t.Errorf("%q: %q; want %q", said, got["status en"], want)
		}
	}
	f := lookUp(t, d, g, casedata.StatusMeaning, civicline.Facts{"status title": "caso aprobado"})
	if f["meaning es"] != "El caso fue aprobado y se envió un aviso." || f["source date"] != "2026-11-20" {
		t.Error(f)
	}
}

// TestEveryTitleIsFound: whoever reads a title from the screen is understood.
func TestEveryTitleIsFound(t *testing.T) {
	d, g := open(t)
	a := tables(t)
	for _, s := range a.Statuses {
		for _, title := range s.Title {
			if got := lookUp(t, d, g, casedata.StatusMeaning, civicline.Facts{"status title": strings.ToLower(title)}); got["status en"] != s.Title["en"] {
				t.Errorf("%q: %q", title, got["status en"])
			}
		}
	}
}

func TestProcessingTime(t *testing.T) {
	d, g := open(t)
	for _, tt := range []struct {
		with       civicline.Facts
		time, at   string
		tiempo, en string
	}{
		{civicline.Facts{"form": "I-765"}, "6 months", "all offices", "6 meses", "todas las oficinas"},
		{civicline.Facts{"form": "i-140"}, "7 and a half months", "all offices", "7 meses y medio", "todas las oficinas"},
		{civicline.Facts{"form": "N-400"}, "8 months", "most offices", "8 meses", "la mayoría de las oficinas"},
		{civicline.Facts{"form": "N-400", "city": "Houston", "state": "TX"}, "9 and a half months", "the Houston Field Office", "9 meses y medio", "la oficina de Houston"},
		{civicline.Facts{"form": "N-400", "zip": "77036"}, "9 and a half months", "the Houston Field Office", "9 meses y medio", "la oficina de Houston"},
		{civicline.Facts{"form": "N-400", "city": "Tampa", "state": "FL"}, "8 months", "most offices", "8 meses", "la mayoría de las oficinas"},
		{civicline.Facts{"form": "N-400", "state": "TX"}, "8 months", "most offices", "8 meses", "la mayoría de las oficinas"},
		{civicline.Facts{"form": "I-589"}, "", "", "", ""},
		{civicline.Facts{}, "", "", "", ""},
	} {
		f := lookUp(t, d, g, casedata.ProcessingTime, tt.with)
		if f["processing time en"] != tt.time || f["office en"] != tt.at || f["processing time es"] != tt.tiempo || f["office es"] != tt.en {
			t.Errorf("%v: %v", tt.with, f)
		}
		if tt.time != "" && (f["month es"] != "noviembre de 2026" || f["month en"] != "November 2026" || !strings.Contains(f["source en"], "demonstration") || f["source date"] != "2026-11-01") {
			t.Errorf("%v: no month or source: %v", tt.with, f)
		}
	}
}

// TestInquiryDate: today is November 23rd, 2026. I-821D waits 120 days: it must
// have been received before July 26th.
func TestInquiryDate(t *testing.T) {
	d, g := open(t)
	for _, tt := range []struct {
		form, received, inquiry, first string
		city                           string
	}{
		{"I-821D", "2026-07-24", "yes", "2026-11-22", ""},
		{"I-821D", "2026-07-25", "yes", "2026-11-23", ""},
		{"I-821D", "2026-07-26", "not yet", "2026-11-24", ""},
		{"I-485", "2025-08-18", "yes", "2026-10-13", ""},
		{"I-485", "2025-08-18", "yes", "2026-11-12", "Houston"},
		{"I-485", "2025-09-05", "not yet", "2026-11-30", "Houston"},
		{"I-821D", "2026-07", "not yet", "2026-11-29", ""}, // of a month the last day counts
		{"I-821D", "2026-06", "yes", "2026-10-29", ""},
		{"I-589", "2018-04-11", "no posted time", "", ""},
		{"I-485", "2026-11-23", "not yet", "2028-01-18", ""},
		{"I-485", "2026-11-24", "", "", ""}, // not received yet
		{"I-485", "--08-18", "", "", ""},
		{"I-485", "", "", "", ""},
	} {
		f := lookUp(t, d, g, casedata.InquiryDate, civicline.Facts{"form": tt.form, "received date": tt.received, "city": tt.city})
		if f["inquiry"] != tt.inquiry || f["inquiry date"] != tt.first {
			t.Errorf("%s received %s %s: %q %q; want %q %q", tt.form, tt.received, tt.city, f["inquiry"], f["inquiry date"], tt.inquiry, tt.first)
		}
		if f != nil && (f["source es"] == "" || f["source date"] == "") {
			t.Errorf("%s: no source: %v", tt.form, f)
		}
	}
}

// TestInquiryGrowsWithTheWait: who was received earlier may never ask later.
func TestInquiryGrowsWithTheWait(t *testing.T) {
	d, g := open(t)
	today := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(rt *rapid.T) {
		days := rapid.IntRange(0, 3000).Draw(rt, "days ago")
		ask := func(days int) string {
			return lookUp(t, d, g, casedata.InquiryDate, civicline.Facts{"form": "I-130", "received date": today.AddDate(0, 0, -days).Format(time.DateOnly)})["inquiry"]
		}
		if ask(days) == "yes" && ask(days+1) != "yes" {
			rt.Fatalf("yes after %d days, and not after one more", days)
		}
	})
}

func TestPriorityDate(t *testing.T) {
	d, g := open(t)
	for _, tt := range []struct{ category, country, date, current, chart string }{
		{"F2A", "Mexico", "2023-01-31", "yes", "2023-02-01"},
		{"F2A", "Mexico", "2023-02-01", "no", "2023-02-01"}, // strictly earlier
		{"F2A", "México", "2023-02-02", "no", "2023-02-01"},
		{"F2A", "Canada", "2023-02-02", "yes", "2024-02-01"},
		{"f4", "las Filipinas", "2006-05-31", "yes", "2006-06-01"},
		{"EB2", "India", "2019-06-12", "no", "2013-05-15"},
		{"EB2", "IN", "2013-05", "", ""}, // it depends on the day
		{"EB2", "India", "2013-04", "yes", "2013-05-15"},
		{"EB2", "India", "2013-06", "no", "2013-05-15"},
		{"EB1", "Brazil", "", "everyone", ""},
		{"IR", "Brazil", "2026-01-01", "everyone", ""},
		{"EB4", "Mexico", "2010-01-01", "unavailable", ""},
		{"F9", "Mexico", "2010-01-01", "", ""},
		{"F4", "", "2010-01-01", "", ""},
		{"F4", "Mexico", "--01-01", "", ""},
	} {
		f := lookUp(t, d, g, casedata.PriorityDate, civicline.Facts{"category": tt.category, "country": tt.country, "priority date": tt.date})
		if f["current"] != tt.current || f["chart date"] != tt.chart {
			t.Errorf("%s %s %s: %q %q; want %q %q", tt.category, tt.country, tt.date, f["current"], f["chart date"], tt.current, tt.chart)
		}
		if f != nil && (f["category name es"] == "" || f["chart es"] == "" || f["month en"] != "November 2026" || f["source date"] == "") {
			t.Errorf("%s: something is missing: %v", tt.category, f)
		}
	}
}

func TestPostedTablesThatAreWrong(t *testing.T) {
	const times, bulletin = "form,name_en,name_es,office,months,inquiry_days\n", "category,name_en,name_es,chart_en,chart_es,other,china,india,mexico,philippines\n"
	for want, text := range map[string]string{
		`t.csv:2: I-90: write name_es`:                                       times + "I-90,card,,,9,330\n",
		`t.csv:2: I-90: months: "soon" is no length of time`:                 times + "I-90,card,tarjeta,,soon,330\n",
		`t.csv:2: I-90: months: "7.3" is no length of time`:                  times + "I-90,card,tarjeta,,7.3,330\n",
		`t.csv:2: I-90: inquiry_days: "-1" is no number of days`:             times + "I-90,card,tarjeta,,9,-1\n",
		`t.csv:3: I-90 is there twice for the same office; keep one`:         times + "I-90,card,tarjeta,,9,330\nI-90,card,tarjeta,,8,300\n",
		`t.csv:2: F1: write chart_es`:                                        bulletin + "F1,a,b,c,,C,C,C,C,C\n",
		`t.csv:2: F1: india: "now" is no cell; write YYYY-MM-DD, C for curr`: bulletin + "F1,a,b,c,d,C,C,now,C,C\n",
		`t.csv:3: F1 is there twice; keep one`:                               bulletin + "F1,a,b,c,d,C,C,C,C,C\nF1,a,b,c,d,C,C,C,C,C\n",
	} {
		var err error
		if strings.HasPrefix(text, times) {
			_, err = casedata.ReadPostedTimes("t.csv", strings.NewReader(text))
		} else {
			_, err = casedata.ReadBulletin("t.csv", strings.NewReader(text))
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("err = %v; want %s", err, want)
		}
	}
	nowhere := casedata.Tables{Times: []casedata.PostedTime{{Form: "I-90", Office: "fo-nowhere"}}}
	if err := nowhere.Check(); err == nil || !strings.Contains(err.Error(), `processing_times.csv: I-90 names the office "fo-nowhere"`) {
		t.Errorf("err = %v", err)
	}
}
