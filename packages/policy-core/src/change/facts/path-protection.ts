import { memoizeByObjects } from '../../model/memoize.ts';
import { literalPattern } from '../../policy/patterns/literal-pattern.ts';
import { compilePattern, type PathPattern } from '../../policy/patterns/path-pattern.ts';
import { pathSet } from '../../policy/patterns/path-set.ts';
import { patternInForm, type PathForm } from '../../policy/patterns/pattern-in-form.ts';
import type { DependencyPair, PatternLine, Policy } from '../../policy/policy.ts';

/** One list of paths that the policy keeps an eye on, whatever it asks of a change there. */
export interface Protection {
  /** What reads well after "belongs to": "section core". */
  readonly name: string;
  readonly kind: 'section' | 'self' | 'scope' | 'machine' | 'dependencies';
  readonly lines: readonly PatternLine[];
  readonly except: readonly PathPattern[];
}

/** The sections of a policy that list such paths. */
export const PROTECTIONS = ['protected', 'integrity', 'changeScope', 'machineOwned', 'dependencies'] as const;

export type ProtectionSections = Pick<Policy, (typeof PROTECTIONS)[number]>;

export function protectionsOf(policy: ProtectionSections): readonly Protection[] {
  const { protected: sections, integrity, changeScope, machineOwned, dependencies } = policy;
  const lists = [sections, integrity, changeScope ?? NO_SCOPE, machineOwned, dependencies];
  return guardsByLists(lists, () => listGuards(policy));
}

const NO_SCOPE = {};
/** A section never changes, and judges many changes. */
const guardsByLists = memoizeByObjects<readonly Protection[]>();

function listGuards(policy: ProtectionSections): readonly Protection[] {
  const { protected: sections, integrity, changeScope, machineOwned, dependencies } = policy;
  const all: readonly Protection[] = [
    ...sections.map(({ id, paths, except }) => ({
      name: `section ${id}`,
      kind: 'section' as const,
      lines: paths,
      except,
    })),
    {
      name: 'what enforces the policy',
      kind: 'self',
      lines: integrity.selfProtect.paths,
      except: integrity.selfProtect.except,
    },
    { name: 'what the change scope denies', kind: 'scope', lines: changeScope?.deny ?? [], except: [] },
    {
      name: 'what only machines write',
      kind: 'machine',
      lines: machineOwned.flatMap(({ paths }) => paths),
      except: [],
    },
    ...dependencies.map((pair) => ({
      name: `the dependencies ${pair.id}`,
      kind: 'dependencies' as const,
      lines: linesOfPair(pair),
      except: [],
    })),
  ];
  return all.filter(({ lines }) => lines.length > 0);
}

function linesOfPair({ source, lock, at }: DependencyPair): readonly PatternLine[] {
  return [source, lock].flatMap((path) => {
    const result = compilePattern(literalPattern(path));
    return result.kind === 'pattern' ? [{ pattern: result.pattern, at }] : [];
  });
}

/** The pattern that puts a path under the guard; `undefined` when it is free of it. */
export function protectingLine({ lines, except }: Protection, path: string): PatternLine | undefined {
  const line = lines.find(({ pattern }) => pattern.matches(path));
  return line === undefined || except.some((pattern) => pattern.matches(path)) ? undefined : line;
}

/** A path as it is spelt and as it is compared. */
export interface WrittenPath {
  readonly path: string;
  readonly form: PathForm;
  /** `form(path)`: many guards are asked about one path. */
  readonly written: string;
}

export function writtenIn(form: PathForm, path: string): WrittenPath {
  return { path, form, written: form(path) };
}

/** The same where paths of one form count as one. What is excepted is excepted as it is spelt. */
export function protectingLineIn(
  { lines, except }: Protection,
  { path, form, written }: WrittenPath,
): PatternLine | undefined {
  const line = lines.find(({ pattern }) => patternInForm(pattern, form)?.matches(written));
  return line === undefined || except.some((pattern) => pattern.matches(path)) ? undefined : line;
}

/** Whether any guard may be over a path that is written in this form: most paths are settled by this alone. */
export function anyProtectionIn(form: PathForm, guards: readonly Protection[]): (written: string) => boolean {
  const known = searches.get(guards)?.get(form);
  if (known !== undefined) return known;
  const search = searchFor(form, guards);
  searches.set(guards, new Map([...(searches.get(guards) ?? []), [form, search]]));
  return search;
}

const searches = new WeakMap<readonly Protection[], ReadonlyMap<PathForm, (written: string) => boolean>>();

function searchFor(form: PathForm, guards: readonly Protection[]): (written: string) => boolean {
  const patterns = guards.flatMap(({ lines }) => lines.map(({ pattern }) => patternInForm(pattern, form)));
  const set = pathSet(patterns.filter((pattern) => pattern !== undefined));
  return (written) => set.firstMatch(written) !== undefined;
}
