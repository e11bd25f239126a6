package site

import "github.com/civicline/civicline"

// say returns a phrase of the pages. A language we do not have gets English.
func say(l civicline.Language, name string) string {
	return words[name][known(l)]
}

func in(en, es string) civicline.Words {
	return civicline.Words{civicline.English: en, civicline.Spanish: es}
}

//nolint:misspell // half of it is Spanish
var words = map[string]civicline.Words{
	"skip":          in("Skip to the main content", "Ir al contenido principal"),
	"demonstration": in("This is not a government service. It is a demonstration of open-source software, with invented cases.", "Esto no es un servicio del gobierno. Es una demostración de un programa de código abierto, con casos inventados."),
	"otherLanguage": in("Español", "English"),
	"navHome":       in("Call us", "Llámenos"),
	"navChat":       in("Write to us", "Escríbanos"),
	"navReceipt":    in("Call receipt", "Comprobante de llamada"),
	"navLabel":      in("Pages", "Páginas"),
	"languageLabel": in("Language", "Idioma"),

	"chatTitle":       in("Write to us", "Escríbanos"),
	"chatLead":        in("An automated assistant answers at once, in English or Spanish. What you write is kept like a call.", "Un asistente automático contesta enseguida, en español o en inglés. Lo que escriba se guarda como una llamada."),
	"chatNoScript":    in("Writing here needs JavaScript. You can also call us.", "Para escribir aquí hace falta JavaScript. También puede llamarnos."),
	"chatLog":         in("What was written", "Lo que se escribió"),
	"chatLabel":       in("Write what you need", "Escriba lo que necesita"),
	"chatHint":        in("For a person, write “a person”. Never write a password or a Social Security number.", "Para una persona, escriba “una persona”. Nunca escriba una contraseña ni un número de Seguro Social."),
	"chatSend":        in("Send", "Enviar"),
	"chatAgain":       in("Start again", "Empezar de nuevo"),
	"chatThinking":    in("One moment …", "Un momento …"),
	"chatOver":        in("This chat is over. Thank you.", "Este chat terminó. Gracias."),
	"chatUnreachable": in("We could not be reached. Please try again, or call us.", "No pudimos conectarnos. Intente de nuevo, o llámenos."),

	"homeTitle": in("Call us", "Llámenos"),
	"homeLead": in("Say what you need in your own words, in English or Spanish. An automated assistant answers at once, day and night, and connects you to a person whenever you ask.",
		"Diga lo que necesita con sus propias palabras, en español o en inglés. Un asistente automático contesta enseguida, de día y de noche, y le comunica con una persona cuando usted lo pida."),
	"newsLabel":  in("News", "Aviso"),
	"open":       in("Representatives are answering now", "Nuestros representantes contestan ahora"),
	"closed":     in("Representatives are not answering now", "Nuestros representantes no contestan ahora"),
	"openUntil":  in("Representatives are answering now, until %s", "Nuestros representantes contestan ahora, hasta las %s"),
	"opensToday": in("Representatives answer again today at %s", "Nuestros representantes contestan de nuevo hoy a las %s"),
	"opensOn":    in("Representatives answer again on %s, at %s", "Nuestros representantes contestan de nuevo el %s, a las %s"),
	"closedHelp": in("The automated assistant answers now as always, and can promise you a call back.", "El asistente automático contesta ahora como siempre, y puede prometerle que le devolvamos la llamada."),

	"browserTitle": in("Call from this browser", "Llame desde este navegador"),
	"browserText":  in("Free of charge, with your computer’s or phone’s microphone. You will see what is said as text while you talk.", "Sin costo, con el micrófono de su computadora o teléfono. Verá por escrito lo que se dice mientras habla."),
	"callButton":   in("Call now", "Llamar ahora"),
	"noScript":     in("Calling from the browser needs JavaScript. You can also call by phone.", "Para llamar desde el navegador hace falta JavaScript. También puede llamar por teléfono."),
	"phoneTitle":   in("Call by phone", "Llame por teléfono"),
	"sipText":      in("Or with an internet phone (SIP):", "O con un teléfono de internet (SIP):"),
	"sipOnly":      in("With an internet phone (SIP):", "Con un teléfono de internet (SIP):"),
	"recorded":     in("Calls may be recorded.", "Las llamadas pueden grabarse."),

	"canTitle":   in("What you can do on the line", "Lo que puede hacer en la línea"),
	"canPerson":  in("Talk to a representative", "Hablar con un representante"),
	"canCase":    in("Hear the status of a case, by receipt number", "Oír el estado de un caso, por su número de recibo"),
	"canOffice":  in("Find the nearest office, by ZIP code or city", "Encontrar la oficina más cercana, por código postal o ciudad"),
	"canHours":   in("Ask when we are open", "Preguntar cuándo abrimos"),
	"canNews":    in("Hear the news", "Oír los avisos"),
	"canSpeak":   in("Change between English and Spanish at any time", "Cambiar entre español e inglés en cualquier momento"),
	"keysTitle":  in("Rather press keys?", "¿Prefiere usar el teclado?"),
	"keysText":   in("Every question can be answered with the keypad. These keys always work:", "Todas las preguntas se pueden contestar con el teclado. Estas teclas sirven siempre:"),
	"keyPerson":  in("a person", "una persona"),
	"keyRepeat":  in("say it again", "repetir"),
	"keySpanish": in("español, at the greeting", "español, en el saludo"),
	"youCanTalk": in("You need not wait for the assistant to finish: just start to talk.", "No tiene que esperar a que el asistente termine: empiece a hablar cuando quiera."),

	"lookTitle": in("Had a call with us?", "¿Ya habló con nosotros?"),
	"lookText":  in("At the end of a call with a representative you are given a reference number. See here whom you spoke with, and when.", "Al final de una llamada con un representante se le da un número de referencia. Vea aquí con quién habló y cuándo."),
	"refLabel":  in("Reference number", "Número de referencia"),
	"refHint":   in("Nine digits, like 482-771-305", "Nueve cifras, como 482-771-305"),
	"lookGo":    in("Show the receipt", "Ver el comprobante"),

	"receiptTitle":       in("Receipt of your call", "Comprobante de su llamada"),
	"receiptFound":       in("Your call", "Su llamada"),
	"receiptSpoke":       in("You spoke with", "Usted habló con"),
	"receiptID":          in("Representative’s ID", "Identificación del representante"),
	"receiptDay":         in("Date", "Fecha"),
	"receiptTime":        in("Time", "Hora"),
	"receiptDuration":    in("Duration", "Duración"),
	"receiptKeep":        in("Keep the reference number, or print this page.", "Guarde el número de referencia o imprima esta página."),
	"receiptInvalid":     in("A reference number has nine digits, like 482-771-305. Please check what you wrote down.", "Un número de referencia tiene nueve cifras, como 482-771-305. Revise lo que anotó, por favor."),
	"receiptMistyped":    in("One of these digits is not right. Please check the number you wrote down.", "Una de estas cifras no es correcta. Revise el número que anotó, por favor."),
	"receiptUnknown":     in("We have no receipt with this number. Only calls that reached a representative have one.", "No tenemos un comprobante con este número. Solo lo tienen las llamadas que llegaron a un representante."),
	"receiptTooOften":    in("Too many tries. Please wait %d min and try again.", "Demasiados intentos. Espere %d min e intente de nuevo, por favor."),
	"receiptRefused":     in("Receipts are not shown on this page at present. Please call us.", "Por ahora no se muestran comprobantes en esta página. Llámenos, por favor."),
	"receiptUnavailable": in("We cannot look this up at the moment. Please try again soon.", "En este momento no podemos buscarlo. Intente de nuevo pronto, por favor."),
	"errorLabel":         in("Error", "Error"),

	"lostTitle": in("There is no such page", "Esta página no existe"),
	"lostText":  in("The address may be mistyped.", "Tal vez la dirección está mal escrita."),
	"lostHome":  in("Go to the first page", "Ir a la primera página"),

	"callInvalid":     in("This browser’s call could not be understood. Please load the page again, or call by phone.", "No se entendió la llamada de este navegador. Vuelva a cargar la página o llame por teléfono."),
	"callTooOften":    in("Too many calls from here in a short time. Please wait a few minutes.", "Demasiadas llamadas desde aquí en poco tiempo. Espere unos minutos, por favor."),
	"callUnavailable": in("The line cannot take this call at the moment. Please try again soon, or call by phone.", "La línea no puede tomar esta llamada en este momento. Intente de nuevo pronto o llame por teléfono."),

	"panelTitle":      in("Your call", "Su llamada"),
	"stateAsking":     in("Please allow the microphone…", "Permita el uso del micrófono, por favor…"),
	"stateConnecting": in("Connecting…", "Conectando…"),
	"stateOn":         in("You are connected. Just talk.", "Está en línea. Hable con confianza."),
	"stateMuted":      in("Your microphone is off.", "Su micrófono está apagado."),
	"stateLost":       in("The connection was lost. Call again: we keep your place in line for 30 minutes.", "Se perdió la conexión. Llame de nuevo: guardamos su lugar en la fila por 30 minutos."),
	"stateEnded":      in("The call has ended. Thank you for calling.", "La llamada terminó. Gracias por llamar."),
	"stateOver":       in("You hung up. Thank you for calling.", "Usted colgó. Gracias por llamar."),
	"micDenied":       in("The browser does not let us use the microphone. Allow it with the symbol beside the page’s address, then try again.", "El navegador no permite usar el micrófono. Permítalo con el símbolo junto a la dirección de la página e intente de nuevo."),
	"micMissing":      in("No microphone was found. Plug one in, or call by phone.", "No se encontró un micrófono. Conecte uno o llame por teléfono."),
	"micFailed":       in("The microphone could not be opened. Another program may be using it.", "No se pudo abrir el micrófono. Tal vez lo usa otro programa."),
	"micInsecure":     in("Browsers allow the microphone only on secure (https) pages. Please call by phone.", "El navegador permite el micrófono solo en páginas seguras (https). Llame por teléfono, por favor."),
	"unreachable":     in("The line cannot be reached. Please check your internet connection.", "No se puede llegar a la línea. Revise su conexión a internet, por favor."),
	"mute":            in("Mute", "Silenciar"),
	"unmute":          in("Unmute", "Activar micrófono"),
	"hangUp":          in("Hang up", "Colgar"),
	"keypad":          in("Keypad", "Teclado"),
	"captions":        in("What is said, as text", "Lo que se dice, por escrito"),
	"captionsEmpty":   in("Text appears here as you talk.", "El texto aparece aquí mientras hablan."),
	"whoBot":          in("Assistant", "Asistente"),
	"whoAgent":        in("Representative", "Representante"),
	"whoCaller":       in("You", "Usted"),
	"key0":            in("0, a person", "0, una persona"),
	"keyStar":         in("star, say it again", "asterisco, repetir"),
	"keyHash":         in("pound", "numeral"),
}
