/** An ini file as Python's configparser reads it. Names of options are in lower case. */
export type IniReading =
  | {
      readonly kind: 'ini';
      /** Without `DEFAULT`. */
      readonly sections: ReadonlyMap<string, IniOptions>;
      /** What holds in every section that does not say otherwise. */
      readonly defaults: IniOptions;
      /** Where each option is set. */
      readonly lines: ReadonlyMap<string, IniLines>;
    }
  /** configparser refuses it; `problem` is a clause. */
  | { readonly kind: 'malformed'; readonly problem: string; readonly line: number };

/** First and last line of what sets an option; both count from one. */
export interface IniLines {
  readonly first: number;
  readonly last: number;
}

/** Where a section sets an option, or DEFAULT does for it; `undefined` where neither does. */
export function iniOptionLines(
  { lines }: Extract<IniReading, { kind: 'ini' }>,
  section: string,
  option: string,
): IniLines | undefined {
  return lines.get(keyOf(section, option)) ?? lines.get(keyOf(DEFAULT_SECTION, option));
}

/** Values before anything in them is replaced, by name; lines of one value are joined by `\n`. */
export type IniOptions = ReadonlyMap<string, string>;

/** Never throws. */
export function readIni(text: string): IniReading {
  const state: Reading = {
    sections: new Map(),
    defaults: new Map(),
    section: undefined,
    option: undefined,
    lines: new Map(),
    place: undefined,
    indent: 0,
    problem: undefined,
  };
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (state.problem?.isFatal !== true) readLine(state, line, index + 1);
  }
  if (state.problem) return { kind: 'malformed', problem: state.problem.text, line: state.problem.line };
  return {
    kind: 'ini',
    sections: new Map(Array.from(state.sections, ([name, options]) => [name, joined(options)])),
    defaults: joined(state.defaults),
    lines: state.lines,
  };
}

type Lines = Map<string, string[]>;

interface Reading {
  readonly sections: Map<string, Lines>;
  readonly defaults: Lines;
  section: { readonly name: string; readonly options: Lines } | undefined;
  /** Whose value may go on. */
  option: string[] | undefined;
  readonly lines: Map<string, IniLines>;
  /** The key of that option in `lines`. */
  place: string | undefined;
  indent: number;
  /** The first; only the fatal ones end the reading. */
  problem: { readonly text: string; readonly line: number; readonly isFatal: boolean } | undefined;
}

const DEFAULT_SECTION = 'DEFAULT';
const SECTION = /^\[(.+)\]/;
/** What Python calls white space. */
const SPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const AROUND = new RegExp(`^${SPACE}+|${SPACE}+$`, 'g');
const BEFORE = new RegExp(`^${SPACE}*`);
const BEHIND = new RegExp(`${SPACE}+$`);

function readLine(state: Reading, line: string, number: number): void {
  const value = line.replace(AROUND, '');
  if (/^[#;]/.test(value)) return;
  if (value === '') {
    state.option?.push('');
    return;
  }
  const indent = BEFORE.exec(line)?.[0].length ?? 0;
  if (state.option && indent > state.indent) {
    state.option.push(value);
    goOn(state, number);
    return;
  }
  state.indent = indent;
  const header = SECTION.exec(value)?.[1];
  if (header === undefined) readOption(state, value, number);
  else openSection(state, header, number);
}

function openSection(state: Reading, name: string, line: number): void {
  state.option = undefined;
  if (name === DEFAULT_SECTION) {
    state.section = { name, options: state.defaults };
    return;
  }
  if (state.sections.has(name)) {
    state.problem = { text: `it has two sections [${name}]`, line, isFatal: true };
    return;
  }
  const options: Lines = new Map();
  state.sections.set(name, options);
  state.section = { name, options };
}

function readOption(state: Reading, value: string, line: number): void {
  const { section } = state;
  if (section === undefined) {
    state.problem = { text: 'it begins without a section', line, isFatal: true };
    return;
  }
  const end = value.search(/[=:]/);
  if (end < 1) {
    state.problem ??= { text: `\`${value}\` sets nothing`, line, isFatal: false };
    return;
  }
  const name = value.slice(0, end).replace(AROUND, '').toLowerCase();
  if (section.options.has(name)) {
    state.problem = { text: `[${section.name}] sets ${name} twice`, line, isFatal: true };
    return;
  }
  state.option = [value.slice(end + 1).replace(AROUND, '')];
  section.options.set(name, state.option);
  state.place = keyOf(section.name, name);
  state.lines.set(state.place, { first: line, last: line });
}

function goOn({ lines, place = '' }: Reading, line: number): void {
  const begun = lines.get(place);
  if (begun !== undefined) lines.set(place, { ...begun, last: line });
}

/** A name of an option has no line feed. */
function keyOf(section: string, option: string): string {
  return `${section}\n${option}`;
}

function joined(options: Lines): IniOptions {
  return new Map(Array.from(options, ([name, lines]) => [name, lines.join('\n').replace(BEHIND, '')]));
}
