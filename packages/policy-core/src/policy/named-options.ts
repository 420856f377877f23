import { PIP_OPTIONS } from './pip-options.ts';

/** Refused unless the policy allows them: they change where packages come from, or which versions count. */
export const SOURCE_OPTIONS: readonly string[] = PIP_OPTIONS.filter(({ changesSource }) => changesSource).map(
  ({ names: [name] }) => name,
);

/** The usual name of an option that is written in full, as policies must; empty when there is none. */
export function pipOptionsNamed(word: string): readonly string[] {
  return PIP_OPTIONS.filter(({ names }) => names.includes(word)).map(({ names: [name] }) => name);
}
