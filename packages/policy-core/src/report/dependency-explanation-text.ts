import { displayText } from '../model/display-text.ts';
import type {
  AskedLine,
  DependencyExplanation,
  ExplainedMarker,
  LinePlace,
  LockedEntry,
  PairExplanation,
  RequirementWay,
} from '../dependencies/explain/dependency-explanation.ts';
import { paintFor, type Paint } from '../model/ansi.ts';

/** For people: what asks for the package, what the lock holds of it, and how it came to be there. */
export function dependencyExplanationText(
  explanation: DependencyExplanation,
  { colors }: { readonly colors: boolean },
): string {
  const paint = paintFor(colors);
  const { package: name, pairs, absent_from: absent } = explanation;
  const blocks = pairs.map((pair) => pairLines(name, pair, paint).join('\n'));
  const others = absent.length === 0 ? [] : [paint.faint(`Not in ${absent.map(displayText).join(', ')}.`)];
  return `${[...blocks, ...others].join('\n\n')}\n`;
}

function pairLines(name: string, pair: PairExplanation, paint: Paint): readonly string[] {
  const { id, mode, python, platform, asked, locked, unseen } = pair;
  const machine = `Python ${python ?? 'not known'} on ${platform}`;
  return [
    `${paint.strong(displayText(name))} ${paint.faint(`in ${displayText(id)} (mode ${mode}, ${machine})`)}`,
    `  asked for`,
    ...(asked.length === 0
      ? [`    nowhere in ${displayText(pair.source)}`]
      : asked.flatMap((line) => askedText(line, pair, paint))),
    `  locked`,
    ...(locked.length === 0
      ? [`    ${notLocked(pair)}`]
      : locked.flatMap((entry) => lockedText(entry, pair, paint))),
    ...(locked.length === 0 ? [] : waysText(pair, paint)),
    ...unseen.map(
      ({ path, reason }) =>
        `  ${paint.warning('not seen:')} ${displayText(path)}, because ${displayText(reason)}`,
    ),
  ];
}

function notLocked({ lock, asked }: PairExplanation): string {
  const isNotNeeded = asked.length > 0 && asked.every(({ marker }) => marker?.holds === false);
  return `not in ${displayText(lock)}${isNotNeeded ? ', where no marker asks for it' : ''}`;
}

function waysText({ required_by: ways, more_ways: more }: PairExplanation, paint: Paint): readonly string[] {
  return [
    '  there because',
    ...(ways.length === 0
      ? ['    the lock does not say what needs it']
      : ways.map((way) => `    ${wayText(way)}`)),
    ...(more > 0 ? [paint.faint(`    and ${more} more`)] : []),
  ];
}

function askedText(line: AskedLine, pair: PairExplanation, paint: Paint): readonly string[] {
  const constrains = line.as === 'constraints' ? ' (a constraint)' : '';
  return [
    `    ${place(line, paint)}  ${displayText(line.text)}${constrains}`,
    ...markerLines(line.marker, pair, paint),
    ...line.brought_in_by.map((by) => `      ${paint.faint('brought in by')} ${place(by, paint)}`),
  ];
}

function lockedText(entry: LockedEntry, pair: PairExplanation, paint: Paint): readonly string[] {
  const hashes = entry.hashes === 0 ? '' : `  ${entry.hashes === 1 ? '1 hash' : `${entry.hashes} hashes`}`;
  return [
    `    ${place(entry, paint)}  ${displayText(entry.text)}${paint.faint(hashes)}`,
    ...markerLines(entry.marker, pair, paint),
    ...entry.meets.map(({ specifier, why_not: whyNot, ...at }) =>
      whyNot === null
        ? `      ${paint.good('meets')} ${displayText(specifier)} (${place(at, paint)})`
        : `      ${paint.error('does not meet')} ${displayText(specifier)} (${place(at, paint)}): ${displayText(whyNot)}`,
    ),
  ];
}

function markerLines(
  marker: ExplainedMarker | null,
  { python, platform }: PairExplanation,
  paint: Paint,
): readonly string[] {
  if (marker === null) return [];
  const where = python === null ? platform : `Python ${python} on ${platform}`;
  const { holds, problem, depends_on: variables } = marker;
  if (holds === true) return [`      ${paint.faint(`its marker holds for ${where}`)}`];
  if (holds === false) return [`      ${paint.warning(`its marker does not hold for ${where}`)}`];
  const why = problem === null ? `it depends on ${variables.join(' and ')}` : displayText(problem);
  return [`      ${paint.warning(`whether its marker holds cannot be told: ${why}`)}`];
}

const INCLUDES = { requirements: '-r ', constraints: '-c ', overrides: '--override ', project: '' } as const;

function wayText({ packages, from }: RequirementWay): string {
  const line = from.line === null ? '' : ` line ${from.line}`;
  return [...packages.map(displayText), `${INCLUDES[from.as]}${displayText(from.path)}${line}`].join(' <- ');
}

function place({ path, line }: LinePlace, paint: Paint): string {
  return paint.faint(`${displayText(path)}:${line}`);
}
