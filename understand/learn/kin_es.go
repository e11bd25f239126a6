package learn

// kinSpanish are the families of Spanish words, as kinEnglish.
//
//nolint:misspell // it is Spanish
const kinSpanish = `
quiero quisiera deseo necesito gustaria querer desear
decir dime diga digame cuentame informar explicar mostrar muestra ensena dame
mostrar muestra muestrame ver ensenar enseñame lista listar
hablar platicar conversar comunicar
persona humano representante agente operador operadora alguien asesor oficial empleado
ayuda ayudar auxilio asistencia apoyo
problema error falla fallo dificultad
arreglar reparar solucionar resolver corregir
cambiar cambio modificar mover actualizar editar ajustar
mudar mude mudanza
cancelar anular quitar eliminar borrar parar apagar detener suspender desactivar
borrar eliminar quitar
agregar anadir poner incluir
crear hacer poner establecer programar configurar fijar
poner pon ponga programa configura establece fija crea activa
empezar iniciar comenzar
parar detener alto pausar silenciar
posponer aplazar retrasar pospon snooze dormitar repetir
continuar seguir
comprar adquirir pedir
pagar pago pague cobrar
costo precio tarifa cuesta cobran cuanto
dinero efectivo plata
cuenta perfil
devolver reembolso regresar
enviar mandar mande envie
recibir llegar llego recibi
carta aviso notificacion correo sobre
tarjeta mica
perder perdi extraviar
encontrar buscar hallar localizar donde
estafa fraude enganar
queja reclamo quejarse
reemplazar reponer reposicion
renovar renovacion extender extension
vencer vence vencio expirar caducar
trabajo empleo chamba
patron jefe empleador
cita reunion junta encuentro
fecha dia calendario
alarma despertador despertar despierta
recordatorio recordar recuerdame recuerda acordar avisame
cuenta temporizador
hora tiempo minuto
clima tiempo pronostico temperatura meteorologico
lluvia llover llovera lloviendo lluvioso paraguas impermeable
nieve nevar nevara nevando
sol soleado despejado
nublado nubes
frio helado fresco
calor caliente caluroso
viento ventoso
temperatura grados
hoy ahora
semana finde
cerca cercana proxima
direccion domicilio
casa hogar
ciudad pueblo
pais nacion
doctor medico
abogado licenciado
notario notaria
examen prueba
huellas biometricos
espera esperar demora tardar
rapido urgente pronto acelerar apurar
caso tramite proceso
solicitud peticion aplicacion forma formulario
papel documento papeles
esposo esposa marido mujer pareja
hijo hija bebe nino
mama madre
papa padre
hola buenos buenas
gracias agradezco
adios hasta
si claro correcto
no nada
morir matar suicidio
dano golpear pegar lastimar
miedo peligro amenaza
todos todas cada
proximo siguiente
escuela colegio
`

