import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { tracedFileOf } from '../../testing/python-source.ts';
import { readText } from './literals.ts';
import { childIn } from './nodes.ts';
import type { TextPart } from './text.ts';
import { newBudget } from './values.ts';

const parsers = await testParsers();

/** The parts of what is assigned last, `sql = ...`. */
function partsIn(text: string): readonly TextPart[] {
  const file = tracedFileOf(parsers, text);
  const assignment = file.root.children.at(-1)?.children[0];
  const node = childIn(assignment, 'right');
  if (node === undefined) throw new Error(`no assignment at the end of ${text}`);
  return readText(file, { node, scope: file.scopes.module }, newBudget());
}

/** The text, with what is not known in angle brackets. */
function textIn(text: string): string {
  return partsIn(text)
    .map((part) => (part.kind === 'known' ? part.text : `<${part.source}>`))
    .join('');
}

const sql = (expression: string, ...before: string[]) => [...before, `sql = ${expression}\n`].join('\n');

describe('A literal', () => {
  it.each<[string, string, string]>([
    ['double quotes', '"DROP TABLE a"', 'DROP TABLE a'],
    ['single quotes', "'DROP TABLE a'", 'DROP TABLE a'],
    ['three double quotes', '"""DROP\nTABLE "a\\""""', 'DROP\nTABLE "a"'],
    ['three single quotes', "'''DROP\n'TABLE' a'''", "DROP\n'TABLE' a"],
    ['nothing', '""', ''],
    ['a Unicode prefix', 'u"a"', 'a'],
    ['a raw prefix', String.raw`r"a\nb\x41"`, String.raw`a\nb\x41`],
    ['a capital raw prefix', String.raw`R"a\n"`, String.raw`a\n`],
    ['parentheses', '(("a"))', 'a'],
    ['literals in a row', '"a" "b" \'c\'', 'abc'],
    ['literals over lines', '(\n    "a "  # one\n    "b"\n)', 'a b'],
    ['a raw literal beside a plain one', String.raw`r"\n" "\n"`, '\\n\n'],
    ['a continued line between literals', '"a" \\\n    "b"', 'ab'],
    ['a continued line inside', '"a\\\nb"', 'ab'],
    ['emoji', '"😀 é 訂"', '😀 é 訂'],
    ['tabs', '"a\tb"', 'a\tb'],
    ['a number', '12', '12'],
    ['a comment sign', '"a # b"', 'a # b'],
    ['braces', '"{a} {{b}}"', '{a} {{b}}'],
  ])('is its text: %s', (_, expression, text) => {
    expect(textIn(sql(expression))).toBe(text);
  });

  it.each<[string, string, string]>([
    ['a line feed', String.raw`\n`, '\n'],
    ['a tab', String.raw`\t`, '\t'],
    ['a carriage return', String.raw`\r`, '\r'],
    ['a bell', String.raw`\a`, '\x07'],
    ['a backspace', String.raw`\b`, '\b'],
    ['a form feed', String.raw`\f`, '\f'],
    ['a vertical tab', String.raw`\v`, '\v'],
    ['a backslash', String.raw`\\`, '\\'],
    ['a double quote', String.raw`\"`, '"'],
    ['a single quote', String.raw`\'`, "'"],
    ['a hexadecimal number', String.raw`\x44`, 'D'],
    ['a short Unicode number', String.raw`\u0044`, 'D'],
    ['a long Unicode number', String.raw`\U0001F600`, '😀'],
    ['a number beyond Unicode', String.raw`\U00110000`, '\uFFFD'],
    ['an octal number', String.raw`\104`, 'D'],
    ['a short octal number', String.raw`\0`, '\0'],
    ['an octal number with a digit behind it', String.raw`\1048`, 'D8'],
    ['no escape at all', String.raw`\d`, String.raw`\d`],
    ['a name of a character', String.raw`\N{BULLET}`, String.raw`<\N{BULLET}>`],
  ])('has its escapes undone: %s', (_, escape, text) => {
    expect(textIn(sql(`"a${escape}b"`))).toBe(`a${text}b`);
    expect(textIn(sql(`f"a${escape}b"`))).toBe(`a${text}b`);
  });

  it.each<[string, string]>([
    ['bytes', 'b"a"'],
    ['raw bytes', 'rb"a"'],
    ['None', 'None'],
    ['True', 'True'],
    ['a list', '["a"]'],
    ['a tuple', '("a", "b")'],
    ['a dictionary', '{"a": "b"}'],
    ['an item', 'texts[0]'],
    ['a member', 'self.sql'],
    ['a call', 'make()'],
    ['a lambda', 'lambda: "a"'],
    ['a comparison', '"a" == "b"'],
    ['a product', '"a" * 2'],
    ['a negation', 'not "a"'],
    ['a slice', '"abc"[1:]'],
    ['an unknown name', 'name'],
  ])('is not imagined: %s', (_, expression) => {
    expect(textIn(sql(expression))).toBe(`<${expression}>`);
  });
});

