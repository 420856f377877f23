import { isRecord, parseJson, textAt } from '../json/json-shape.ts';

/** Why the CLI did not judge at all, in its own words; `undefined` where its output says nothing of the kind. */
export function refusalIn(stdout: string): string | undefined {
  const output = parseJson(stdout);
  const error = isRecord(output) ? output['error'] : undefined;
  return isRecord(error) ? textAt(error, 'message') : undefined;
}
