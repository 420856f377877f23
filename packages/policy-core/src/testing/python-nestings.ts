import fc from 'fast-check';

/** Lines that hold others: `▒` stands for those, indented as deeply as it is itself. */
export type PythonNesting = readonly string[];

const NESTINGS: readonly PythonNesting[] = [
  ['if context.is_offline_mode():', '    ▒'],
  ['if a:', '    pass', 'elif b:', '    ▒'],
  ['if a:', '    pass', 'else:', '    ▒'],
  ['for name in sa.inspect(op.get_bind()).get_table_names():', '    ▒'],
  ['for name in names:', '    pass', 'else:', '    ▒'],
  ['while pending():', '    ▒'],
  ['try:', '    ▒', 'except Exception as error:', '    raise error'],
  ['try:', '    check()', 'except (KeyError, ValueError):', '    ▒'],
  ['try:', '    check()', 'except* ValueError:', '    ▒'],
  ['try:', '    check()', 'except KeyError:', '    pass', 'else:', '    ▒'],
  ['try:', '    check()', 'finally:', '    ▒'],
  ['with op.get_context().autocommit_block():', '    ▒'],
  ['with (open("a") as a, open("b") as b):', '    ▒'],
  ['def inner(value=1, *rest, key=None, **more):', '    ▒', 'inner()'],
  ['@retry(times=3)', 'def attempt() -> None:', '    ▒', 'attempt()'],
  ['async def later():', '    ▒', 'asyncio.run(later())'],
  ['class Step:', '    def run(self):', '        ▒', 'Step().run()'],
  ['class Step:', '    ▒'],
  ['match dialect:', '    case "postgresql" | "redshift":', '        ▒', '    case _:', '        pass'],
  ['match settings:', '    case {"drop": True, **rest} if rest:', '        ▒'],
  ['"""Why it is done."""', '▒'],
  ['global state', '▒'],
  ['assert bind is not None, "no connection"', '▒'],
  ['▒', 'return'],
];

/** Up to six nestings, from the outside in. */
export const pythonNestings: fc.Arbitrary<readonly PythonNesting[]> = fc.array(fc.constantFrom(...NESTINGS), {
  maxLength: 6,
});

/** The lines inside all the nestings. A function around them is called, wherever it stands. */
export function nestedIn(nestings: readonly PythonNesting[], lines: readonly string[]): readonly string[] {
  return nestings.reduceRight<readonly string[]>(
    (inner, nesting) =>
      nesting.flatMap((line) => {
        if (!line.endsWith('▒')) return [line];
        const depth = line.length - 1;
        return inner.map((one) => `${' '.repeat(depth)}${one}`);
      }),
    lines,
  );
}

export function indented(lines: readonly string[]): readonly string[] {
  return nestedIn([['    ▒']], lines);
}