describe('An f-string', () => {
  it.each<[string, string, string]>([
    ['without holes', 'f"a"', 'a'],
    ['with a name', 'f"DROP TABLE {name}"', 'DROP TABLE <{name}>'],
    ['with a call', 'f"DROP TABLE {name()}"', 'DROP TABLE <{name()}>'],
    ['with two holes', 'f"{a}.{b}"', '<{a}>.<{b}>'],
    ['with a literal', 'f"a {\'b\'} c"', 'a b c'],
    ['with an f-string', 'f"a {f\'b {c}\'}"', "a b <{f'b {c}'}>"],
    ['with quotes of its own kind', 'f"a {"b"} c"', 'a b c'],
    ['with a sum', 'f"a {\'b\' + c}"', "a b<{'b' + c}>"],
    ['with doubled braces', 'f"{{a}} {b}"', '{a} <{b}>'],
    ['with a conversion', 'f"a {\'b\'!r}"', "a <{'b'!r}>"],
    ['with a format', 'f"a {\'b\':>10}"', "a <{'b':>10}>"],
    ['with a format that has a hole', 'f"a {b:{width}}"', 'a <{b:{width}}>'],
    ['with its own source', 'f"a {b=}"', 'a <{b=}>'],
    ['with its own source and space', 'f"a {b = }"', 'a <{b = }>'],
    ['with the source of a text', 'f"a {\'b\'=}"', "a <{'b'=}>"],
    ['with a sum of numbers', 'f"a{1 + 1}"', 'a<{1 + 1}>'],
    ['with more than a number', 'f"a{b + 1}"', 'a<{b + 1}>'],
    ['with a comparison', 'f"a{\'b\' == c}"', "a<{'b' == c}>"],
    ['over lines', 'f"""a\n{b}\n"""', 'a\n<{b}>\n'],
    ['with a raw prefix', String.raw`rf"a\n{b}"`, String.raw`a\n<{b}>`],
    ['with a capital prefix', 'F"a {b}"', 'a <{b}>'],
    ['beside a plain one', '"a {x} " f"{b}"', 'a {x} <{b}>'],
    ['with a condition', 'f"a {b if c else d}"', 'a <{b if c else d}>'],
    ['with emoji', 'f"😀 {b} 😀"', '😀 <{b}> 😀'],
  ])('is read up to its holes: %s', (_, expression, text) => {
    expect(textIn(sql(expression))).toBe(text);
  });

  it.each<[string, string, string]>([
    ['a name', 'name = "orders"', 'DROP TABLE orders'],
    ['a name with a hole', 'name = f"{prefix}_orders"', 'DROP TABLE <{name}>_orders'],
    ['a name for a name', 'other = "orders"\nname = other', 'DROP TABLE orders'],
    ['a number', 'name = 12', 'DROP TABLE 12'],
    ['a sum of numbers', 'count = 1\nname = count + 12', 'DROP TABLE <{name}>'],
    ['a name with two values', 'name = "a"\nname = "b"', 'DROP TABLE <{name}>'],
    ['a name that grows', 'name = "a"\nname += "b"', 'DROP TABLE <{name}>'],
  ])('has a hole filled by %s', (_, before, text) => {
    expect(textIn(sql('f"DROP TABLE {name}"', before))).toBe(text);
  });
});

