import type { NotificationKind } from '../kinds.ts'

/** What the words may name. */
export interface Named {
  /** The other person; never empty. */
  name: string
  /** When an answer is due or a conversation begins, in the reader's zone; null where the event says no time. */
  at: string | null
  /** Whether neither of the two did it, but the campus. */
  isByOffice: boolean
  /** The line that the two agreed on for a day that is missed (S#77); null where there is none. */
  pact: string | null
  /** Whether it is the reader themselves whom it is about. */
  isOwn: boolean
}

export interface Words {
  title: string
  text: string
}

/** Everything that is said in one language. A kind without words does not compile. */
export interface Language {
  /** Stands in for a person who is not named. */
  somebody: string
  /** Stands in for somebody from outside who practised with a student. */
  partner: string
  kinds: Readonly<Record<NotificationKind, (named: Named) => Words>>
  mail: {
    greeting(name: string): string
    digest: { subject(count: number): string; intro: string }
    why(campus: string): string
    unsubscribe: string
  }
  unsubscribed: { question: string; button: string; done: string; unknown: string }
}
