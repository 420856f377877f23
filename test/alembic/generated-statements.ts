import { type Random, oneOf } from '../pip/random.ts';
import { DIRECTIVE_CALLS } from './directive-calls.ts';
import { literal, sqlExpression } from './generated-sql.ts';

/** What a place of the file may use. */
export interface Surroundings {
  /** How operations are written there: `op.`, `ops.`, or nothing where they are imported by name. */
  readonly op: string;
  /** Functions of the file. */
  readonly helpers: readonly string[];
  /** How many blocks may still be opened. */
  readonly depth: number;
}

/** Lines that do something, or hold lines that do. */
export function generatedBlock(random: Random, around: Surroundings): readonly string[] {
  const length = 1 + random.below(random.chance(0.2) ? 4 : 2);
  return Array.from({ length }, () => generatedStatement(random, around)).flat();
}

function generatedStatement(random: Random, around: Surroundings): readonly string[] {
  if (around.depth > 0 && random.chance(0.3)) return held(random, around);
  const call = doing(random, around);
  const lines = random.chance(0.6) ? [call] : random.pick(SHAPES)(call);
  return lines.flatMap((line) => line.split('\n'));
}

/** An expression that changes something, or may. */
function doing(random: Random, around: Surroundings): string {
  const kind = random.below(100);
  if (kind < 40) return `${around.op}${random.pick(OP_CALLS)}`;
  if (kind < 75) return execution(random, around);
  const [first, ...others] = around.helpers;
  if (kind < 87 && first !== undefined) return `${random.pick([first, ...others])}${random.pick(ARGUMENTS)}`;
  return random.pick(RARE_CALLS).replaceAll('▒', () => literal(random, 'orders'));
}

function execution(random: Random, { op }: Surroundings): string {
  const receiver = random.chance(0.5) ? `${op}execute` : random.pick(EXECUTING);
  const more = random.chance(0.9) ? '' : random.pick([', {"id": 1}', ', execution_options={}', ',']);
  return `${receiver}(${sqlExpression(random)}${more})`;
}

/** Lines within a block, or in a function of its own. */
function held(random: Random, around: Surroundings): readonly string[] {
  if (random.chance(0.25)) return batch(random);
  const inner = () => generatedBlock(random, { ...around, depth: around.depth - 1 });
  return random.pick(HOLDERS).flatMap((line) => {
    if (!line.endsWith('▒')) return [line];
    return inner().map((one) => (one === '' ? one : `${' '.repeat(line.length - 1)}${one}`));
  });
}

function batch(random: Random): readonly string[] {
  const table = literal(random, 'orders').replaceAll('\n', '');
  const calls = Array.from({ length: 1 + random.below(3) }, () => random.pick(BATCH_CALLS));
  return oneOf(random, [
    () => [`with op.batch_alter_table(${table}) as batch_op:`, ...calls.map((call) => `    ${call}`)],
    () => [`with op.batch_alter_table(${table}, schema=None) as batch_op:`, `    ${calls.join('; ')}`],
    () => [
      'with (',
      '    op.batch_alter_table("a") as other,',
      `    op.batch_alter_table(${table}) as batch_op,`,
      '):',
      ...calls.map((call) => `    ${call}`),
    ],
    () => [`batch_op = op.batch_alter_table(${table}).__enter__()`, ...calls],
  ]);
}

type Shape = (call: string) => readonly string[];

/** A call as a part of a statement, and statements around one. */
const SHAPES: readonly [Shape, ...Shape[]] = [
  (call) => [`result = ${call}`],
  (call) => [`rows: list = ${call}`],
  (call) => [`for row in ${call}: pass`],
  (call) => [`if (found := ${call}): pass`],
  (call) => [`run = lambda: ${call}`, 'run()'],
  (call) => [`[${call} for item in TABLES]`],
  (call) => [`print(${call} if TABLES else None)`],
  (call) => [`${call}; pass`],
  (call) => [`assert ${call} is None, "why"`],
  (call) => [call, '# what follows is not needed', ''],
  (call) => [`(${call})`],
  (call) => [call, 'return'],
  (call) => [call, 'raise NotImplementedError("no way back")'],
  (call) => ['"""Says why."""', call],
  (call) => [`table = "lines"; ${call}`],
  (call) => [`${call}  # noqa: E501`],
  (call) => [`results = [${call}, *more]`],
  (call) => [`print(f"{${call.includes('\n') || /["'\\{}#]/.test(call) ? '1' : call}}")`],
];