// phrasesSpanish are families of expressions of several words, joined by _, and
// of words that say the same.
//
//nolint:misspell // it is Spanish
const phrasesSpanish = `
cuanto_cuesta cuanto_cuesta cuanto_es cuanto_vale cuanto_cobran que_precio precio costo tarifa cuota valor
cuanto_tiempo cuanto_tarda cuanto_tiempo cuanto_demora cuantos_meses cuantos_dias cuanto_falta en_cuanto_tiempo cuanto_se_tarda cuanto_se_demora plazo
como como_hago como_puedo como_se que_hago que_tengo_que_hacer que_debo pasos manera de_que_forma como_saco como_consigo como_pido
donde donde_esta donde_queda adonde en_que_lugar donde_puedo ubicacion lugar
cuando cuando_es que_dia que_fecha a_que_hora en_que_fecha para_cuando
quien quien_me con_quien a_quien de_quien
por_que por_que motivo razon causa a_que_se_debe
que_significa que_significa que_quiere_decir que_es eso_que_es significado no_entiendo explicar
novedad que_paso hay_noticias como_va en_que_va alguna_novedad que_hay que_ha_pasado avance estado estatus progreso
todavia_no no_ha_llegado no_me_llega nunca_llego no_me_ha_llegado no_he_recibido no_recibi no_llego no_llega sigo_esperando todavia_nada no_tengo_nada no_aparece
tarda se_tarda se_demora mucho_tiempo lleva_mucho atraso atrasado demora retraso no_avanza estancado parado tardando
llevo_esperando llevo_esperando llevo_meses llevo_anos hace_meses hace_anos hace_mucho tanto_tiempo
perdi se_me_perdio perdi extravie no_encuentro se_perdio lo_perdi perdida perdido extraviado
robaron me_robaron robo robada robado hurtaron asaltaron ladron me_quitaron
error esta_mal salio_mal mal_escrito equivocado error equivocacion incorrecto no_es_correcto no_coincide falta_ortografia se_equivocaron
mudar me_mude me_cambie_de_casa me_voy_a_mudar nueva_direccion cambio_de_domicilio mudanza nueva_casa otra_direccion cambio_de_direccion
no_puedo no_puedo imposible no_me_deja no_me_permite no_logro no_he_podido
no_funciona no_funciona no_sirve da_error fallo falla marca_error no_abre no_carga se_traba no_jala
cambiar_cita cambiar_la_fecha cambiar_cita mover_la_cita reprogramar otra_fecha reagendar posponer aplazar cambiar_mi_cita otro_dia
no_fui no_fui falte_a perdi_mi_cita se_me_paso no_pude_ir no_alcance
cancelar dar_de_baja retirar cancelar ya_no_quiero anular desistir quitar parar
renovar se_vence renovar renovacion vencida se_vencio por_vencer extender expira caduca caduco vencimiento
duplicado otra_copia duplicado copia reponer repuesto reemplazo otra_vez_la mandar_otra
llamar llamen llamar me_llamaron telefonear marcar llamada devolver_la_llamada regresar_la_llamada comunicar
persona hablar_con_alguien una_persona ser_humano agente representante operador operadora en_vivo alguien_que_me_atienda asesor
repetir otra_vez repetir repita de_nuevo una_vez_mas no_oi no_escuche como_dijo que_dijo mande
despacio mas_despacio mas_lento lento muy_rapido despacio
momento un_momento espere un_segundo permitame un_ratito ahorita tantito
adios hasta_luego adios eso_es_todo nada_mas chao hasta_pronto
peligro me_pega golpea me_amenaza miedo peligro maltrata violencia dano matar me_quiere_matar abusa
trabajo trabajo empleo patron jefe chamba empresa empleador laborar trabajar
permiso_trabajo permiso_de_trabajo ead autorizacion_de_empleo tarjeta_de_trabajo
residencia green_card residencia residente tarjeta_verde mica tarjeta_de_residente
ciudadania ciudadania ciudadano ciudadana naturalizacion naturalizarme hacerme_ciudadano naturalizar
huellas huellas biometricos huella datos_biometricos huellas_digitales
abogado abogado abogada licenciado representante_legal notario consejero asesoria_legal
legal conviene debo califico puedo_aplicar me_afecta tengo_derecho aconseja
pedir pedir peticion traer familiar solicitar peticionar
esposo esposo esposa marido mujer pareja conyuge senora
hijos hijo hija ninos bebe menor
padres mama papa madre padre padres mami papi
hermanos hermano hermana primo prima tio tia sobrino abuela abuelo familiar pariente
documento_viaje permiso_de_viaje advance_parole documento_de_viaje permiso_de_reingreso viajar salir_del_pais
viaje viajar viaje salir vuelo avion fuera_del_pais boleto
emergencia emergencia urgente urgencia lo_antes_posible cuanto_antes acelerar apurar rapido agilizar expedite
enfermo enfermo enferma hospital operar cirugia grave muriendo murio fallecio muerte entierro funeral
medico doctor medico examen_medico clinica doctora vacuna vacunas
discapacidad discapacidad silla_de_ruedas sordo sorda ciego ciega discapacitado lenguaje_de_senas no_puede_caminar
entrevista entrevista examen prueba cita_de_entrevista
ceremonia juramento ceremonia jurar
asilo asilo asilado refugio refugiado miedo_de_regresar
corte corte juez audiencia deportacion deportar detenido tribunal detuvieron arrestaron
embajada consulado embajada visa
estafa estafa fraude falso me_engano pidiendo_dinero estafaron enganaron sospechoso es_real es_verdad
queja queja reclamo mal_trato me_trato_mal grosero supervisor gerente denunciar reportar
cuenta cuenta contrasena usuario clave iniciar_sesion entrar_a_mi_cuenta acceso correo_electronico
pagina pagina sitio internet en_linea web computadora aplicacion
codigo codigo clave numero_de_acceso pin
pago pago pagar cobro cobraron cheque giro tarjeta_de_credito dinero reembolso
gratis gratis no_tengo_dinero no_puedo_pagar exencion bajos_recursos sin_pagar sin_costo
formulario formulario forma planilla solicitud papel papeles formato aplicacion
presentar presentar meter mandar someter enviar archivar entregar metí
recibo recibo numero_de_recibo comprobante notificacion_de_recibo
carta carta aviso notificacion papel documento correspondencia sobre
correo correo cartero buzon paquete postal
devuelto devuelto regreso regresaron devolvieron rechazado
oficina oficina sucursal centro local edificio
cerca cerca cercano cercana proximo por_aqui
horario horario abren cierran abierto cerrado horas atienden
feriado feriado festivo dia_de_fiesta vacaciones
nombre nombre apellido nombres apellidos
casado casado case matrimonio boda divorcio divorciado casarme casamiento
evidencia evidencia pruebas prueba rfe documentos_que_piden
negaron negaron negado rechazaron denegado denegaron rechazo
aprobar aprobar aprobado aprobaron aceptaron aprobacion
idioma idioma ingles espanol interprete traductor traducir hablan
militar ejercito militar veterano soldado marina army desplegado
expediente expediente archivo record registro historial
prioridad prioridad boletin fecha_de_prioridad ya_me_toca turno
transferido transferido trasladado movieron_mi_caso transfirieron otro_centro
sello sello pasaporte estampa sellar
empleado empleado e_verify i_9 contratar
poner_alarma pon_una_alarma poner_alarma despertarme despiertame configura_una_alarma
recordar recuerdame recordatorio hazme_acordar que_no_se_me_olvide avisame acuerdame
quita quita elimina borra cancela desactiva apaga anula
muestra muestrame ensename dime_mis que_tengo cuales_son ver_mis
llueve va_a_llover llueve lluvia paraguas lloviendo
`

