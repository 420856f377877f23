import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';

import { readJson } from '../../model/json-text.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { isSameJson } from '../../model/same-json.ts';
import { startOf, type SourceSpan } from '../../model/source-span.ts';
import type { ValueHolder } from '../../policy/enforcers/held-values.ts';
import { calledScripts } from './called-scripts.ts';

/** A value that a change sets, alters or takes away. */
export interface HeldChange {
  /** As people write it: `scripts.prepare`. */
  readonly key: string;
  readonly at: SourceSpan;
}

export interface HeldSides {
  readonly path: string;
  /** `undefined`: there was no file. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Of workflows; unobserved: any script may be called. */
  readonly workflows: Known<readonly string[]>;
}

/** What a change does to the values of a file that decide what runs, base against head. */
export function heldChanges(
  holder: ValueHolder,
  { path, before, after, workflows }: HeldSides,
): Known<readonly HeldChange[]> {
  const [old, fresh] = [before, after].map((text) => valueOf(holder, text));
  if (old?.known !== true) return old ?? observed([]);
  if (fresh?.known !== true) return fresh ?? observed([]);
  const keys = [...holder.keys, ...scriptKeys(holder, [old.value, fresh.value], workflows)];
  const changed = keys.filter((key) => !isSameJson(at(old.value, key), at(fresh.value, key)));
  const named = new Map(changed.map((key) => [key.join('.'), key]));
  return observed(
    Array.from(named, ([key, steps]) => ({ key, at: placeOf(holder, { path, text: after, steps }) })),
  );
}

function valueOf({ format }: ValueHolder, text: string | undefined): Known<unknown> {
  if (text === undefined) return observed({});
  return format === 'json' ? observed(jsonValue(text)) : tomlValue(text);
}

/** As those who run it read it; what they cannot read runs nothing. */
function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return {};
  }
}

function tomlValue(text: string): Known<unknown> {
  try {
    return observed(getStaticTOMLValue(parseTOML(text, { tomlVersion: '1.0' })));
  } catch {
    return unobserved('it is no TOML that can be read');
  }
}

function scriptKeys(
  { scripts, runners }: ValueHolder,
  sides: readonly unknown[],
  workflows: Known<readonly string[]>,
): readonly (readonly string[])[] {
  // What comes new is called by nobody yet; a workflow that will call it changes itself.
  const [old] = sides;
  return scripts.flatMap((steps) => {
    if (at(old, steps) === undefined) return [];
    const commands = sides.flatMap((side) => entriesOf(at(side, steps)));
    const names = workflows.known
      ? calledScripts(commands, { lines: workflows.value, runners })
      : new Set(commands.map(([name]) => name));
    return Array.from(names, (name) => [...steps, name]);
  });
}

function at(value: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (found, step) => (isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined),
    value,
  );
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function placeOf(
  { format }: ValueHolder,
  {
    path,
    text = '',
    steps,
  }: { readonly path: string; readonly text: string | undefined; readonly steps: readonly string[] },
): SourceSpan {
  const json = format === 'json' ? readJson(path, text) : undefined;
  return json?.kind === 'json' ? (json.keySpanOf(steps) ?? startOf(path)) : startOf(path);
}
