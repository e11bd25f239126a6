package lang

import "strings"

// EnglishSounds pronounces English words: as the dictionary says, else by the
// rules of English spelling, which is right often enough for names.
type EnglishSounds struct {
	Known Dict // CMUdict, or the part of it that is needed
}

// englishMore are words of the trade, and variants that callers use.
var englishMore = Dict{
	"a":          {"AH", "EY"},
	"biometrics": {"B AY OW M EH T R IH K S", "B AY AH M EH T R IH K S"},
	"biometric":  {"B AY OW M EH T R IH K", "B AY AH M EH T R IH K"},
	"infopass":   {"IH N F OW P AE S"},
	"uscis":      {"Y UW EH S S IY AY EH S", "Y UW S IH S"},
	"uscis's":    {"Y UW S IH S IH Z"},
	"español":    {"EH S P AA N Y OW L", "EH S P AH N Y OW L"},
	"espanol":    {"EH S P AA N Y OW L", "EH S P AH N Y OW L"},
	"rfe":        {"AA R EH F IY"},
	"dmv":        {"D IY EH M V IY"},
	"ead":        {"IY EY D IY"},
	"adit":       {"EY D IH T", "AE D IH T"},
	"usps":       {"Y UW EH S P IY EH S"},
	"fedex":      {"F EH D EH K S"},
	"nato":       {"N EY T OW"},
	"alfa":       {"AE L F AH"},
	"juliett":    {"JH UW L IY EH T"},
	"uh":         {"AH"},
	"um":         {"AH M"},
}

// Sounds implements Sounder.
func (s EnglishSounds) Sounds(word string) []string {
	if p, ok := englishMore[word]; ok {
		return p
	}
	if p, ok := s.Known[word]; ok {
		return p
	}
	bare := strings.Trim(word, "'")
	if stem, ok := strings.CutSuffix(bare, "'s"); ok {
		return plural(s.Sounds(stem))
	}
	if p, ok := s.Known[bare]; ok {
		return p
	}
	if stem, ok := strings.CutSuffix(bare, "s"); ok && len(stem) > 3 {
		if p, ok := s.Known[stem]; ok {
			return plural(p)
		}
	}
	if len(bare) > 1 && !strings.ContainsAny(bare, "aeiouyáéíóúü") {
		return s.spelled(bare)
	}
	if p := Guess(bare); p != "" {
		return []string{p}
	}
	return nil
}

// spelled pronounces an abbreviation by the names of its letters.
func (s EnglishSounds) spelled(word string) []string {
	var out []string
	for _, letter := range word {
		p := s.Known[string(letter)]
		if len(p) == 0 {
			return nil
		}
		out = append(out, p[0])
	}
	return []string{strings.Join(out, " ")}
}

// plural adds the sound of a final "s".
func plural(sounds []string) []string {
	var out []string
	for _, p := range sounds {
		last := strings.TrimRight(p[strings.LastIndexByte(p, ' ')+1:], "012")
		switch last {
		case "S", "Z", "SH", "ZH", "CH", "JH":
			p += " IH Z"
		case "P", "T", "K", "F", "TH":
			p += " S"
		default:
			p += " Z"
		}
		out = append(out, p)
	}
	return out
}

// englishRules are letters and their sound, the longest first. "^" is the
// beginning of the word, "$" its end.
var englishRules = []struct{ letters, phones string }{
	{"tion$", "SH AH N"}, {"sion$", "ZH AH N"}, {"ville$", "V IH L"}, {"ough", "AO"}, {"augh", "AO"}, {"eigh", "EY"}, {"burgh$", "B ER G"},
	{"tch", "CH"}, {"dge", "JH"}, {"igh", "AY"}, {"sch", "SH"}, {"ton$", "T AH N"}, {"ing$", "IH NG"}, {"ley$", "L IY"}, {"^kn", "N"}, {"^wr", "R"}, {"^x", "Z"}, {"^mc", "M AH K"},
	{"ch", "CH"}, {"sh", "SH"}, {"th", "TH"}, {"ph", "F"}, {"wh", "W"}, {"ck", "K"}, {"ng", "NG"}, {"qu", "K W"}, {"gh", "G"},
	{"ee", "IY"}, {"ea", "IY"}, {"oo", "UW"}, {"ou", "AW"}, {"ow", "OW"}, {"oa", "OW"}, {"ai", "EY"}, {"ay", "EY"}, {"ei", "AY"}, {"ey$", "IY"}, {"ie$", "IY"}, {"ie", "IY"}, {"oi", "OY"}, {"oy", "OY"},
	{"au", "AO"}, {"aw", "AO"}, {"ew", "UW"}, {"ue$", "UW"}, {"er$", "ER"}, {"ar", "AA R"}, {"er", "ER"}, {"ir", "ER"}, {"ur", "ER"}, {"or", "AO R"},
	{"bb", "B"}, {"cc", "K"}, {"dd", "D"}, {"ff", "F"}, {"gg", "G"}, {"ll", "L"}, {"mm", "M"}, {"nn", "N"}, {"pp", "P"}, {"rr", "R"}, {"ss", "S"}, {"tt", "T"}, {"zz", "Z"},
	{"ce", "S EH"}, {"ci", "S IH"}, {"ge$", "JH"}, {"e$", ""}, {"y$", "IY"}, {"^y", "Y"}, {"a$", "AH"}, {"o$", "OW"}, {"i$", "IY"}, {"s$", "Z"},
	{"a", "AE"}, {"b", "B"}, {"c", "K"}, {"d", "D"}, {"e", "EH"}, {"f", "F"}, {"g", "G"}, {"h", "HH"}, {"i", "IH"}, {"j", "JH"}, {"k", "K"}, {"l", "L"}, {"m", "M"},
	{"n", "N"}, {"o", "AA"}, {"p", "P"}, {"q", "K"}, {"r", "R"}, {"s", "S"}, {"t", "T"}, {"u", "AH"}, {"v", "V"}, {"w", "W"}, {"x", "K S"}, {"y", "IH"}, {"z", "Z"},
	{"ñ", "N Y"}, {"á", "AA"}, {"é", "EH"}, {"í", "IY"}, {"ó", "OW"}, {"ú", "UW"}, {"ü", "UW"},
}

// Guess pronounces an English word by its letters; "" if it has none.
func Guess(word string) string {
	word = strings.ToLower(word)
	var out []string
	for i := 0; i < len(word); {
		n := 1
		for _, rule := range englishRules {
			letters, first := strings.CutPrefix(rule.letters, "^")
			letters, last := strings.CutSuffix(letters, "$")
			if !strings.HasPrefix(word[i:], letters) || first && i > 0 || last && (i == 0 || i+len(letters) < len(word)) {
				continue
			}
			n = len(letters)
			if rule.phones != "" {
				out = append(out, rule.phones)
			}
			break
		}
		i += n
	}
	return strings.Join(out, " ")
}
