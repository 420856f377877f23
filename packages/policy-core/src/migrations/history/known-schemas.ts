import { onceFor } from '../../model/once-for.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import type { KnownTapes } from '../schema/schema-reader.ts';

/** Schemas folded before from what these parsers read: a key pressed in a revision lets those before it be as they are. */
export const knownSchemas: (parsers: Parsers) => KnownTapes = onceFor(() => ({ tapes: [] }));
