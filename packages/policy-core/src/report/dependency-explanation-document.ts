import type { LinePlace } from '../dependencies/facts/expanded-requirements.ts';
import type {
  AskedLine,
  DependencyExplanation,
  ExplainedMarker,
  LockedEntry,
  PairExplanation,
  RequirementWay,
} from '../dependencies/explain/dependency-explanation.ts';
import {
  commaList,
  faint,
  gap,
  headed,
  lines,
  section,
  strong,
  toned,
  type Document,
  type Text,
} from './document/document.ts';

/** What asks for the package, what the lock holds of it, and how it came to be there. */
export function dependencyExplanationDocument(explanation: DependencyExplanation): Document {
  const { package: name, pairs, absent_from: absent } = explanation;
  return [
    ...pairs.flatMap((pair) => pairSection(name, pair)),
    ...(absent.length === 0 ? [] : lines(faint(['Not in ', commaList(absent), '.']))),
  ];
}

function pairSection(name: string, pair: PairExplanation): Document {
  const { id, mode, python, platform, asked, locked, unseen } = pair;
  const machine = `Python ${python ?? 'not known'} on ${platform}`;
  return section(
    [strong(name), ' ', faint(`in ${id} (mode ${mode}, ${machine})`)],
    [
      ...section(
        'asked for',
        asked.length === 0
          ? lines(`nowhere in ${pair.source}`)
          : asked.flatMap((line) => askedBlocks(line, pair)),
      ),
      ...section(
        'locked',
        locked.length === 0 ? lines(notLocked(pair)) : locked.flatMap((entry) => lockedBlocks(entry, pair)),
      ),
      ...(locked.length === 0 ? [] : section('there because', lines(...ways(pair)))),
      ...lines(
        ...unseen.map(({ path, reason }) => [toned('warning', 'not seen:'), ` ${path}, because ${reason}`]),
      ),
    ],
  );
}

function notLocked({ lock, asked }: PairExplanation): string {
  const isNotNeeded = asked.length > 0 && asked.every(({ marker }) => marker?.holds === false);
  return `not in ${lock}${isNotNeeded ? ', where no marker asks for it' : ''}`;
}

function ways({ required_by: known, more_ways: more }: PairExplanation): readonly Text[] {
  return [
    ...(known.length === 0 ? ['the lock does not say what needs it'] : known.map(wayText)),
    ...(more > 0 ? [faint(`and ${more} more`)] : []),
  ];
}

function askedBlocks(line: AskedLine, pair: PairExplanation): Document {
  const constrains = line.as === 'constraints' ? ' (a constraint)' : '';
  return headed(
    [place(line), gap, `${line.text}${constrains}`],
    [
      ...markerTexts(line.marker, pair),
      ...line.brought_in_by.map((by) => [faint('brought in by'), ' ', place(by)]),
    ],
  );
}

function lockedBlocks(entry: LockedEntry, pair: PairExplanation): Document {
  const hashes =
    entry.hashes === 0 ? '' : [gap, faint(entry.hashes === 1 ? '1 hash' : `${entry.hashes} hashes`)];
  return headed(
    [place(entry), gap, entry.text, hashes],
    [
      ...markerTexts(entry.marker, pair),
      ...entry.meets.map(({ specifier, why_not: whyNot, ...at }) => [
        whyNot === null ? toned('good', 'meets') : toned('error', 'does not meet'),
        ` ${specifier} (`,
        place(at),
        whyNot === null ? ')' : `): ${whyNot}`,
      ]),
    ],
  );
}

function markerTexts(marker: ExplainedMarker | null, { python, platform }: PairExplanation): readonly Text[] {
  if (marker === null) return [];
  const where = python === null ? platform : `Python ${python} on ${platform}`;
  const { holds, problem, depends_on: variables } = marker;
  if (holds === true) return [faint(`its marker holds for ${where}`)];
  if (holds === false) return [toned('warning', `its marker does not hold for ${where}`)];
  const why = problem ?? `it depends on ${variables.join(' and ')}`;
  return [toned('warning', `whether its marker applies is unknown: ${why}`)];
}

const INCLUDES = { requirements: '-r ', constraints: '-c ', overrides: '--override ', project: '' } as const;

function wayText({ packages, from }: RequirementWay): string {
  const line = from.line === null ? '' : ` line ${from.line}`;
  return [...packages, `${INCLUDES[from.as]}${from.path}${line}`].join(' <- ');
}

function place({ path, line }: LinePlace): Text {
  return faint(`${path}:${line}`);
}
