import { z } from 'zod';

import { canonicalJson } from '../../model/canonical-json.ts';
import type { FileContent } from '../../model/file-content.ts';
import { readJson, type JsonText } from '../../model/json-text.ts';
import { startOf, type SourceSpan } from '../../model/source-span.ts';

/** The form that this version writes. */
export const STATE_SCHEMA_VERSION = 1;

/** Why a state file cannot be used. Nothing is updated then, and the file is left as it is. */
export interface StateFault {
  readonly id: 'unreadable' | 'malformed' | 'too-large' | 'unversioned' | 'older' | 'newer' | 'wrong-shape';
  readonly path: string;
  /** A clause; of `wrong-shape` with the field. */
  readonly problem: string;
  readonly at: SourceSpan;
}

export type StateReading<T> =
  /** Nothing was ever written there. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unusable'; readonly fault: StateFault };

/** No state file of ours comes near it, in UTF-16 units. */
const MAX_STATE_UNITS = 256 * 1024;

/** Reads a state file whole or not at all: what a part of it cannot say is not guessed. Never throws. */
export function readStateFile<T>(
  schema: z.ZodType<T>,
  { path, content }: { readonly path: string; readonly content: FileContent },
): StateReading<T> {
  if (content.kind === 'absent') return content;
  if (content.kind === 'unreadable') return unusable('unreadable', content.problem, startOf(path));
  if (content.text.length > MAX_STATE_UNITS)
    return unusable('too-large', 'it is larger than 256 KiB', startOf(path));
  const json = readJson(path, content.text);
  if (json.kind === 'malformed') return unusable('malformed', json.problem, json.at);
  return versionFault(json) ?? valueIn(schema, json);
}

type StateJson = Extract<JsonText, { kind: 'json' }>;

function versionFault(json: StateJson): StateReading<never> | undefined {
  const at = json.spanOf(['schema_version']);
  const { data } = VERSIONED.safeParse(json.value);
  if (data === undefined) return unusable('unversioned', 'it has no schema_version', at);
  const written = data.schema_version;
  if (written === STATE_SCHEMA_VERSION) return undefined;
  const id = written < STATE_SCHEMA_VERSION ? 'older' : 'newer';
  return unusable(id, `its schema_version is ${written}`, at);
}

const VERSIONED = z.looseObject({ schema_version: z.int() });

function valueIn<T>(schema: z.ZodType<T>, json: StateJson): StateReading<T> {
  const parsed = schema.safeParse(json.value, { jitless: true });
  if (parsed.success) return { kind: 'read', value: parsed.data };
  const steps = (parsed.error.issues[0]?.path ?? []).filter((step) => typeof step !== 'symbol');
  const field = steps.length === 0 ? 'it' : steps.join('.');
  return unusable('wrong-shape', `${field} is not what it has to be`, json.spanOf(steps));
}

function unusable(id: StateFault['id'], problem: string, at: SourceSpan): StateReading<never> {
  return { kind: 'unusable', fault: { id, path: at.path, problem, at } };
}

/**
 * What to do about a file that cannot be used, in two sentences.
 *
 * @param remedy of one that is damaged, a sentence; left out: nobody can do without the file
 */
export function stateFaultText({ id, path, problem }: StateFault, remedy = RESTORE): string {
  return `${path} cannot be used: ${problem}. ${ADVICE[id] ?? remedy}`;
}

const RESTORE = 'Restore it from a backup; nothing is updated until then.';

const ADVICE: Readonly<Partial<Record<StateFault['id'], string>>> = {
  unreadable: 'Let it be a file of text that the user of the service may read.',
  older: 'This version of Lockkeeper cannot read it. Use the one that wrote it.',
  newer: 'A newer Lockkeeper wrote it. Upgrade Lockkeeper on this host.',
};

/** The text of a state file: the same value gives the same text. */
export function stateText(value: object): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(value)), undefined, 2)}\n`;
}
