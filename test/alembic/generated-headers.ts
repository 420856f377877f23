import { type Random, oneOf } from '../pip/random.ts';

/** The names by which Alembic orders revisions, in every form that projects write them in. */
export function generatedHeader(random: Random, id: string): readonly string[] {
  const lines = [
    named(random, 'revision', random.chance(0.9) ? quoted(random, id) : random.pick(ODD_IDS)),
    named(random, 'down_revision', idsOf(random)),
    ...(random.chance(0.8) ? [named(random, 'branch_labels', labelsOf(random))] : []),
    ...(random.chance(0.8) ? [named(random, 'depends_on', labelsOf(random))] : []),
  ];
  if (random.chance(0.03)) return [`revision, down_revision = ${quoted(random, id)}, None`];
  if (random.chance(0.03)) return ['revision = down_revision = None', ...lines.slice(1)];
  if (random.chance(0.03)) return ['if True:', ...lines.map((line) => `    ${line}`)];
  return random.chance(0.05) ? lines.toReversed() : lines;
}

function named(random: Random, name: string, value: string): string {
  const annotation = random.chance(0.3) ? random.pick(ANNOTATIONS) : '';
  const comment = random.chance(0.1) ? random.pick(['  # noqa', '  # the first', '  #']) : '';
  return `${name}${annotation}${random.pick([' = ', ' = ', ' = ', '='])}${value}${comment}`;
}

const ANNOTATIONS = [
  ': str',
  ': Union[str, None]',
  ': str | None',
  ': Union[str, Sequence[str], None]',
  ": 'str'",
  ': Final',
] as const;

function idsOf(random: Random): string {
  const one = (from: Random) => quoted(from, from.pick(PARENTS));
  return oneOf(random, [
    () => 'None',
    one,
    one,
    one,
    () => `(${one(random)}, ${one(random)})`,
    () => `(${one(random)},)`,
    () => `[${one(random)}]`,
    () => `{${one(random)}}`,
    () => '()',
    () => random.pick(DYNAMIC),
  ]);
}

function labelsOf(random: Random): string {
  return random.chance(0.8)
    ? 'None'
    : random.pick(["('billing',)", "'billing'", '["a", "b"]', 'LABELS', "('a' 'b')", '()']);
}

function quoted(random: Random, id: string): string {
  const quote = random.pick(['"', '"', "'", '"""']);
  return `${random.chance(0.05) ? random.pick(['r', 'u', 'f']) : ''}${quote}${id}${quote}`;
}

const PARENTS = ['a1', 'b2', 'c3', 'd4', '1a2b3c4d5e6f', 'größe'] as const;
const ODD_IDS = ['""', '"a-b"', '"a+b"', '"x" "y"', 'REVISION', 'None', '"a" + "b"', '7', '"@head"'] as const;
const DYNAMIC = [
  'previous.revision',
  'os.environ["X"]',
  '"a" if x else "b"',
  '"%s" % a',
  '""',
  '*x,',
] as const;
