import { memoizeByObject } from '../../model/memoize.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import type { KnownLogs } from '../schema/schema-reader.ts';

/** Schemas folded before from what these parsers read: a key pressed in a revision lets those before it be as they are. */
export const knownSchemas: (parsers: Parsers) => KnownLogs = memoizeByObject(() => ({ tapes: [] }));
