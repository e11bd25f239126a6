package spoken

import "strings"

// endings are the last labels by which a web address is known without its scheme.
var endings = set("gov", "com", "org", "net", "edu", "mil", "info", "us", "mx", "es", "io", "co", "uk", "ca", "biz", "tv", "app")

// webAddress reads e-mail and web addresses: "my dot U S C I S dot gov".
func (r *reader) webAddress(i int) reading {
	if !r.starts(i) && !r.isDash(i-1) || r.ended(i+1) && !r.at(i+1).webby() {
		return reading{}
	}
	j, at, dots, scheme, path := i, 0, 0, 0, 0
	for ; j < min(len(r.toks), i+200) && r.toks[j].kind != blank; j++ {
		switch t := r.toks[j].text; {
		case t == "@":
			at++
		case t == "." && path == 0:
			dots++
		case t == ":" && r.is(j+1, "/") && r.is(j+2, "/") && scheme == 0:
			scheme = j
			j += 2
		case t == "/" && path == 0:
			path = j
		case r.toks[j].kind == mark && !r.toks[j].webby():
			goto ended
		}
	}
ended:
	for j > i && r.toks[j-1].kind == mark && (j-1 != path || !r.is(j-1, "/")) {
		j--
	}
	host := j
	if path > 0 {
		host = min(path, j)
	}
	isMail := at == 1 && dots > 0 && scheme == 0 && r.toks[i].kind != mark
	isPage := scheme > 0 || at == 0 && dots > 0 && r.toks[i].kind == word && (r.toks[i].low == "www" || r.ending(i, host))
	if j-i < 3 || !isMail && !isPage {
		return reading{}
	}
	from := i
	if scheme > 0 && !r.style.WholeAddresses {
		from = scheme + 3
		if r.is(j-1, "/") && j-1 == path {
			j--
			return reading{words: r.web(from, j), end: j + 1}
		}
	}
	return reading{words: r.web(from, j), end: j}
}

func (t token) webby() bool {
	return t.kind == mark && strings.IndexByte("./:-_@?=&#%+~", t.text[0]) >= 0
}

// ending reports that the host from i to j ends as hosts do, in one case.
func (r *reader) ending(i, j int) bool {
	last := r.at(j - 1)
	if !endings[last.text] || !r.is(j-2, ".") {
		return false
	}
	for k := i; k < j; k++ {
		if t := r.toks[k]; t.kind == mark && t.text != "." && t.text != "-" || t.text == "." && r.is(k-1, ".") {
			return false
		}
	}
	return true
}

// web names the parts of an address.
func (r *reader) web(i, j int) string {
	var b strings.Builder
	for k := i; k < j; k++ {
		if k > i {
			b.WriteByte(' ')
		}
		switch t := r.toks[k]; t.kind {
		case word:
			b.WriteString(r.webWord(t))
		case digits:
			b.WriteString(r.t.singly(t.text))
		default:
			if name := r.t.web[t.text]; name != "" {
				b.WriteString(name)
			} else {
				b.WriteString(t.text)
			}
		}
	}
	return b.String()
}

func (r *reader) webWord(t token) string {
	if r.style.KeepCapitals {
		return t.text
	}
	spelled := r.t.acronyms[t.low]
	if len(t.low) > 2 && spelled == "-" || len(t.low) == 1 || r.vowelless(t.low) {
		return r.t.spell(t.text, " ")
	}
	return t.text
}
