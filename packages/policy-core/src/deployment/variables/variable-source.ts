import type { Known } from '../../model/known.ts';
import type { SeenVariables } from './seen-variables.ts';

/** The variables of one environment, or of one service of it, as they were looked at. */
export interface VariableSource {
  readonly environment: string;
  /** `undefined`: every service of it has them. */
  readonly service: string | undefined;
  /** A file, or whose variables they are. */
  readonly where: string;
  readonly seen: Known<SeenVariables>;
}

/** Where the variables of an environment, or of one service of it, are, with their values as far as they were read. */
export interface VariablePlace extends Omit<VariableSource, 'seen'> {
  readonly values: Known<ReadonlyMap<string, string>>;
}

/** One that was seen. */
export interface SeenSource extends Omit<VariableSource, 'seen'> {
  readonly seen: SeenVariables;
}

export function seenSources(sources: readonly VariableSource[]): readonly SeenSource[] {
  return sources.flatMap((source) => (source.seen.known ? [{ ...source, seen: source.seen.value }] : []));
}

/** `production`, or `production/api`. */
export function placeName({ environment, service }: Pick<VariableSource, 'environment' | 'service'>): string {
  return service === undefined ? environment : `${environment}/${service}`;
}
