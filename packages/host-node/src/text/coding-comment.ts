/** Encodings that a coding comment may name and that are read. */
export type NamedEncoding = 'utf-8' | 'latin-1' | 'ascii';

/** What a comment at the top of a file says of its encoding, by the word it uses. */
export interface CodingComment {
  readonly named: string;
  /** `undefined` for one that is not read. */
  readonly encoding: NamedEncoding | undefined;
}

/** PEP 263: in the first line, or in the second when the first is blank or a comment. @param body without mark */
export function pythonCoding(body: Buffer): CodingComment | undefined {
  const head = body.subarray(0, 4096);
  // Of most files this is all that is asked.
  if (!head.includes('coding', 0, 'latin1')) return undefined;
  const [first = '', second = ''] = head.toString('latin1').split(/\r\n|\r|\n/, 2);
  const inSecond = () => (/^[ \t\f]*(#.*)?$/.test(first) ? PYTHON_CODING.exec(second)?.[1] : undefined);
  const named = PYTHON_CODING.exec(first)?.[1] ?? inSecond();
  return named === undefined ? undefined : { named, encoding: PYTHON_CODECS.get(pythonAlias(named)) };
}

const PYTHON_CODING = /^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)/;

/** Python's aliases, compared as Python does: case, `-`, `_` and `.` make no difference. */
const PYTHON_CODECS = codecs({
  'utf-8': 'utf8 u8 utf utf8sig cp65001',
  'latin-1': 'latin1 latin l1 iso88591 isolatin1 88591 cp819 ibm819',
  ascii: 'ascii usascii 646 ansix341968',
});

function pythonAlias(named: string): string {
  return named
    .toLowerCase()
    .replace(/[-_.]/g, '')
    .replace(/(unix|dos|mac)$/, '');
}

/**
 * As pip looks for it in a requirements file: in each of the first two lines that starts with `#`, however long
 * they are and wherever in them it stands. Only a line feed ends a line here.
 */
export function pipCoding(bytes: Buffer): CodingComment | undefined {
  for (const line of firstLines(bytes)) {
    const named = line.startsWith('#') ? PIP_CODING.exec(line)?.[1] : undefined;
    if (named !== undefined) return { named, encoding: PIP_CODECS.get(pipAlias(named)) };
  }
  return undefined;
}

const LINE_FEED = 0x0a;

function firstLines(bytes: Buffer): readonly string[] {
  const first = bytes.indexOf(LINE_FEED);
  if (first === -1) return [bytes.toString('latin1')];
  const second = bytes.indexOf(LINE_FEED, first + 1);
  const rest = bytes.subarray(first + 1, second === -1 ? undefined : second);
  return [bytes.subarray(0, first).toString('latin1'), rest.toString('latin1')];
}

/** White space of ASCII only, and the word characters of ASCII: pip searches among bytes. */
const PIP_CODING = /coding[:=][ \t\n\r\f\v]*([-\w.]+)/;

/** What `bytes.decode` takes, which is not all that Python takes in its own source. */
const PIP_CODECS = codecs({
  'utf-8': 'utf_8 u8 utf utf8 utf8_ucs2 utf8_ucs4 cp65001 utf_8_sig',
  'latin-1':
    'latin_1 8859 cp819 csisolatin1 ibm819 iso8859 iso8859_1 iso_8859_1 iso_8859_1_1987 iso_ir_100 l1 latin latin1',
  ascii: 'ascii 646 ansi_x3.4_1968 ansi_x3_4_1968 cp367 csascii ibm367 iso646_us iso_ir_6 us us_ascii',
});

function pipAlias(named: string): string {
  return named
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '_')
    .replace(/^_|_$/g, '');
}

function codecs(aliases: Readonly<Record<NamedEncoding, string>>): ReadonlyMap<string, NamedEncoding> {
  const names = ['utf-8', 'latin-1', 'ascii'] as const;
  return new Map(names.flatMap((name) => aliases[name].split(' ').map((alias) => [alias, name] as const)));
}