// fieldsSpanish are words of one kind, as fieldsEnglish.
//
//nolint:misspell // it is Spanish
const fieldsSpanish = `
#mes enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
#dia lunes martes miercoles jueves viernes sabado domingo
#cuando hoy manana ayer anoche pasado_manana tarde noche mediodia medianoche madrugada
#numero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien mil
#pais mexico guatemala honduras salvador nicaragua panama colombia venezuela ecuador peru bolivia chile argentina brasil cuba haiti espana china india filipinas francia italia alemania japon canada
#ciudad houston miami chicago dallas newark boston phoenix denver seattle atlanta vermont nebraska texas california florida nueva_york los_angeles san_diego san_antonio
#lengua ingles espanol portugues chino arabe criollo frances ruso vietnamita coreano mixteco nahuatl quiche mam
#color rojo azul verde amarillo negro blanco morado rosa
#familia madre padre mama papa hijo hija hermano hermana esposo esposa primo prima tio tia abuelo abuela sobrino sobrina nieto
#salud enfermo hospital doctor medico medicina dolor cita vacuna
#trabajo trabajo jefe patron empresa empleo sueldo salario
#dinero dinero pago cheque dolar dolares efectivo tarjeta banco cuenta
#tiempo lluvia sol nieve viento nube frio calor temperatura grados clima tormenta humedad pronostico
`
