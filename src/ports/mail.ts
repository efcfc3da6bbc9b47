import type { Scope } from '../db/scope.ts'

/** A mail as it goes out: to one address, always with both forms of its text. */
export interface Mail {
  messageId: string
  fromName: string
  /** Null for the service's own. */
  fromAddress: string | null
  replyTo: string | null
  to: { name: string; address: string }
  subject: string
  text: string
  html: string
  headers: Readonly<Record<string, string>>
}

/** The mail did not go out. */
export class MailFault extends Error {
  /** Whether it never will, as for an address that is none. */
  readonly isFinal: boolean

  constructor(isFinal: boolean, cause?: unknown) {
    super('The mail was not accepted.', { cause })
    this.name = 'MailFault'
    this.isFinal = isFinal
  }
}

/** The way out for mail. */
export interface Post {
  /** Whether there is one at all; without it every mail is suppressed. */
  readonly isOn: boolean
  /** Where this service is reached, for links in mails; null when the operator has not said. */
  readonly publicUrl: string | null
  /** Hands a mail of the scope's campus over. Throws MailFault. */
  send(scope: Scope, mail: Mail): Promise<void>
  close(): Promise<void>
}

/** No way out: every mail is suppressed, and its delivery says so. */
export const noPost: Post = { isOn: false, publicUrl: null, send: async () => {}, close: async () => {} }
