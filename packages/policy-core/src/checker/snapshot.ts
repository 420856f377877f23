import { z } from 'zod';

import type { Observations } from '../model/observations.ts';
import { observationsSchema } from './snapshot-schema.ts';
import { STAGES, type Stage } from '../model/stage.ts';

/**
 * Everything a verdict came from, as plain JSON: replaying it gives the same report, word for word,
 * on any machine. It is the form of a bug report; it holds the texts of the files that were judged.
 */
export interface Snapshot {
  readonly schema_version: 1;
  readonly tool_version: string;
  readonly stage: Stage;
  readonly policy: {
    readonly path: string;
    readonly text: string;
    /** What it builds on; left out: nothing. */
    readonly bases?: readonly { readonly path: string; readonly text: string }[];
    readonly origin: 'base' | 'head' | 'worktree';
    readonly bootstrap: boolean;
  };
  /** Text of the baseline file; `null` when there is none. */
  readonly baseline: string | null;
  readonly notices: readonly string[];
  readonly observations: Observations;
}

/** Checks the form closely enough that a rule cannot stumble over a file that is no snapshot. */
const schema = z.object({
  schema_version: z.literal(1),
  tool_version: z.string(),
  stage: z.enum(STAGES),
  policy: z.object({
    path: z.string(),
    text: z.string(),
    bases: z.array(z.object({ path: z.string(), text: z.string() })).optional(),
    origin: z.enum(['base', 'head', 'worktree']),
    bootstrap: z.boolean(),
  }),
  baseline: z.string().nullable(),
  notices: z.array(z.string()),
  observations: observationsSchema,
});

export function snapshotText(snapshot: Snapshot): string {
  return `${JSON.stringify(snapshot, undefined, 1)}\n`;
}

/** `problem` is a sentence without its full stop. */
export function parseSnapshot(
  text: string,
):
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly kind: 'problem'; readonly problem: string } {
  const value = jsonOf(text);
  const result = schema.safeParse(value);
  const [issue] = result.error?.issues ?? [];
  if (issue) return { kind: 'problem', problem: `${issue.path.join('.') || 'the file'}: ${issue.message}` };
  // Written by snapshotText and checked above; the facts inside are plain data whatever they hold.
  return { kind: 'snapshot', snapshot: value as Snapshot };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON has the same answer as JSON of another form: it does not fit the schema.
    return undefined;
  }
}
