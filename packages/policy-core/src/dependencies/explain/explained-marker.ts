import { markerEnvironment, type MarkerPlatform } from '../packaging/marker-environment.ts';
import { evaluateMarker } from '../packaging/marker-evaluation.ts';
import { markerText } from '../packaging/marker-text.ts';
import type { Marker } from '../packaging/marker.ts';
import type { ExplainedMarker } from './dependency-explanation.ts';

/** Whose markers count. */
export interface Machine {
  readonly python: string | undefined;
  readonly platform: MarkerPlatform;
}

export function explainedMarker(
  marker: Marker | undefined,
  { python, platform }: Machine,
): ExplainedMarker | null {
  if (marker === undefined) return null;
  const text = markerText(marker);
  const evaluated = evaluateMarker(marker, markerEnvironment({ python: python ?? '', platform }));
  switch (evaluated.kind) {
    case 'value':
      return { text, holds: evaluated.value, depends_on: [], problem: null };
    case 'unknown':
      return { text, holds: null, depends_on: evaluated.variables, problem: null };
    case 'undefined':
      return { text, holds: null, depends_on: [], problem: evaluated.detail };
  }
}
