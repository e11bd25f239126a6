package entity

import (
	"regexp"
	"strings"
)

var (
	address = regexp.MustCompile(`[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+`)
	hosts   = map[string]string{"g mail": "gmail", "hot mail": "hotmail", "out look": "outlook", "i cloud": "icloud", "a o l": "aol", "jotmail": "hotmail", "jimail": "gmail", "ye mail": "ymail", "gimeil": "gmail"}
)

// emails finds an address: as written, or as said: "maria dot lopez at gmail dot com".
func (s *search) emails() {
	for _, t := range s.turns {
		if !strings.Contains(t.text, "@") {
			s.put(Email, t.spokenEmail())
			continue
		}
		if m := address.FindString(t.text); m != "" {
			s.put(Email, strings.ToLower(strings.TrimRight(m, ".-")))
		}
	}
}

func (t *turn) spokenEmail() string {
	for i, w := range t.plain {
		if (w == "at" || w == "arroba") && i > 0 && i+2 < len(t.plain) {
			if host, ok := t.host(i + 1); ok {
				if user := t.user(i); user != "" {
					return user + "@" + host
				}
			}
		}
	}
	return ""
}

// host reads "gmail dot com".
func (t *turn) host(i int) (string, bool) {
	out, dots := "", 0
	for ; i < len(t.plain) && i < len(t.words); i++ {
		w := t.plain[i]
		if i+1 < len(t.plain) {
			if h := hosts[w+" "+t.plain[i+1]]; h != "" {
				out += h
				i++
				continue
			}
		}
		if h := hosts[w]; h != "" {
			w = h
		}
		switch {
		case w == "dot" || w == "punto" || w == "point" || t.words[i].sep == "." && out != "" && !strings.HasSuffix(out, "."):
			out += "."
			dots++
			if t.words[i].sep == "." && w != "dot" && w != "punto" {
				out += w
			}
			continue
		case dots > 0 && !strings.HasSuffix(out, "."):
			return out, true
		case dots == 0 && len(out) > 40:
			return "", false
		}
		out += w
		if dots > 0 && (w == "com" || w == "org" || w == "net" || w == "edu" || w == "gov") {
			return out, true
		}
	}
	return out, dots > 0 && !strings.HasSuffix(out, ".") && strings.Index(out, ".") > 0
}

var emailLeads = set("is es email mail correo its electronico address direccion me my mi the el escriba send to yes si and y")

// user reads what stands before the at.
func (t *turn) user(end int) string {
	start := end
	for start > 0 && !emailLeads[t.plain[start-1]] && end-start < 12 {
		start--
	}
	out := ""
	for i := start; i < end; {
		w := t.plain[i]
		switch {
		case w == "dot" || w == "punto" || w == "point":
			w = "."
		case w == "underscore" || w == "under" && i+1 < end && t.plain[i+1] == "score":
			if w == "under" {
				i++
			}
			w = "_"
		case w == "guion" && i+1 < end && t.plain[i+1] == "bajo":
			w = "_"
			i++
		case w == "dash" || w == "hyphen" || w == "guion":
			w = "-"
		default:
			if n := numberAt(t.plain[i:end], t.lang); n.used > 0 && !n.ordinal {
				w = n.text
				i += n.used - 1
			} else if (w == "oh") && i > start {
				w = "0"
			} else if letters, used := t.spelledAt(i, end); used > 0 {
				w = strings.ToLower(letters)
				i += used - 1
			} else if t.words[i].sep == "." || t.words[i].sep == "_" || t.words[i].sep == "-" {
				w = t.words[i].sep + w
			}
		}
		out += w
		i++
	}
	return strings.Trim(out, ".-")
}
