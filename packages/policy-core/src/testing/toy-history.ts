import fc from 'fast-check';

import { defineFact, defineInput, type Durability, type Fact, type Get } from '../engine/queries/query.ts';
import { QueryEngine } from '../engine/queries/query-engine.ts';

/** One revision of a history, as small as the questions of the engine allow. */
export interface ToyRevision {
  /** The one before; none of them: it is a first one. */
  readonly after: string;
  readonly adds: number;
  readonly comment: string;
}

export const textOf = defineInput<string, string>({ name: 'text', unanswered: () => 'none|0|' });
export const listing = defineInput<readonly string[]>({ name: 'listing', unanswered: () => [] });

/**
 * The facts of a history: what a file says, its place, the sum after it, what is said of it, and of all. A comment
 * `boom` makes reading it throw.
 */
export function toyHistory(withBarriers: boolean) {
  const barrier = (durability: Exclude<Durability, 'low'>) => (withBarriers ? { barrier: durability } : {});
  const reading = defineFact<ToyRevision, string>({
    name: 'reading',
    compute: (get, path) => {
      const [after = '', adds = '', comment = ''] = get(textOf, path).split('|');
      if (comment === 'boom') throw new Error(`${path} cannot be read`);
      return { after, adds: Number(adds), comment };
    },
  });
  const header = defineFact<string, string>({
    name: 'header',
    ...barrier('high'),
    compute: (get, path) => orElse('none', () => get(reading, path).after),
  });
  const steps = defineFact<number, string>({
    name: 'steps',
    ...barrier('medium'),
    compute: (get, path) => orElse(0, () => get(reading, path).adds),
  });
  /** Only earlier paths count as the one before, so that there is no circle. */
  const order = defineFact<readonly string[]>({
    name: 'order',
    compute: (get) => get(listing).toSorted((a, b) => Number(a) - Number(b)),
    isSame: (before, after) => before.join() === after.join(),
  });
  const listed = defineFact<ReadonlySet<string>>({ name: 'listed', compute: (get) => new Set(get(order)) });
  const before = defineFact<string | undefined, string>({
    name: 'before',
    compute: (get, path) => {
      const after = get(header, path);
      return Number(after) < Number(path) && get(listed).has(after) ? after : undefined;
    },
  });
  const sumAfter: Fact<string, number> = defineFact<number, string>({
    name: 'sum-after',
    order: (get) => get(order),
    compute: (get, path) => {
      const earlier = get(before, path);
      return ((earlier === undefined ? 0 : get(sumAfter, earlier)) + get(steps, path)) % 3;
    },
  });
  const judged = defineFact<string, string>({
    name: 'judged',
    compute: (get, path) => {
      const earlier = get(before, path);
      const { comment } = get(reading, path);
      return `${comment.length}:${earlier === undefined ? 0 : get(sumAfter, earlier)}`;
    },
  });
  const report = defineFact<string>({
    name: 'report',
    compute: (get) =>
      get(listing)
        .map((path) => orElse('crashed', () => get(judged, path)))
        .join(' '),
  });
  return { reading, header, steps, order, sumAfter, judged, report };
}

function orElse<Value>(other: Value, ask: () => Value): Value {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Error && error.message.endsWith('cannot be read')) return other;
    throw error;
  }
}

/** What it does is counted by the name of the fact. */
export function countingEngine() {
  const counts = { computed: new Map<string, number>(), 'looked-over': new Map<string, number>() };
  const engine = new QueryEngine({
    onWork: (work, { name }) => void counts[work].set(name, (counts[work].get(name) ?? 0) + 1),
  });
  const during =
    (work: keyof typeof counts) =>
    (question: (get: Get) => unknown): Readonly<Record<string, number>> => {
      for (const one of Object.values(counts)) one.clear();
      engine.ask(question);
      return Object.fromEntries(counts[work]);
    };
  return { engine, counted: during('computed'), lookedOver: during('looked-over') };
}

const PATHS = Array.from({ length: 12 }, (_, index) => String(index));
const durability = fc.constantFrom<Durability>('low', 'medium', 'high');
const path = fc.constantFrom(...PATHS);

const text = fc
  .tuple(fc.constantFrom('none', ...PATHS), fc.nat(2), fc.constantFrom('', 'a', 'bb', 'boom'))
  .map((parts) => parts.join('|'));

export type ToyEdit =
  | { readonly kind: 'text'; readonly path: string; readonly text: string; readonly durability: Durability }
  /** The same text, which is typed in now, or no more. */
  | { readonly kind: 'durability'; readonly path: string; readonly durability: Durability }
  | { readonly kind: 'listed'; readonly path: string; readonly durability: Durability }
  | { readonly kind: 'ask'; readonly path: string }
  | { readonly kind: 'ask-all' }
  | { readonly kind: 'collect' };

/** What may happen to a history, one after the other; several changes may come before a question. */
export const anyToyEdits: fc.Arbitrary<readonly ToyEdit[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('text' as const), path, text, durability }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('durability' as const), path, durability }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('listed' as const), path, durability }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('ask' as const), path }) },
    { weight: 2, arbitrary: fc.constant({ kind: 'ask-all' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'collect' as const }) },
  ),
  { minLength: 1, maxLength: 60, size: 'max' },
);

/**
 * Makes these edits in one engine, and asks one that knows nothing the same question each time.
 *
 * @returns both answers to each question that was asked
 */
export function answersDuring(
  edits: readonly ToyEdit[],
  { withBarriers }: { readonly withBarriers: boolean },
): readonly { readonly kept: string; readonly fresh: string }[] {
  const history = toyHistory(withBarriers);
  const texts = new Map(PATHS.map((one) => [one, `${Number(one) - 1}|1|`]));
  const listed = new Set(PATHS);
  const engine = new QueryEngine();
  const list = (level: Durability) => {
    engine.set(listing, '', { value: [...listed], durability: level });
  };
  for (const [one, value] of texts) engine.set(textOf, one, { value, durability: 'high' });
  list('high');
  const questionOf =
    (edit: ToyEdit) =>
    (get: Get): string =>
      edit.kind === 'ask'
        ? `${get(history.judged, edit.path)} ${get(history.sumAfter, edit.path)}`
        : get(history.report);
  return edits.flatMap((edit) => {
    switch (edit.kind) {
      case 'text':
        texts.set(edit.path, edit.text);
        engine.set(textOf, edit.path, { value: edit.text, durability: edit.durability });
        return [];
      case 'durability':
        engine.set(textOf, edit.path, { value: texts.get(edit.path) ?? '', durability: edit.durability });
        return [];
      case 'listed':
        if (!listed.delete(edit.path)) listed.add(edit.path);
        list(edit.durability);
        return [];
      case 'collect':
        told(engine, (get) => get(history.report));
        engine.collect();
        return [];
      case 'ask':
      case 'ask-all': {
        const unused = new QueryEngine();
        for (const [one, value] of texts) unused.set(textOf, one, { value });
        unused.set(listing, '', { value: [...listed] });
        return [{ kept: told(engine, questionOf(edit)), fresh: told(unused, questionOf(edit)) }];
      }
    }
  });
}

function told(engine: QueryEngine, question: (get: Get) => string): string {
  try {
    return engine.ask(question);
  } catch (error) {
    return String(error);
  }
}
