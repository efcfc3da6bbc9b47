// Patterns over text in lower case without accents. They look for somebody who asks for a job for themselves; how others
// came to theirs, and what is right for oneself, are what a learning conversation is about (S#5).
const list = (...words: string[]) => `(?:${words.join('|')})`
const some = (words: string, most: number) => `(?:${words}[ -]){0,${most}}`

const english = (() => {
  const job = list('jobs?', 'positions?', 'internships?', 'roles?', 'openings?', 'vacanc(?:y|ies)', 'job offers?')
  const articles = list('an?', 'the', 'any', 'some', 'my', 'your')
  const kinds = list('first', 'next', 'new', 'good', 'real', 'paid', 'similar', 'suitable', 'open', 'job', 'summer')
  const levels = list('full', 'part', 'time', 'entry', 'level', 'graduate', 'junior', 'permanent')
  const kind = some(list(articles, kinds, levels), 5)
  const you = list('you', `your ${list('company', 'team', 'firm', 'organi[sz]ation', 'department', 'employer', 'lab')}`)
  const unlessNot = '(?<!\\b(?:not|never|without) (?:\\w+ ){0,3})'
  return [
    `(?<!\\b(?:why|makes?|made) (?:\\w+ ){0,3})(?<!\\bnot (?:\\w+ ){0,3})\\b(?:hire|employ|recruit) me\\b`,
    `${unlessNot}\\b(?:give|get|offer|find) me ${kind}(?:${job}|interview)\\b`,
    `${unlessNot}\\bhelp me (?:to )?(?:get|find|land|secure|obtain) ${kind}(?:${job}|interview|hired)\\b`,
    `${unlessNot}\\bi(?:'m)? (?:(?!how|if|when|not|never)\\w+ ){0,3}(?:ask|asking|asked) (?:${you} )?for ${kind}${job}\\b`,
    `\\bi(?: a|')?m (?:\\w+ly |still |also )?(?:looking|searching|hunting) for ${kind}(?:${job}|work|employment)\\b`,
    `\\bi (?:have been|need|seek|want|would like|would love|hope to get|hope to find) (?:looking for |searching for )?${kind}${job} (?:at|in|with|on|from) ${you}\\b`,
    `\\bappl(?:y|ying) for ${kind}${job} (?:at|in|with|on) ${you}\\b`,
    `(?<!\\b(?:how|who|whom|what|when|where|why|which) )\\b(?:are|is) ${you} (?:\\w+ly |still )?(?:hiring|recruiting)\\b(?! (?:process|decision|manager))`,
    `\\b(?:do|does) ${you} (?:\\w+ly |still )?have (?:any|an?|some) ${kind}(?:openings?|vacanc(?:y|ies)|internships?|open positions?)\\b`,
    `\\b(?:is|are) there ${kind}${job} (?:\\w+ )?(?:for me|at ${you}|in ${you}|available)\\b`,
    `\\bconsider me for ${kind}${job}\\b`,
    `\\b(?:refer|recommend) me (?:for|to) ${kind}(?:${job}|recruiter|hiring manager|hr)\\b`,
    `\\b(?:forward|pass|submit|send|give|hand) (?:on |along |in )?my (?:resume|cv|application) (?:on |along )?to (?:your|the|an?|any|hr)\\b`
  ]
})()

const spanish = (() => {
  const job = list('trabajos?', 'empleos?', 'puestos?', 'practicas', 'pasantias?', 'vacantes?')
  const kind = some(
    list('una?', 'el', 'la', 'unas?', 'algun', 'alguna', 'mi', 'primer', 'buen', 'nuevo', 'oferta de'),
    3
  )
  const yours = `(?:tu|su|vuestra|vuestro) ${list('empresa', 'equipo', 'compania', 'organizacion', 'departamento', 'firma')}`
  return [
    `(?<!\\bpor que )\\bme (?:puedes? |podrias? |podrian? )?contrat(?:ar|as|en?|es|arias?|arian)\\b`,
    `\\bcontrat(?:ar|e|en|a)me\\b`,
    `(?<!\\bno )(?<!\\bno estoy )\\b(?:busco|estoy buscando|ando buscando) ${kind}${job}\\b`,
    `\\b(?:dame|deme|darme|ofreceme|ofrecerme|conseguirme|consigueme|encontrarme) ${kind}(?:${job}|entrevista)\\b`,
    `\\bayud(?:ame|eme|arme) a (?:encontrar|conseguir|obtener) ${kind}(?:${job}|entrevista)\\b`,
    `(?<!\\bno )\\b(?:quiero|quisiera|queria|puedo) ped(?:ir|irle|irte|irles) ${kind}${job}\\b`,
    `\\b(?:hay|tienen?|tienes|tendrias?|tendrian?) ${kind}(?:vacantes?|${job} (?:libres?|para mi|disponibles?))\\b`,
    `\\b(?:quiero|quisiera|me gustaria|necesito) (?:tener |obtener |conseguir )?${kind}${job} en ${yours}\\b`,
    `\\brecom(?:endarme|iendame|iendeme) para ${kind}${job}\\b`,
    `\\b(?:pasar|enviar|mandar|reenviar|entregar) mi (?:cv|curriculum|hoja de vida) (?:a|al) (?:tu|su|recursos humanos|rrhh|jefe|la empresa)\\b`
  ]
})()

const patterns = [...english, ...spanish].map((source) => new RegExp(source))

const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’‘`]/g, "'").replace(/\s+/g, ' ')

/** Whether a text asks for a job, in English or Spanish; it would rather miss one than suspect a question (S#5). */
export const asksForJob = (text: string | null): boolean => {
  if (!text) return false
  const words = plain(text)
  return patterns.some((pattern) => pattern.test(words))
}
