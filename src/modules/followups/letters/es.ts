import type { Letters } from './letter.ts'

const letter = (...paragraphs: string[]): string => paragraphs.join('\n\n')

export const spanish: Letters = {
  why: (sender, campus) => `${sender} le escribe por medio de ${campus}. Su respuesta le llegará directamente.`,
  unsubscribe: 'No recibir más correos de aquí',
  THANK_YOU: ({ other, own }) => ({
    subject: 'Gracias por nuestra conversación',
    text: letter(
      `Hola, ${other}:`,
      'Gracias por dedicarme su tiempo. Lo que más me llevo es [lo que aprendió].',
      'Me sugirió [lo que le sugirió], y mi próximo paso es este: [su próximo paso, y hasta cuándo].',
      'Un saludo cordial,',
      own
    )
  }),
  UPDATE: ({ other, own }) => ({
    subject: 'Cómo siguió todo desde que conversamos',
    text: letter(
      `Hola, ${other}:`,
      'Cuando conversamos, me sugirió [lo que le sugirió]. Desde entonces [lo que hizo al respecto].',
      'Esto es lo que resultó: [lo que descubrió].',
      'Gracias otra vez,',
      own
    )
  }),
  LANDING_NOTICE: ({ other, own }) => ({
    subject: 'Noticias mías',
    text: letter(
      `Hola, ${other}:`,
      'Tengo una buena noticia: [dónde empezó, y en qué puesto].',
      'Usted tiene parte en ello, porque [cómo le ayudó].',
      'Si puedo hacer algo por usted, o por quienes vienen después, escríbame: [cómo localizarle desde ahora].',
      'Con gratitud,',
      own
    )
  })
}
