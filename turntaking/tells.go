package turntaking

import "strings"

// Tells are the words of one language that tell whose turn it is. All are small
// letters, as recognisers write them; a phrase may have up to three words where
// it says so, and any number in Whole, Answers and Nods.
type Tells struct {
	Open      Phrases // a turn that ends in one of these, of up to three words, goes on
	Thinking  Phrases // sounds of someone who thinks; they hold the floor, and are no answer
	Hums      Phrases // sounds of someone who listens, or says yes
	Nods      Phrases // what is said to show that one listens, while another speaks
	Scraps    Phrases // what recognisers make of noises: alone, over the bot's voice, they are nothing
	Whole     Phrases // turns that are complete as they stand, whatever was asked
	Answers   Phrases // turns that are complete after a question for yes or no
	Closing   Phrases // words that close a turn
	Months    Phrases
	Thousands Phrases // words of a year
}

// Phrases is a set of words or phrases.
type Phrases map[string]bool

// AsPhrases reads phrases that are parted by commas.
func AsPhrases(text string) Phrases {
	out := Phrases{}
	for p := range strings.SplitSeq(text, ",") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			out[p] = true
		}
	}
	return out
}

func set(words string) Phrases {
	out := Phrases{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// noises are how engines write what is no word.
var noises = set("[noise] [breath] [cough] [laughter] ++noise++ ++breath++ ++cough++ <unk> [unk]")

var english = Tells{
	Open: AsPhrases(`and, or, but, so, because, cause, if, when, while, with, without, about, of, for, from, to, at, in, on, by, as, than, then, which, who, whose,
		what, where, how, whether, the, a, an, my, your, his, her, our, their, this, these, those, i, we, they, he, she, i'm, it's, that's, there's, is, are, was, were,
		be, been, have, has, had, can, could, will, would, should, want, need, trying, going, not, very, also, plus, i've, i'd, i'll, let me see, let's see, you know, i mean, like, number is, name is, zip is`),
	Thinking: AsPhrases("um, uh, er, erm, uhm, hmm, hmmm, ah, oh, eh, well"),
	Hums:     AsPhrases("huh, mm, hm, mhm, mmhmm, mmm, aha, mm-hmm, uh-huh"),
	Nods:     AsPhrases("okay, ok, right, alright, all right, yeah, yep, sure, i see, got it, gotcha, good, great, fine, cool, wow, thanks, thank you, of course, yeah yeah, go on, go ahead"),
	Scraps:   AsPhrases("a, an, the, and, of, to, on, at, or, as, e, o, u, s, t, f"),
	Whole: AsPhrases(`agent, an agent, representative, a representative, operator, person, a person, live agent, a live agent, live person, a real person, real person, human, a human,
		talk to a person, speak to a person, talk to someone, speak to someone, talk to an agent, speak to an agent, i want to talk to a person, i want to speak to a person,
		i want to talk to an agent, i want to speak to an agent, talk to a representative, speak to a representative, i want to speak to a representative, i want to talk to a representative,
		i want to talk to someone, i want to speak to someone, repeat, repeat that, say that again, slower, main menu, cancel, stop, help, goodbye, bye, bye bye, good bye, thank you goodbye, that's all, that is all, nothing else, no thank you, no thanks,
		nothing, hold on, one moment, wait, just a second, just a moment, spanish, english, español, en español, what are your hours, my case status, case status, i don't have it, i don't know, i do not know`),
	Answers: AsPhrases(`yes, no, yeah, yep, yup, nope, nah, correct, right, that's right, that is right, that's correct, that is correct, yes it is, no it is not, no it isn't, no it's not, yes i do, no i don't,
		yes i am, no i am not, i do, it is, i am, sure, okay, ok, uh huh, uh-huh, mhm, mm hmm, mm-hmm, wrong, that's wrong, not really, of course, absolutely, exactly, yes please, no thanks, yes ma'am, yes sir, one, two`),
	Closing:   AsPhrases("please, thanks, goodbye, bye, anymore, tomorrow, today, yesterday"),
	Months:    AsPhrases("january, february, march, april, may, june, july, august, september, october, november, december"),
	Thousands: AsPhrases("thousand, hundred"),
}

//nolint:misspell // it is Spanish
var spanish = Tells{
	Open: AsPhrases(`y, e, o, u, pero, porque, que, qué, de, del, a, al, con, sin, para, por, en, entre, sobre, desde, hasta, según, si, cuando, cuándo, como, cómo, donde, dónde, mientras, aunque, pues, entonces,
		el, la, los, las, un, una, unos, unas, mi, mis, tu, su, sus, es, son, está, están, era, fue, soy, estoy, tengo, tiene, quiero, quisiera, necesito, puedo, puede, voy, va, he, ha,
		se, me, le, nos, muy, más, cual, cuál, cuyo, también, yo, ella, ellos, número, a ver, o sea, es que, déjeme ver, número es, nombre es, me llamo, ya que, lo que, bueno pues`),
	Thinking: AsPhrases("este, eh, em, ehm, mmm, ah, oh, um, uh"),
	Hums:     AsPhrases("aja, ajá, mjm, mjú, mhm, hm, mm, ujum, ujú"),
	Nods:     AsPhrases("okay, ok, okey, bueno, bien, muy bien, está bien, ya, claro, entiendo, entendido, ándale, órale, sale, vale, perfecto, gracias, ah ok, ah okay, ya veo, sí sí, ajá sí, dígame, diga"),
	Scraps:   AsPhrases("a, e, i, o, u, y, de, la, el, en, un, al, se, lo, le, va"),
	Whole: AsPhrases(`agente, un agente, representante, un representante, operador, operadora, una persona, persona, alguien, hablar con una persona, hablar con alguien, hablar con un agente,
		quiero hablar con una persona, quiero hablar con alguien, quiero hablar con un agente, quiero hablar con un representante, quiero hablar con un operador, repita, otra vez, más despacio, menú principal, cancelar, ayuda, adiós,
		hasta luego, gracias adiós, eso es todo, nada más, es todo, no gracias, nada, espere, un momento, un segundo, español, inglés, en español, en inglés, english, in english, english please, español por favor, mi caso, estado de mi caso, el estado de mi caso, cuál es su horario,
		no lo tengo, no lo sé, no sé, no la tengo`),
	Answers: AsPhrases(`sí, si, no, así es, correcto, eso es, exacto, exactamente, claro, claro que sí, sí señor, sí señora, sí señorita, sí por favor, no gracias, ajá, mjm, está bien, bueno, okay, ok, sí es, no es,
		es correcto, sí es correcto, no es correcto, está mal, incorrecto, sí está bien, sí lo es, por supuesto, cómo no, uno, dos`),
	Closing:   AsPhrases("favor, gracias, adiós, ayer, hoy, mañana"),
	Months:    AsPhrases("enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre, setiembre, octubre, noviembre, diciembre"),
	Thousands: AsPhrases("mil, novecientos, novecientas, ochocientos"),
}