const OP_CALLS = callsOn('op.');
const BATCH_CALLS = callsOn('batch_op.', 'batch_op.');

function callsOn(prefix: string, kept = ''): readonly [string, ...string[]] {
  const calls = DIRECTIVE_CALLS.filter((call) => call.startsWith(prefix)).map(
    (call) => `${kept}${call.slice(prefix.length)}`,
  );
  const [first = '', ...others] = calls;
  return [first, ...others];
}

const EXECUTING = [
  'op.get_bind().execute',
  'op.get_bind().exec_driver_sql',
  'bind.execute',
  'connection.execute',
  'conn.exec_driver_sql',
  'session.execute',
  'cursor.execute',
  'self.op.execute',
] as const;

const ARGUMENTS = [
  '()',
  '(op)',
  '(op, "orders")',
  '("orders")',
  '(table="a", op=op)',
  '(*names)',
  '(bind)',
] as const;

const RARE_CALLS = [
  'getattr(op, "drop_table")(▒)',
  'getattr(op, name)(▒)',
  'functools.partial(op.drop_table, ▒)()',
  'list(map(op.drop_table, [▒, "lines"]))',
  'op.invoke(DropTableOp(▒))',
  'op.f(▒)',
  'globals()["drop_" + ▒]()',
  'Base.metadata.create_all(bind=op.get_bind())',
  'sa.Table(▒, sa.MetaData()).drop(op.get_bind())',
  'sa.Enum(name=▒).drop(op.get_bind(), checkfirst=False)',
  'op.create_view(▒, "SELECT 1")',
  'op.run_async(lambda c: c.execute(▒))',
  'exec(f"op.drop_table({table!r})")',
  'alembic.command.stamp(config, ▒)',
  'op.batch_alter_table(▒)',
  'print(▒)',
  'setattr(op, "drop_table", print)',
  'Change(op).run(▒)',
] as const;

/** `▒` stands for lines of its own, as deep as it is itself. */
const HOLDERS: readonly [readonly string[], ...(readonly string[])[]] = [
  ['if op.get_bind().dialect.name == "postgresql":', '    ▒'],
  ['if is_postgres:', '    ▒', 'elif x:', '    ▒', 'else:', '    ▒'],
  ['for table in ("orders", "lines"):', '    ▒'],
  ['for index, (table, column) in enumerate(PAIRS):', '    ▒', 'else:', '    ▒'],
  ['for table in TABLES:', '    if table == "a":', '        continue', '    ▒'],
  ['while pending():', '    ▒', '    break'],
  ['try:', '    ▒', 'except sa.exc.ProgrammingError as error:', '    ▒', 'finally:', '    ▒'],
  ['with op.get_context().autocommit_block():', '    ▒'],
  ['with (', '    op.get_context().autocommit_block(),', '):', '    ▒'],
  ['with op.get_bind().begin() as connection, open("x") as y:', '    ▒'],
  [
    'match op.get_bind().dialect.name:',
    '    case "postgresql" | "redshift":',
    '        ▒',
    '    case _:',
    '        ▒',
  ],
  ['match = 1', 'case = {"match": match}', '▒'],
  ['def inner(op=op, *, table="a", **rest):', '    ▒', 'inner()'],
  ['def inner(a, /, b: int = 1) -> None:', '    """Why."""', '    ▒', 'inner(1)'],
  ['@functools.lru_cache(maxsize=None)', 'def inner():', '    nonlocal_ = 1', '    ▒', 'inner()'],
  ['async def inner():', '    ▒', 'asyncio.run(inner())'],
  [
    'class Step(Base, metaclass=Meta):',
    '    table: str = "a"',
    '',
    '    def run(self, op):',
    '        ▒',
    'Step().run(op)',
  ],
  ['class Step:', '    ▒'],
  ['if True: pass', 'else:', '    ▒'],
  ['global counter', '▒'],
  ['table, *names = "a", "b", "c"', '▒'],
  ['table = "a" \\', '    "b"', '▒'],
];