describe('A text that is put together', () => {
  it.each<[string, string, string]>([
    ['a sum', '"a" + "b"', 'ab'],
    ['a long sum', '"a" + ("b" + \'c\') + "d"', 'abcd'],
    ['a sum with a hole', '"a " + name', 'a <name>'],
    ['a sum that begins with a hole', 'name + " a"', '<name> a'],
    ['percent', '"a %s" % "b"', 'a b'],
    ['percent with a tuple', '"%s.%s" % ("a", "b")', 'a.b'],
    ['percent with a hole', '"a %s" % name', 'a <name>'],
    ['percent with too few values', '"%s.%s" % ("a",)', 'a.<%s>'],
    ['percent with other forms', '"%d %5.2f %-3s %i" % (1, 2, 3, 4)', '1 <%5.2f> <%-3s> 4'],
    ['percent with a doubled sign', '"100%% %s" % "a"', '100% a'],
    ['percent with names', '"a %(b)s %(d)s" % {"b": "c", "d": "e"}', 'a c e'],
    ['percent with a name twice: the later', '"a %(b)s" % {"b": "c", "b": "d"}', 'a d'],
    ['percent with names that are missing', '"a %(b)s" % {"c": "d"}', 'a <%(b)s>'],
    ['percent with names from elsewhere', '"a %(b)s" % names', 'a <%(b)s>'],
    ['percent with names that are spread', '"a %(b)s" % {"b": "c", **more}', 'a <%(b)s>'],
    ['format', '"a {}".format("b")', 'a b'],
    ['format with numbers', '"{1}.{0}".format("a", "b")', 'b.a'],
    ['format with names', '"{b}.{a}".format(a="1", b="2")', '2.1'],
    ['format with a hole', '"a {}".format(name)', 'a <name>'],
    ['format with a doubled brace', '"{{a}} {}".format("b")', '{a} b'],
    ['format with a member', '"{a.b}".format(a=x)', '<{a.b}>'],
    ['format with an item', '"{a[0]}".format(a=x)', '<{a[0]}>'],
    ['format with a conversion', '"{!r}".format("a")', '<{!r}>'],
    ['format with a form', '"{:>3}".format("a")', '<{:>3}>'],
    ['format with too few values', '"{} {}".format("a")', 'a <{}>'],
    ['format with a missing name', '"{a}".format(b="1")', '<{a}>'],
    ['format with spread arguments', '"{}".format(*names)', '<{}>'],
    ['format with spread names', '"{a}".format(**names)', '<{a}>'],
    ['join of a list', '" ".join(["a", "b", "c"])', 'a b c'],
    ['join of a tuple', '", ".join(("a", name))', 'a, <name>'],
    ['join of nothing', '" ".join([])', ''],
    ['join of something else', '" ".join(names)', '<" ".join(names)>'],
    ['text()', 'sa.text("a")', 'a'],
    ['text() by key word', 'text(text="a")', 'a'],
    ['DDL()', 'sa.DDL("a")', 'a'],
    ['dedent', 'textwrap.dedent("""\n  a\n""").strip()', '\n  a\n'],
    ['bindparams', 'sa.text("a :b").bindparams(b=1)', 'a :b'],
    ['options', 'text("a").execution_options(autocommit=True)', 'a'],
    ['a walrus', '(x := "a")', 'a'],
    ['another method', '"a".upper()', '<"a".upper()>'],
    ['replace', '"a".replace("a", "b")', '<"a".replace("a", "b")>'],
    ['another function', 'render("a")', '<render("a")>'],
  ])('is read as far as it is known: %s', (_, expression, text) => {
    expect(textIn(sql(expression))).toBe(text);
  });

  it.each<[string, string, string]>([
    ['a template', 'T = "DROP TABLE {}"\nsql = T.format("a")\n', 'DROP TABLE a'],
    ['a percent template', 'T = "DROP TABLE %s"\nsql = T % "a"\n', 'DROP TABLE a'],
    ['a prefix', 'P = "DROP "\nsql = P + "TABLE a"\n', 'DROP TABLE a'],
    ['a name for what is joined', 'A = "a"\nsql = ".".join([A, "b"])\n', 'a.b'],
  ])('is read with %s of another place', (_, text, expected) => {
    expect(textIn(text)).toBe(expected);
  });
});

