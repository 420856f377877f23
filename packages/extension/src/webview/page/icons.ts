import type { Severity } from '../graph/shown-history.ts';
import { shape } from './element.ts';

/** Told apart by their outline as well as by colour. The words stand beside it. */
export function severityIcon(severity: Severity): SVGSVGElement {
  return shape(
    'svg',
    { class: `icon ${severity}`, viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    ...OUTLINES[severity].map((d) => shape('path', { d })),
  );
}

const CIRCLE = 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13z';

const OUTLINES: Readonly<Record<Severity, readonly string[]>> = {
  error: [CIRCLE, 'M5.5 5.5l5 5M10.5 5.5l-5 5'],
  warning: ['M8 1.8l6.6 12.2h-13.2z', 'M8 6v4.2M8 11.6v1'],
  info: [CIRCLE, 'M8 7v4.5M8 4.3v1'],
};
