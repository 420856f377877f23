import type { Connection } from '../../read/postgres/connect.ts';

/** A session of PostgreSQL that somebody else ends. */
export type ConnectedClient = Extract<Connection, { readonly kind: 'connected' }>['client'];