describe('Where the parts of a text stand', () => {
  const shown = (text: string) =>
    partsIn(text).map(({ start, end, ...part }) => ({
      written: text.slice(start, end),
      verbatim: part.kind === 'known' && part.verbatim,
    }));

  it('is where they are written, escapes apart from what surrounds them', () => {
    expect(shown(sql(String.raw`"ab\tcd"`))).toEqual([
      { written: 'ab', verbatim: true },
      { written: String.raw`\t`, verbatim: false },
      { written: 'cd', verbatim: true },
    ]);
  });

  it('is the hole where an f-string is filled from elsewhere', () => {
    expect(shown(sql('f"a {name}"', 'name = "b"'))).toEqual([
      { written: 'a ', verbatim: true },
      { written: '{name}', verbatim: false },
    ]);
  });

  it('is the field where a format is filled', () => {
    expect(shown(sql('"a {} %s".format("b")'))).toEqual([
      { written: 'a ', verbatim: true },
      { written: '{}', verbatim: false },
      { written: ' %s', verbatim: true },
    ]);
  });

  it('is the name in a sum', () => {
    expect(shown(sql('"a " + name', 'name = "b"'))).toEqual([
      { written: 'a ', verbatim: true },
      { written: 'name', verbatim: false },
    ]);
  });

  it('counts characters as editors do, whatever stands before', () => {
    expect(shown(sql('"😀" + "é"', '# 😀'))).toEqual([
      { written: '😀', verbatim: true },
      { written: 'é', verbatim: true },
    ]);
  });

  const pieces = fc.array(
    fc.constantFrom('a', ' ', '😀', 'é', '{x}', '{{', '}}', '\\n', '\\x44', "'", '%s', ';', '\\\n'),
    { maxLength: 12 },
  );
  const prefixes = fc.constantFrom('', 'f', 'r', 'u', 'rf');

  it('lies in the literal, and what is verbatim is written just so', () => {
    fc.assert(
      fc.property(pieces, prefixes, (all, prefix) => {
        const text = sql(`${prefix}"""${all.join('')}"""`);
        for (const part of partsIn(text)) {
          expect(part.start).toBeGreaterThanOrEqual('sql = '.length);
          expect(part.end).toBeLessThan(text.length);
          if (part.kind === 'known' && part.verbatim) {
            expect(text.slice(part.start, part.end)).toBe(part.text);
          }
        }
      }),
    );
  });

  it('says the same of a text however it is cut into literals', () => {
    const words = fc.array(fc.constantFrom('DROP', ' ', 'TABLE', 'a', ';', '😀', '--'), { maxLength: 8 });
    const glue = fc.constantFrom(' + ', ' ', ' +\n    ', '\n    ');
    fc.assert(
      fc.property(words, glue, (all, between) => {
        const literals = all.length === 0 ? '""' : all.map((word) => `"${word}"`).join(between);
        expect(textIn(sql(`(${literals})`))).toBe(all.join(''));
      }),
    );
  });
});
