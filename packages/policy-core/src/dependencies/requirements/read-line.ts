import { readArguments } from './line-arguments.ts';
import { optionsStart, readLineOptions, type OptionReading } from './line-options.ts';
import { rangeIn, type LogicalLine } from './logical-lines.ts';
import { passedOver } from './passed-over.ts';
import { readEditable } from './editable.ts';
import type { LineEntry, LineHash, LineOption, RequirementsLine } from './requirements-document.ts';
import type { PlacedOption } from './placed-option.ts';

/** What pip makes of one logical line. */
export function readLine(line: LogicalLine): RequirementsLine {
  const { number, content, comments } = line;
  const from = optionsStart(content);
  const reading = readLineOptions(content, from);
  const entry = entryOf(line, from, reading);
  return {
    number,
    content,
    range: rangeIn(line, 0, content.length),
    entry,
    options: reading.options.filter((option) => !isHash(option)).map((option) => lineOption(line, option)),
    hashes: reading.options.filter(isHash).map((option) => lineHash(line, option)),
    variables: content.includes('${') ? variablesOf(line) : [],
    passedOver: passedOver(line, entry, reading),
    comments,
  };
}

/**
 * What stands before the options counts first; without it, what is editable; without that, another file.
 * Since pip 25, `-e` behind a requirement makes pip refuse the line; before, pip passed over it.
 */
function entryOf(line: LogicalLine, from: number, { options, problem }: OptionReading): LineEntry {
  if (problem !== undefined) {
    return { kind: 'invalid', problem: problem.problem, range: rangeIn(line, problem.start, problem.end) };
  }
  const called = (name: string) => options.find(({ means }) => means[0] === name)?.value;
  if (from > 0)
    return readArguments(line, line.content.slice(0, from === line.content.length ? from : from - 1));
  const editable = called('--editable');
  if (editable !== undefined) return readEditable(line, editable);
  const requirements = called('--requirement');
  const target = requirements ?? called('--constraint');
  if (target === undefined) return { kind: 'options' };
  return {
    kind: 'include',
    as: requirements === undefined ? 'constraints' : 'requirements',
    target: target.text,
    range: rangeIn(line, target.start, target.end),
  };
}

function isHash({ means }: PlacedOption): boolean {
  return means.length === 1 && means[0] === '--hash';
}

function lineOption(line: LogicalLine, { written, means, value, start, end }: PlacedOption): LineOption {
  return { written, means, value: value?.text, range: rangeIn(line, start, end) };
}

function lineHash(line: LogicalLine, { value, start, end }: PlacedOption): LineHash {
  const text = value?.text ?? '';
  const colon = text.indexOf(':');
  return {
    algorithm: text.slice(0, Math.max(0, colon)),
    digest: text.slice(colon + 1),
    range: rangeIn(line, start, end),
  };
}

/** pip fills in what is written in capitals only. */
const VARIABLE = /\$\{([A-Z0-9_]+)\}/g;

function variablesOf(line: LogicalLine): RequirementsLine['variables'] {
  return Array.from(line.content.matchAll(VARIABLE), ({ 0: written, 1: name = '', index }) => ({
    name,
    range: rangeIn(line, index, index + written.length),
  }));
}
