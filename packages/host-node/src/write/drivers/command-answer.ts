import type { PlatformDeploy } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import { z, type ZodType } from 'zod';

import { oneLine } from '../../system/one-line.ts';
import type { Cover } from '../../system/without-secrets.ts';

/** What a command of a driver may print: docs/drivers.md. Other keys are left to it. */
export interface AnswerShapes {
  readonly deploy: ZodType<DeployAnswer>;
  readonly current: ZodType<PlatformDeploy | null>;
  readonly list: ZodType<readonly PlatformDeploy[]>;
  readonly autoDeploy: ZodType<boolean>;
}

export interface DeployAnswer {
  readonly state: PlatformDeploy['state'];
  readonly id: string | null;
  readonly url: string | null;
  /** As a clause. */
  readonly why: string | null;
}

const STATES = z.enum(['live', 'under-way', 'failed', 'over']);

const LONGEST_TEXT = 400;

/** @param cover takes out what nobody may read: all of it goes into logs */
export function answerShapes(cover: Cover): AnswerShapes {
  const text = z
    .string()
    .transform((said) => oneLine(cover(said)))
    .pipe(z.string().min(1).max(LONGEST_TEXT));
  const id = z.union([text, z.int().transform(String)]).nullish();
  const url = text.refine(isAddressForAll, 'is no address of http that everybody may read').nullish();
  const reference = { id, url };
  const deploy = z
    .object({ ...reference, state: STATES, why: text.nullish() })
    .transform(({ state, ...said }) => ({ state, ...orNull(said), why: said.why ?? null }));
  const platformDeploy = z
    .object({
      ...reference,
      state: STATES,
      commit: z
        .string()
        .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)
        .nullish(),
      key: text.nullish(),
      kept: z.boolean().optional(),
    })
    .transform(({ state, commit, key, kept, ...said }) => ({
      ...orNull(said),
      state,
      commit: commit ?? null,
      key: key ?? null,
      isKept: kept ?? false,
    }));
  return {
    deploy,
    current: platformDeploy.nullable(),
    list: z.array(platformDeploy).max(1000),
    autoDeploy: z.boolean(),
  };
}

function orNull(said: { readonly id?: string | null | undefined; readonly url?: string | null | undefined }) {
  return { id: said.id ?? null, url: said.url ?? null };
}

function isAddressForAll(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/** The one JSON value that a program printed. What it printed is not repeated. */
export function answerIn<T>(printed: string | undefined, shape: ZodType<T>): Known<T> {
  if (printed === undefined) return unobserved('it printed more than 1 MiB, or no UTF-8');
  const json = jsonIn(printed);
  if (json === undefined)
    return unobserved(
      printed.trim() === ''
        ? 'it printed nothing on stdout'
        : 'it printed something else than one JSON value on stdout',
    );
  const result = shape.safeParse(json.value);
  if (result.success) return observed(result.data);
  const where = result.error.issues[0]?.path.map(String).join('.') ?? '';
  return unobserved(`its JSON is not what docs/drivers.md describes${where === '' ? '' : ` (at ${where})`}`);
}

function jsonIn(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
