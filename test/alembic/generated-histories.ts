import fc from 'fast-check';

import type { SampleHeader, SampleValue } from '../../packages/policy-core/src/testing/sample-header.ts';

/** A header in a file; the names of files decide which of two equal ids is loaded last. */
export interface GeneratedRevision {
  readonly file: string;
  readonly header: SampleHeader & { readonly revision: string };
}

const IDS = ['a1', 'b2', 'c3', 'd4', 'e5', 'f6', 'a7', 'b8'];
const LABELS = ['billing', 'expand', 'contract'];

/** Everything is written, whatever it says. */
type WholeHeader = Required<SampleHeader>;

type Names = (choices: readonly string[]) => fc.Arbitrary<SampleValue>;

const names: Names = (choices) =>
  choices.length === 0
    ? fc.constantFrom<SampleValue>(null, [])
    : fc.oneof(
        { weight: 1, arbitrary: fc.constant(null) },
        { weight: 4, arbitrary: fc.constantFrom(...choices) },
        { weight: 3, arbitrary: fc.uniqueArray(fc.constantFrom(...choices), { maxLength: 3 }) },
      );

/** Mostly what a project has: parents come before children, some are merged, some are labelled. */
const sound: fc.Arbitrary<readonly WholeHeader[]> = fc
  .integer({ min: 1, max: IDS.length })
  .chain((length) =>
    fc.tuple(
      ...IDS.slice(0, length).map((revision, index) => {
        const before = IDS.slice(0, index);
        const nearest = before.slice(-2);
        return fc.record({
          revision: fc.constant(revision),
          down: fc.oneof({ weight: 6, arbitrary: names(nearest) }, { weight: 1, arbitrary: names(before) }),
          dependsOn: mostlyNothing(names(before)),
          labels: fc.constant<SampleValue>(null),
        });
      }),
    ),
  )
  .chain((headers) =>
    fc.tuple(...LABELS.map(() => fc.option(fc.nat({ max: headers.length - 1 }), { freq: 2 }))).map((places) =>
      headers.map((header, index) => {
        const labels = LABELS.filter((_, label) => places[label] === index);
        return labels.length === 0
          ? header
          : { ...header, labels: labels.length === 1 ? labels.join() : labels };
      }),
    ),
  );

/** Whatever can be written: parents that are lost, circles, labels for ids, and the same twice. */
const wild: fc.Arbitrary<readonly WholeHeader[]> = fc.array(
  fc.record({
    revision: fc.constantFrom(...IDS.slice(0, 5)),
    down: names([...IDS.slice(0, 5), 'lost', 'billing']),
    dependsOn: mostlyNothing(names([...IDS.slice(0, 5), 'lost', 'billing', 'expand'])),
    labels: mostlyNothing(names(['billing', 'expand', 'a1'])),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Sound but for one parent or one dependency: near what goes wrong in a project. */
const bent: fc.Arbitrary<readonly WholeHeader[]> = fc
  .tuple(sound, fc.nat(), names([...IDS, 'lost', ...LABELS]), fc.boolean())
  .map(([headers, place, value, isParent]): readonly WholeHeader[] =>
    headers.map((header, index) =>
      index === place % headers.length ? { ...header, [isParent ? 'down' : 'dependsOn']: value } : header,
    ),
  );

export const generatedHistory: fc.Arbitrary<readonly GeneratedRevision[]> = fc
  .oneof({ weight: 3, arbitrary: sound }, { weight: 2, arbitrary: bent }, { weight: 2, arbitrary: wild })
  .chain((headers) =>
    fc
      .shuffledSubarray(
        headers.map((_, index) => index),
        { minLength: headers.length },
      )
      .map((order) =>
        headers.flatMap((header, index): GeneratedRevision[] => {
          const { revision } = header;
          if (typeof revision !== 'string') return [];
          return [{ file: `${order[index]}_${revision}.py`, header: { ...header, revision } }];
        }),
      ),
  );

function mostlyNothing(value: fc.Arbitrary<SampleValue>): fc.Arbitrary<SampleValue> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });
}

/** The file as Alembic's template writes it, with nothing to do. */
export function headerText({ revision, down = null, dependsOn = null, labels = null }: SampleHeader): string {
  return [
    `revision = ${python(revision ?? null)}`,
    `down_revision = ${python(down)}`,
    `branch_labels = ${python(labels)}`,
    `depends_on = ${python(dependsOn)}`,
    '',
  ].join('\n');
}

function python(value: SampleValue): string {
  if (value === null) return 'None';
  if (typeof value === 'string') return JSON.stringify(value);
  if ('dynamic' in value) return value.dynamic;
  return `(${value.map((id) => `${JSON.stringify(id)},`).join(' ')})`;
}
