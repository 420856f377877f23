import type { Location, PhysicalLocation, Region } from 'sarif';

import type { Finding, Undetermined } from '../model/finding.ts';
import type { ReportedPolicy } from '../engine/report.ts';
import { startOf, type Position, type SourceSpan } from '../model/source-span.ts';

/** Where the subject is; the deciding line of the policy when it is the change itself. */
export function sarifLocation(subject: Finding | Undetermined, policy: ReportedPolicy): Location {
  return { physicalLocation: physicalLocation(subject.at ?? decidingLine(subject, policy)) };
}

export function physicalLocation(at: SourceSpan): PhysicalLocation {
  return { artifactLocation: artifactLocation(at.path), region: region(at) };
}

export function artifactLocation(path: string): { readonly uri: string; readonly uriBaseId: string } {
  return { uri: uriOf(path), uriBaseId: '%SRCROOT%' };
}

/** SARIF counts from 1 and ends before `endColumn`. */
export function region({ start, end }: { readonly start: Position; readonly end: Position }): Region {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function decidingLine({ related, evidence }: Finding | Undetermined, { path }: ReportedPolicy): SourceSpan {
  const places = [...related.map(({ at }) => at), ...evidence.map(({ source }) => source)];
  return places.find((place) => place?.path === path) ?? startOf(path);
}

/** A relative URI; a byte that was not UTF-8, kept as U+DC80 to U+DCFF, becomes that byte again. */
function uriOf(path: string): string {
  return path
    .split('/')
    .map((part) => Array.from(part, encodeCharacter).join(''))
    .join('/');
}

function encodeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xdc80 && code <= 0xdcff) return `%${(code - 0xdc00).toString(16).toUpperCase()}`;
  const isHalfOfPair = code >= 0xd800 && code <= 0xdfff;
  return encodeURIComponent(isHalfOfPair ? '\ufffd' : character);
}
