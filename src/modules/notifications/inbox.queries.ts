import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { insertRow } from '../../db/statements.ts'

export interface InboxMail {
  id: string
  messageId: string
  sender: string
  recipient: string
  subject: string
  text: string
  html: string
  createdAt: string
}

const columns = raw('id, message_id, sender, recipient, subject, text, html, created_at')

export const insertMail = (mail: InboxMail): Sql => insertRow('inbox_mails', { ...mail }, raw('id'))

/** Forgets all but the latest. */
export const trimInbox = (kept: number): Sql => sql`
  delete from inbox_mails where tenant_id = ${tenant} and id in (
    select m.id from inbox_mails m where m.tenant_id = ${tenant} order by m.created_at desc, m.id desc offset ${kept})`

export const latestMails = (reader: Reader, limit: number): Promise<InboxMail[]> =>
  reader.rows(
    sql`select ${columns} from inbox_mails where tenant_id = ${tenant} order by created_at desc, id desc limit ${limit}`
  )

export const mailById = async (reader: Reader, id: string): Promise<InboxMail | undefined> =>
  (await reader.rows<InboxMail>(sql`select ${columns} from inbox_mails where tenant_id = ${tenant} and id = ${id}`))[0]
