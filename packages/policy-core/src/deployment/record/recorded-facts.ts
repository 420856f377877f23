import type { z } from 'zod';

import { recordV1 } from '../facts/deploy-record-schema.ts';

/** What a record of version 1 says of its deploy. */
export type RecordedFacts = Pick<
  z.infer<typeof recordV1>,
  | 'last_good_sha'
  | 'promotion'
  | 'deployed_by'
  | 'approved_by'
  | 'checks'
  | 'health'
  | 'migration'
  | 'correction'
>;

/** `undefined` for a text that is no sound record of version 1. */
export function recordedFacts(text: string): RecordedFacts | undefined {
  return recordV1.safeParse(parsed(text)).data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // No record either; why it cannot be read is told where the record itself is judged.
    return undefined;
  }
}
