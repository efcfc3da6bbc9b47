import { StartupError } from '../startup-error.ts'

const remedies: Record<string, string> = {
  '28P01': 'Check the role and its password in the URL',
  '28000': 'Check the role in the URL, and what pg_hba.conf allows it',
  '3D000': 'Check the name of the database in the URL, or create it',
  '42501': 'Grant the role connect on the database',
  '53300': 'Raise max_connections, or lower DATABASE_POOL_MAX',
  '57P03': 'The server is starting or stopping: try again'
}

/** What a failed connection says to the operator: the variable, the driver's own words, and what to do. */
export function connectionFault(variable: string, error: unknown): StartupError {
  const { code = '', message, errors } = error as { code?: string; message: string; errors?: Error[] }
  // Node tries every address of a name, and then has no message of its own.
  const words = (message || errors?.[0]?.message || code).replace(/\s+/g, ' ')
  const remedy = remedies[code] ?? 'Check the host, the port and the server'
  return new StartupError(`${variable} does not connect (${words}). ${remedy}.`, error)
}
