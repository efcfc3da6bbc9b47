import { keepInInbox } from '../modules/notifications/inbox.service.ts'
import type { Post } from '../ports/mail.ts'

/** The way to the inbox of the embedded server, which is for trying things out: no mail leaves it. */
export const inboxPost = (publicUrl: string | null): Post => ({
  isOn: true,
  publicUrl,
  send: keepInInbox,
  close: async () => {}
})
