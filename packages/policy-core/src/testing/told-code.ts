import type { CodePlace } from '../migrations/ownership/code-place.ts';
import { readCode } from '../migrations/ownership/read-code.ts';
import type { Parsers } from '../parsers/parsers.ts';

/**
 * What a file does to a schema, a line for each place: `ALTER TABLE users`, `create-all`, or
 * `downgrade base by this code in production`; behind ` | ` what an editor underlines.
 */
export function toldCode(path: string, text: string, parsers?: Parsers): readonly string[] {
  const reading = readCode(path, text, parsers);
  if (reading.kind === 'unreadable')
    return [`${reading.problem} | ${text.slice(reading.start, reading.end)}`];
  return reading.places.map((place) => `${toldPlace(place)} | ${text.slice(place.start, place.end)}`);
}

function toldPlace(place: CodePlace): string {
  if (place.kind === 'ddl')
    return `${place.what} ${place.name ?? '-'}${place.isElsewhere ? ' elsewhere' : ''}`;
  return place.kind === 'alembic' ? toldCommand(place) : place.kind;
}

function toldCommand({ command, ...place }: Extract<CodePlace, { kind: 'alembic' }>): string {
  return [
    `${command.verb} ${command.target ?? '?'}`,
    ...(command.purge ? ['purging'] : []),
    ...(command.isOffline ? ['as SQL only'] : []),
    ...(place.onStart === undefined ? [] : [`by ${place.onStart}`]),
    ...(place.isProduction ? ['in production'] : []),
    ...(place.isThrowaway ? ['thrown away'] : []),
  ].join(' ');
}

/** Without what is underlined. */
export function toldWithoutPlaces(...given: Parameters<typeof toldCode>): readonly string[] {
  return toldCode(...given).map((line) => line.replace(/ \| [^]*$/, ''));
}
