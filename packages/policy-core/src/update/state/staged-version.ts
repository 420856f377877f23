import { z } from 'zod';

import type { FileContent } from '../../model/file-content.ts';
import { readStateFile, stateFaultText, STATE_SCHEMA_VERSION } from './state-file.ts';
import { installedVersion } from './state-forms.ts';

/** `staged.json`: a version that was verified and tested, and waits to be applied. */
const stagedVersion = z.strictObject({
  schema_version: z.literal(STATE_SCHEMA_VERSION),
  ...installedVersion.shape,
  /** The ref that it was taken from, and the object which that named. */
  ref: z.string().min(1),
  id: z.string().min(1),
});

export type StagedReading =
  | { readonly kind: 'absent' }
  | { readonly kind: 'read'; readonly value: z.infer<typeof stagedVersion> }
  /** `problem` is two sentences. */
  | { readonly kind: 'unusable'; readonly problem: string };

export function readStagedVersion(path: string, content: FileContent): StagedReading {
  const reading = readStateFile(stagedVersion, { path, content });
  return reading.kind === 'unusable'
    ? { kind: 'unusable', problem: stateFaultText(reading.fault, ANEW) }
    : reading;
}

const ANEW = 'Remove it, then run lockkeeper update acquire.';
