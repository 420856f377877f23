import { readEndpoints, type Endpoint } from '../python-api/fastapi/fastapi-endpoints.ts';
import type { Parsers } from '../parsers/parsers.ts';

/** Throws for a text that is no Python: then it is the test that is wrong. */
export function endpointsOf({ python }: Parsers, text: string): readonly Endpoint[] {
  const reading = readEndpoints(python, text);
  if (reading.kind === 'unreadable') throw new Error(`${reading.problem}: ${text}`);
  return reading.endpoints;
}
