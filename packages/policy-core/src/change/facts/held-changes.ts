import { parse as parseJsonc } from 'jsonc-parser';
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import { parseDocument } from 'yaml';

import { readJson } from '../../model/json-text.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { isSameJson } from '../../model/same-json.ts';
import { startOf, type SourceSpan } from '../../model/source-span.ts';
import type { KeyPath, ValueHolder } from '../../policy/enforcers/held-values.ts';
import { calledScripts, isFolderNamed } from './called-scripts.ts';

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
  /** Texts of what calls scripts; unobserved: any may be called. */
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
  const sides = [old.value, fresh.value];
  const places = { path, isNew: before === undefined, workflows };
  const keys = [
    ...holder.keys.flatMap((key) => spelledOut(key, sides)),
    ...scriptKeys(holder, sides, places),
  ].filter((key) => !isFree(key, holder));
  const changed = keys.filter((key) => !isSameJson(at(old.value, key), at(fresh.value, key)));
  const named = new Map(changed.map((key) => [key.join('.'), key]));
  return observed(
    Array.from(named, ([key, steps]) => ({ key, at: placeOf(holder, { path, text: after, steps }) })),
  );
}

function valueOf({ format }: ValueHolder, text: string | undefined): Known<unknown> {
  if (text === undefined) return observed({});
  try {
    return observed(READERS[format](text));
  } catch {
    return unobserved(`it is no ${format.toUpperCase()} that can be read`);
  }
}

const READERS: Readonly<Record<ValueHolder['format'], (text: string) => unknown>> = {
  json: jsonValue,
  // Dates have no keys that could be compared.
  toml: (text) => JSON.parse(JSON.stringify(getStaticTOMLValue(parseTOML(text, { tomlVersion: '1.0' })))),
  yaml: yamlValue,
};

/** As npm reads it; what it refuses, as bun and Deno do, which allow remarks. What nobody can read runs nothing. */
function jsonValue(text: string): unknown {
  const json = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(json);
  } catch {
    return parseJsonc(json, [], { allowTrailingComma: true });
  }
}

function yamlValue(text: string): unknown {
  const document = parseDocument(text, { uniqueKeys: false, merge: true });
  if (document.errors[0] !== undefined) throw document.errors[0];
  return document.toJS();
}

/** `*` in a key stands for every name on either side, one of which may be `*` itself. */
function spelledOut(key: KeyPath, sides: readonly unknown[], from = 0): readonly KeyPath[] {
  const star = key.indexOf('*', from);
  if (star === -1) return [key];
  const [start, rest] = [key.slice(0, star), key.slice(star + 1)];
  const names = new Set(sides.flatMap((side) => entriesOf(at(side, start)).map(([name]) => name)));
  return Array.from(names, (name) => [...start, name, ...rest]).flatMap((one) =>
    spelledOut(one, sides, star + 1),
  );
}

function isFree(key: KeyPath, { except = [] }: ValueHolder): boolean {
  return except.some((free) => free.every((step, index) => key[index] === step));
}

interface Places {
  readonly path: string;
  readonly isNew: boolean;
  readonly workflows: Known<readonly string[]>;
}

function scriptKeys(
  { scripts, runners }: ValueHolder,
  sides: readonly unknown[],
  { path, isNew, workflows }: Places,
): readonly KeyPath[] {
  // A new file is called by nobody yet, unless something runs in its folder already, where its scripts hide those above.
  if (isNew && !(workflows.known && isFolderNamed(path, workflows.value))) return [];
  return scripts
    .flatMap((key) => spelledOut(key, sides))
    .flatMap((steps) => {
      const commands = sides.flatMap((side) => entriesOf(at(side, steps)));
      const names = workflows.known
        ? calledScripts(commands, { texts: workflows.value, runners })
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
