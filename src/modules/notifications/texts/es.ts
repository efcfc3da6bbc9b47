import type { Language } from './text.ts'

const by = (at: string | null) => (at === null ? '' : ` Por favor, responda antes del ${at}.`)
const on = (at: string | null) => (at === null ? '' : ` para el ${at}`)
const others = 'Un no no le quita nada: otros mentores reciben con gusto su solicitud, hoy mismo si quiere.'

export const spanish: Language = {
  somebody: 'Alguien',
  partner: 'La persona con quien practicó',
  kinds: {
    REQUEST_RECEIVED: ({ name, at }) => ({
      title: `${name} le pide una conversación`,
      text: `A ${name} le gustaría conocer su trabajo.${by(at)} Puede aceptar, preguntar algo antes o decir que no en un solo paso.`
    }),
    REQUEST_REMINDER: ({ name, at }) => ({
      title: `${name} espera su respuesta`,
      text: `La solicitud de ${name} sigue abierta.${by(at)} Decir que no es un solo paso.`
    }),
    REQUEST_ACCEPTED: ({ name, at }) => ({
      title: `${name} conversará con usted`,
      text: `${name} ha aceptado su solicitud.${at === null ? '' : ` La conversación empieza el ${at}.`}`
    }),
    REQUEST_DECLINED: ({ name }) => ({
      title: `${name} no puede conversar con usted esta vez`,
      text: `${name} no está disponible para esta solicitud. ${others}`
    }),
    REQUEST_EXPIRED: ({ name }) => ({
      title: `Su solicitud a ${name} ha terminado`,
      text: `No hubo respuesta a tiempo. ${others}`
    }),
    REQUEST_CLOSED: ({ name }) => ({
      title: `${name} no recibe solicitudes por ahora`,
      text: `Su solicitud ha terminado, y no tiene que ver con usted. ${others}`
    }),
    REQUEST_WITHDRAWN: ({ name, isByOffice }) =>
      isByOffice
        ? {
            title: 'El centro de carreras ha retirado una solicitud',
            text: `La solicitud entre usted y ${name} ha terminado. No queda nada que hacer.`
          }
        : {
            title: `${name} ha retirado una solicitud`,
            text: `Ya no hace falta que responda a la solicitud de ${name}.`
          },
    INFO_REQUESTED: ({ name, at }) => ({
      title: `${name} tiene una pregunta sobre su solicitud`,
      text: `${name} quiere saber algo antes de responder.${by(at)}`
    }),
    INFO_REMINDER: ({ name, at }) => ({
      title: `${name} espera su respuesta`,
      text: `La pregunta de ${name} sobre su solicitud sigue abierta.${by(at)}`
    }),
    INFO_PROVIDED: ({ name, at }) => ({
      title: `${name} ha respondido a su pregunta`,
      text: `Puede leer lo que dice ${name} y responder a la solicitud.${by(at)}`
    }),
    MEETING_CANCELLED: ({ name, at, isByOffice }) => ({
      title: isByOffice
        ? `El centro de carreras ha cancelado su conversación con ${name}`
        : `${name} ha cancelado la conversación`,
      text: at === null ? 'La conversación no tendrá lugar.' : `La conversación del ${at} no tendrá lugar.`
    }),
    MEETING_COMPLETED: ({ name }) => ({
      title: `Usted ha conversado con ${name}`,
      text: `${name} dice que la conversación tuvo lugar.`
    }),
    MEETING_NO_SHOW: ({ name, at }) => ({
      title: `${name} dice que no se encontraron`,
      text: `${name} le esperó${at === null ? '' : ` el ${at}`}. Si es un error, por favor escriba a ${name}.`
    }),
    REFERRAL_RECEIVED: ({ name }) => ({
      title: `${name} le recomienda a otra persona`,
      text: `${name} propone a alguien más a quien preguntar. Si es mentor del campus, ya tiene un borrador.`
    }),
    COUNTER_PROPOSED: ({ name, at }) => ({
      title: `${name} propone otra cosa`,
      text: `${name} propone otras horas u otra forma de conversar.${by(at)} Puede aceptarlo o proponer algo a su vez.`
    }),
    COUNTER_REMINDER: ({ name, at }) => ({
      title: `${name} espera su respuesta`,
      text: `Lo que propone ${name} sigue abierto.${by(at)}`
    }),
    COUNTER_ACCEPTED: ({ name, at }) => ({
      title: `${name} ha aceptado lo que usted propuso`,
      text: at === null ? 'La conversación está fijada.' : `La conversación empieza el ${at}.`
    }),
    REQUEST_UNANSWERED: ({ name }) => ({
      title: `Una solicitud de ${name} ha terminado`,
      text: 'Ya no hace falta que responda. Si ahora tiene poco tiempo, puede hacer una pausa y nadie le preguntará.'
    }),
    STUDENT_UNANSWERED: ({ name }) => ({
      title: `${name} no recibió respuesta`,
      text: `Una solicitud de ${name} no fue respondida a tiempo.`
    }),
    REQUEST_LAPSED: ({ name }) => ({
      title: `Su solicitud a ${name} ha terminado`,
      text: `${name} esperaba su respuesta y el plazo ha pasado. Puede volver a preguntar o dirigirse a otra persona.`
    }),
    STUDENT_SILENT: ({ name }) => ({
      title: `Una solicitud de ${name} ha terminado`,
      text: `Esperaba una respuesta de ${name}, que no llegó a tiempo.`
    }),
    REVIEW_REQUESTED: ({ name }) => ({
      title: `${name} pide su opinión`,
      text: `A ${name} le gustaría que usted mirara algo antes de seguir.`
    }),
    REVIEW_COMMENTED: ({ name }) => ({
      title: `${name} ha comentado una revisión`,
      text: 'Hay un comentario nuevo.'
    }),
    REVIEW_APPROVED: ({ name }) => ({
      title: `${name} ha aprobado lo que usted envió`,
      text: 'Puede seguir adelante tal como está.'
    }),
    REVIEW_RETURNED: ({ name }) => ({
      title: `${name} le ha devuelto lo que usted envió`,
      text: `Puede leer lo que ${name} cambiaría y volver a preguntar.`
    }),
    MOCK_SESSION_PLANNED: ({ name, at }) => ({
      title: `${name} quiere practicar con usted`,
      text: `Hay una conversación de práctica prevista${on(at)}. Después puede decir cómo fue.`
    }),
    MOCK_SESSION_MOVED: ({ name, at }) => ({
      title: `${name} ha cambiado la hora de su conversación de práctica`,
      text: `Ahora está prevista${on(at)}.`
    }),
    MOCK_SESSION_CANCELLED: ({ name }) => ({
      title: `${name} ha cancelado su conversación de práctica`,
      text: 'No queda nada que hacer.'
    }),
    MOCK_FEEDBACK_GIVEN: ({ name }) => ({
      title: `${name} dice cómo fue su práctica`,
      text: 'Puede leer qué salió bien y qué podría mejorar.'
    }),
    QUESTIONS_COMMENTED: ({ name }) => ({
      title: `${name} ha comentado las preguntas`,
      text: 'Hay un comentario nuevo sobre lo que se va a preguntar.'
    }),
    CARD_OFFERED: ({ name }) => ({
      title: `${name} quiere intercambiar tarjetas con usted`,
      text: 'Si usted también acepta, cada uno lee la tarjeta del otro.'
    }),
    CARDS_EXCHANGED: ({ name }) => ({
      title: `${name} y usted han intercambiado tarjetas`,
      text: `Ya puede leer cómo comunicarse con ${name}.`
    }),
    MENTORSHIP_PROPOSED: ({ name }) => ({
      title: `${name} le propone una mentoría`,
      text: `A ${name} le gustaría seguir con usted como mentor y mentorado. Empieza cuando usted acepta; también puede decir que no.`
    }),
    MENTORSHIP_ANSWERED: ({ name }) => ({
      title: `${name} ha respondido sobre la mentoría`,
      text: `Puede leer en el portal lo que dice ${name}. Lo que han compartido permanece.`
    }),
    UPDATE_DUE: () => ({
      title: 'Hay personas que se alegrarían de saber de usted',
      text: 'Hace tiempo que no están en contacto. Bastan unas líneas sobre cómo le va, sobre todo a quienes más le ayudaron.'
    }),
    THANK_YOU_REMINDER: ({ name, at }) => ({
      title: `¿Ya dio las gracias a ${name}?`,
      text: `Bastan unas palabras, mejor con la conversación aún reciente.${at === null ? '' : ` Llegan a tiempo hasta el ${at}.`} Ya tiene un borrador.`
    }),
    FOLLOW_UP_UNDELIVERED: ({ name }) => ({
      title: `Su correo a ${name} no llegó`,
      text: `No se pudo entregar lo que escribió. Por favor, dígaselo a ${name} de otra manera.`
    }),
    COMMITMENT_REMINDER: ({ name }) => ({
      title: `Hoy vence lo que prometió a ${name}`,
      text: `Cuéntele a ${name} cómo le fue: lo que cuenta es haberlo intentado.`
    }),
    COMMITMENT_REPORTED: ({ name }) => ({
      title: `${name} le cuenta cómo le fue`,
      text: `${name} siguió algo que usted le sugirió. Puede leer qué resultó.`
    }),
    MENTOR_INVITED: () => ({
      title: '¿Quiere ayudar a quienes vienen después?',
      text: 'Usted ya tiene su camino, y otros están donde usted estuvo. Como mentor conversa con ellos media hora, cuando usted quiera.'
    }),
    ACCOUNTABILITY_INVITED: ({ name }) => ({
      title: `${name} le pide que se acompañen en sus propósitos`,
      text: `Dos avisos breves al día: lo que hará y que lo ha hecho. Puede leer el acuerdo que propone ${name} y aceptarlo, o no.`
    }),
    ACCOUNTABILITY_ACCEPTED: ({ name }) => ({
      title: `${name} le acompaña en sus propósitos`,
      text: 'Tienen un acuerdo. Diga por la mañana una cosa que va a hacer.'
    }),
    ACCOUNTABILITY_PACT_PROPOSED: ({ name }) => ({
      title: `${name} propone otras palabras para su acuerdo`,
      text: 'Lo acordado vale hasta que usted acepte las nuevas palabras.'
    }),
    ACCOUNTABILITY_ENDED: ({ name }) => ({
      title: `${name} y usted ya no se acompañan`,
      text: 'No hace falta ningún motivo, y no dice nada de usted. Puede pedírselo a otra persona cuando quiera.'
    }),
    ACCOUNTABILITY_CHECKED_IN: ({ name }) => ({
      title: `${name} ha dado un aviso`,
      text: 'Puede leerlo y responder con una palabra de ánimo.'
    }),
    ACCOUNTABILITY_MISSED: ({ name, pact, isOwn }) => ({
      title: isOwn ? 'Su día ha terminado y falta su aviso' : `${name} no ha dicho que lo haya hecho`,
      text: `${isOwn ? 'No ha dicho que lo haya hecho.' : 'El día ha terminado.'} Lo que acordaron: ${pact ?? ''}`
    }),
    ACCOUNTABILITY_REACTION: ({ name }) => ({
      title: `${name} responde a su aviso`,
      text: `Puede leer lo que dice ${name}.`
    })
  },
  mail: {
    greeting: (name) => `Hola, ${name}:`,
    digest: { subject: (count) => `${count} novedades`, intro: 'esto es lo que ha pasado desde el último correo:' },
    why: (campus) => `Recibe este correo por sus conversaciones en ${campus}.`,
    unsubscribe: 'No recibir más estos correos'
  },
  unsubscribed: {
    question: '¿Quiere dejar de recibir estos correos? Lo que pase sigue visible en el portal.',
    button: 'No recibir más estos correos',
    done: 'Ya no recibirá estos correos. Puede activarlos de nuevo en el portal.',
    unknown: 'Este enlace no es válido.'
  }
}
