import { english } from './en.ts'
import { spanish } from './es.ts'
import type { Language } from './text.ts'

/** The shipped languages. */
export const languages: Readonly<Record<string, Language>> = { en: english, es: spanish }

/** What is said in the language of a locale; in English where there is no text in that language. */
export const languageOf = (locale: string): Language => languages[locale.slice(0, 2).toLowerCase()] ?? english
